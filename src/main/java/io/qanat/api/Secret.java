package io.qanat.api;

/**
 * A text that must not be shown: it prints as {@code ***}, so that a record that holds one can be logged.
 *
 * @param value the secret itself
 */
public record Secret(String value) {
    /** What stands in a secret's place. */
    public static final String MASK = "***";

    /** Whether nothing was given. */
    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
