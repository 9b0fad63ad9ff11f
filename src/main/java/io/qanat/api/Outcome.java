package io.qanat.api;

import io.qanat.page.Headers;

/** How an attempt ended. */
public sealed interface Outcome {

    /** An answer came, whatever it says. */
    record Answered(int status, Headers headers) implements Outcome {}

    /** No whole answer came. */
    record Failed(Throwable thrown) implements Outcome {}
}
