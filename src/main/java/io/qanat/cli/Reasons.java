package io.qanat.cli;

import io.qanat.check.CheckFailedException;
import io.qanat.settings.SettingsException;
import org.jspecify.annotations.Nullable;

/** Finds in a chain of wrappers what a user can act on. */
final class Reasons {
    private Reasons() {}

    /** The exception of ours in the chain that tells the mistake, or else the first of ours, or the last cause. */
    static Throwable of(Throwable failure) {
        Throwable last = failure;
        @Nullable Throwable first = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SettingsException || cause instanceof CheckFailedException) {
                return cause;
            }
            first = first == null && ours(cause) ? cause : first;
            last = cause;
        }
        return first == null ? last : first;
    }

    private static boolean ours(Throwable failure) {
        return failure.getClass().getName().startsWith("io.qanat.");
    }

    /** Its message, with its kind where the message alone says too little. */
    static String text(Throwable reason) {
        String message = reason.getMessage();
        return message == null
                ? reason.getClass().getSimpleName()
                : ours(reason) || reason instanceof IllegalArgumentException
                        ? message
                        : reason.getClass().getSimpleName() + ": " + message;
    }
}
