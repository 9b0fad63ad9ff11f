package io.qanat.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A way to get a token. Called by one thread at a time. */
@FunctionalInterface
interface Grant {

    /** Asks for a token; throws an ApiException if none could be had. */
    Token request() throws InterruptedException;

    /**
     * A token.
     *
     * @param life how long it is good, from the request on; null if the server didn't say
     */
    record Token(Secret value, @Nullable Duration life) {}
}
