package io.qanat.demo;

import java.time.Duration;

/**
 * How many requests the shop takes: in no span as long as the window more than so many.
 *
 * @param requests how many; 0 for any number
 * @param window the span
 * @param retryAfter how a 429 says when to come back
 */
public record Quota(int requests, Duration window, RetryAfter retryAfter) {
    /** Any number of requests. */
    public static final Quota NONE = new Quota(0, Duration.ofSeconds(1), RetryAfter.SECONDS);

    /** The forms of Retry-After (RFC 9110 §10.2.3). */
    public enum RetryAfter {
        /** A number of seconds. */
        SECONDS,
        /** A date. */
        HTTP_DATE,
        /** The field is missing. */
        NONE
    }

    public Quota {
        if (requests < 0 || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException(
                    "shop: a quota takes 0 or more requests in a window above 0, not " + requests + " in " + window);
        }
    }

    /** So many requests in any such span, with Retry-After in seconds. */
    public static Quota of(int requests, Duration window) {
        return new Quota(requests, window, RetryAfter.SECONDS);
    }

    public Quota with(RetryAfter form) {
        return new Quota(requests, window, form);
    }
}
