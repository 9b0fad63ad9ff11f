package io.qanat.api;

import java.io.IOException;

/** A connection goes on after an answer with something that is no answer: the one before was longer than it said. */
final class LeftOverException extends IOException {
    private static final long serialVersionUID = 1L;

    LeftOverException(String begin) {
        super("the answer before it had more bytes than its Content-Length says; left over is \"" + begin + "\"");
    }
}
