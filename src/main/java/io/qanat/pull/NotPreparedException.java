package io.qanat.pull;

import java.io.IOException;

/** A sink has nothing of the run that it is to publish, and never will: what was prepared was removed by somebody. */
public final class NotPreparedException extends IOException {
    private static final long serialVersionUID = 1L;

    public NotPreparedException(String message) {
        super(message);
    }
}
