package io.qanat.api;

import java.time.Duration;

/**
 * When and how often a failed request is repeated (requirements R1 to R3).
 *
 * @param attempts requests at most, the first one included; at least 1
 * @param backoffBase the wait after the first attempt, before jitter
 * @param backoffCap the longest wait, before jitter
 * @param jitter how waits are scattered
 * @param maxWait the longest wait that an API may ask for; beyond it the run fails with the time to come back
 * @param statuses which statuses are repeated
 */
public record RetrySettings(
        int attempts,
        Duration backoffBase,
        Duration backoffCap,
        Jitter jitter,
        Duration maxWait,
        RetryStatuses statuses) {

    /** What holds where nobody said anything. */
    public static final RetrySettings DEFAULT = new RetrySettings(
            5,
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Jitter.FULL,
            Duration.ofMinutes(5),
            RetryStatuses.DEFAULT);

    public RetrySettings {
        if (attempts < 1) {
            throw new IllegalArgumentException("a request needs at least 1 attempt");
        }
    }

    /** How waits are scattered, so that many clients don't come back at once. */
    public enum Jitter {
        /** Uniformly between nothing and the whole wait. */
        FULL,
        /** Uniformly between half of the wait and one and a half. */
        EQUAL,
        /** Not at all. */
        NONE
    }
}
