package io.qanat.testing;

/** What the server does with one request. */
sealed interface Play {
    /** Answers. */
    record Whole(Reply reply) implements Play {}

    /** Sends the head and half of the body, then ends the connection. */
    record Half(Reply reply) implements Play {}

    /** Says nothing. */
    record Silence() implements Play {}

    /** Ends the connection before the first byte of an answer. */
    record Hangup() implements Play {}
}
