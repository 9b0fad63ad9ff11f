package io.qanat.api;

import java.util.Set;

/**
 * A failed attempt.
 *
 * @param number from 1
 * @param method such as GET
 * @param retryUnsafe whether POST and PATCH are repeated too: in a pull they read
 * @param refreshable whether the credentials can be renewed and have not been for this request (requirement R6)
 * @param outcome how it ended
 */
public record Attempt(int number, String method, boolean retryUnsafe, boolean refreshable, Outcome outcome) {
    /** RFC 9110 §9.2.2. */
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "QUERY");

    /** Whether the request may be sent again at all. */
    boolean repeatable() {
        return retryUnsafe || IDEMPOTENT.contains(method);
    }
}
