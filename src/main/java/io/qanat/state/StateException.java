package io.qanat.state;

import org.jspecify.annotations.Nullable;

/** State can't be read or written; the message names where it is and what to do. */
public final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StateException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public StateException(String message) {
        super(message);
    }
}
