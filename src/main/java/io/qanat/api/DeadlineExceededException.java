package io.qanat.api;

import java.io.InterruptedIOException;
import java.time.Duration;

/** One attempt with its whole body took longer than {@code callTimeout}; the connection was closed. */
public final class DeadlineExceededException extends InterruptedIOException {
    private static final long serialVersionUID = 1L;

    DeadlineExceededException(Duration callTimeout) {
        super("the whole answer was not here within callTimeout (" + callTimeout.toMillis() + " ms)");
    }
}
