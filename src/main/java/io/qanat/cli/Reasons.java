package io.qanat.cli;

import io.qanat.check.CheckFailedException;
import io.qanat.settings.SettingsException;

/** Finds in a chain of wrappers what a user can act on. */
final class Reasons {
    private Reasons() {}

    /** The exception of ours in the chain that tells the mistake, if there is one, else the last cause. */
    static Throwable of(Throwable failure) {
        Throwable last = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SettingsException || cause instanceof CheckFailedException) {
                return cause;
            }
            last = cause;
        }
        return last;
    }

    /** Its message, with its kind where the message alone says too little. */
    static String text(Throwable reason) {
        String message = reason.getMessage();
        boolean ours =
                reason.getClass().getName().startsWith("io.qanat.") || reason instanceof IllegalArgumentException;
        return message == null
                ? reason.getClass().getSimpleName()
                : ours ? message : reason.getClass().getSimpleName() + ": " + message;
    }
}
