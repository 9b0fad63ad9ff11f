package io.qanat.api;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;

/** The one place where time passes, so that tests need none of it. Thread-safe. */
public interface Waiting {
    /** The computer's clocks. */
    Waiting SYSTEM = new SystemWaiting();

    /** For {@link #await}: until a signal comes, however long that takes. */
    long UNTIL_SIGNALLED = Long.MAX_VALUE;

    /** The time of day, which may jump. */
    Instant now();

    /** Nanoseconds of a clock that never jumps; only differences have a meaning. */
    long nanoTime();

    /**
     * Waits for a signal, at most so long. May come back earlier without reason: ask again in a loop.
     *
     * @param condition of a lock that this thread holds
     * @param nanos above zero, or {@link #UNTIL_SIGNALLED}
     */
    void await(Condition condition, long nanos) throws InterruptedException;

    /**
     * Asked before somebody else waits (Camel's redelivery): how long he really must.
     *
     * @return the same here; nothing with a clock of a test, which moves on by itself
     */
    Duration delay(Duration wanted);
}
