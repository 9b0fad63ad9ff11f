package io.qanat.api;

import java.io.IOException;

/** A body was larger than allowed, counted after decompression; the connection was closed. */
public final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    BodyTooLargeException(long limit) {
        super("the body has more than maxResponseSize allows (" + limit
                + " bytes, decompressed): ask for smaller pages, or raise it");
    }
}
