package io.qanat.testing;

/** Where answers come from. Called by one thread at a time. */
@FunctionalInterface
interface Source {
    /**
     * The answer to a request.
     *
     * @param whole whether it reaches the client; if not, the same request will come again
     */
    Reply reply(SentRequest request, boolean whole);
}
