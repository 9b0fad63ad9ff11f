package io.qanat.testing;

import io.qanat.api.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * A clock for tests, which stands still until somebody waits: then it jumps to the end of that wait, or to the next thing
 * that was planned by {@link #at}. A {@link #manual} one moves by {@link #advance} only, and who waits really waits for that.
 * Thread-safe.
 */
public final class TestClock implements Waiting {
    private final boolean manual;
    private final Instant start;
    private final List<Duration> delays = new ArrayList<>();
    private final PriorityQueue<Plan> plans =
            new PriorityQueue<>(Comparator.comparingLong(Plan::nanos).thenComparingLong(Plan::order));
    private long nanos;
    private long planned;
    private int waiters;

    private record Plan(long nanos, long order, Runnable action) {}

    private TestClock(Instant start, boolean manual) {
        this.start = start;
        this.manual = manual;
    }

    /** Jumps by itself. */
    public static TestClock at(Instant start) {
        return new TestClock(start, false);
    }

    /** Jumps by itself, from some day on. */
    public static TestClock jumping() {
        return at(Instant.parse("2026-11-23T10:00:00Z"));
    }

    /** Moves by {@link #advance} only. */
    public static TestClock manual() {
        return new TestClock(Instant.parse("2026-11-23T10:00:00Z"), true);
    }

    @Override
    public synchronized Instant now() {
        return start.plusNanos(nanos);
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    /** How much time has passed since the start. */
    public synchronized Duration elapsed() {
        return Duration.ofNanos(nanos);
    }

    /** Plans something for the moment when that much time has passed since the start; it is done by who waits then. */
    public synchronized void at(Duration sinceStart, Runnable action) {
        plans.add(new Plan(Math.max(nanos, sinceStart.toNanos()), planned++, action));
    }

    /** Lets time pass, with all that is planned for it. */
    public void advance(Duration by) {
        long until = nanoTime() + by.toNanos();
        while (doNext(until)) {
            // one planned thing after the other
        }
        moveTo(until);
    }

    /** Does the next thing that is planned until then, at its time; the clock's lock is free meanwhile. */
    private boolean doNext(long until) {
        Plan next;
        synchronized (this) {
            Plan first = plans.peek();
            if (first == null || first.nanos() > until) {
                return false;
            }
            next = plans.remove();
            moveTo(next.nanos());
        }
        next.action().run();
        return true;
    }

    private synchronized void moveTo(long time) {
        nanos = Math.max(nanos, time);
    }

    /** Whether there was anything to jump to. */
    private boolean jump(long wait) {
        if (wait == UNTIL_SIGNALLED) {
            return doNext(Long.MAX_VALUE);
        }
        long until = nanoTime() + wait;
        if (!doNext(until)) {
            moveTo(until);
        }
        return true;
    }

    @Override
    @SuppressWarnings({"WaitNotInLoop", "AwaitReturnValueIgnored"}) // the caller loops, by the interface's contract
    public void await(Condition condition, long wait) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!manual && jump(wait)) {
            return;
        }
        count(1);
        try {
            condition.await(1, TimeUnit.MILLISECONDS); // then back to the caller: a signal may have come after the time
        } finally {
            count(-1);
        }
    }

    private synchronized void count(int by) {
        waiters += by;
        notifyAll();
    }

    /** Blocks until so many threads wait for this clock or a signal. */
    public synchronized void awaitWaiters(int count) throws InterruptedException {
        while (waiters < count) {
            wait();
        }
    }

    @Override
    public Duration delay(Duration wanted) {
        synchronized (this) {
            delays.add(wanted);
        }
        advance(wanted);
        return Duration.ZERO;
    }

    /** The waits that were asked for by {@link #delay}, in their order. */
    public synchronized List<Duration> delays() {
        return List.copyOf(delays);
    }
}
