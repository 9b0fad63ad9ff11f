package io.qanat.api;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** Time as the computer has it. */
final class SystemWaiting implements Waiting {
    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    @SuppressWarnings({"WaitNotInLoop", "AwaitReturnValueIgnored"
    }) // both are the caller's, by the interface's contract
    public void await(Condition condition, long nanos) throws InterruptedException {
        if (nanos == UNTIL_SIGNALLED) {
            condition.await();
        } else {
            condition.await(nanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public Duration delay(Duration wanted) {
        return wanted;
    }
}
