package io.qanat.pull;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A run that can't end well for a reason of its own; the message says which and what to do. */
public final class RunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RunException(String message) {
        super(message);
    }

    RunException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The message that a user understands best: the first one on the way to the cause that isn't a mere wrapper. */
    static String messageOf(Throwable failure) {
        Throwable best = failure;
        while (wraps(best) && best.getCause() != null) {
            best = best.getCause();
        }
        return text(best);
    }

    private static boolean wraps(Throwable failure) {
        return failure instanceof org.apache.camel.CamelExecutionException
                || failure instanceof org.apache.camel.RuntimeCamelException
                || failure instanceof org.apache.camel.CamelExchangeException
                || failure instanceof java.util.concurrent.ExecutionException;
    }

    private static String text(Throwable failure) {
        @Nullable String message = failure.getMessage();
        boolean told = failure.getClass().getName().startsWith("io.qanat.") || failure.getClass() == IOException.class;
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        return told ? message : failure.getClass().getSimpleName() + ": " + message;
    }
}
