package io.qanat.page;

import java.io.IOException;

/** A body that goes on after its JSON value. */
final class TrailingContentException extends IOException {
    private static final long serialVersionUID = 1L;

    TrailingContentException(long offset) {
        super("after its JSON value the body goes on at byte " + offset);
    }
}
