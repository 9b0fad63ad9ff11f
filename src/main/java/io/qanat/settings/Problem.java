package io.qanat.settings;

/**
 * One mistake in the settings, as the user reads it.
 *
 * @param subject what is wrongly set up, such as {@code api shop} or {@code pull orders}
 * @param parameter the parameter's name
 * @param message what is wrong and what is allowed; never a secret's value
 */
public record Problem(String subject, String parameter, String message) {

    @Override
    public String toString() {
        return subject + ": " + parameter + ": " + message;
    }
}
