package io.qanat.table.s3;

import java.io.IOException;

/** The store didn't do what it was asked for; the message says what, why and what to do. */
public final class BucketException extends IOException {
    private static final long serialVersionUID = 1L;

    BucketException(String message, Throwable cause) {
        super(message, cause);
    }
}
