package io.qanat.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The gate before an API: all its rate limits and its limit of concurrent requests at once, exact at the server (requirements
 * T1 to T3, T5). Requests pass in the order of their coming. Thread-safe; one per API, shared by all its pulls.
 */
public final class Quota {
    private final String api;
    private final int concurrency;
    private final Duration maxWait;
    private final Waiting waiting;
    private final Consumer<String> listener;
    private final List<Slots> limits;
    private final Pace pace;
    private final ResponseTimes times;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Deque<Condition> line = new ArrayDeque<>();
    private int open;
    private long pausedUntil;
    private boolean paused;
    private boolean stopped;

    /**
     * A quota of its own for that API.
     *
     * @param listener is told in a sentence when pace or concurrency change; called under a lock, so it must not wait
     */
    public Quota(ApiSettings settings, Waiting waiting, Consumer<String> listener) {
        this(
                settings.name(),
                settings.rates(),
                settings.concurrency(),
                settings.retry().maxWait(),
                waiting,
                listener);
    }

    Quota(String api, List<Rate> rates, int concurrency, Duration maxWait, Waiting waiting, Consumer<String> listener) {
        this.api = api;
        this.concurrency = concurrency;
        this.maxWait = maxWait;
        this.waiting = waiting;
        this.listener = listener;
        this.limits = rates.stream().map(Slots::new).toList();
        this.pace = new Pace(rates);
        this.times = new ResponseTimes(concurrency);
    }

    /**
     * Waits until a request may go.
     *
     * @return to be closed when the response came or failed
     * @throws InterruptedException if the thread is interrupted; nothing is used up then
     * @throws CancellationException if the quota is stopped
     * @throws RateLimitedException if the API is paused for longer than {@code maxWait}
     */
    public Ticket enter() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Condition turn = lock.newCondition();
            line.addLast(turn);
            try {
                awaitTurn(turn);
                return admit();
            } finally {
                line.remove(turn);
                signalFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitTurn(Condition turn) throws InterruptedException {
        long wait = ask(turn);
        while (wait > 0) {
            waiting.await(turn, wait);
            wait = ask(turn);
        }
    }

    private long ask(Condition turn) {
        if (stopped) {
            throw new CancellationException(api + ": stopped while a request waited for the rate limit");
        }
        refuseLongPause();
        return line.getFirst() == turn ? nanosToWait(waiting.nanoTime()) : Waiting.UNTIL_SIGNALLED;
    }

    private void refuseLongPause() {
        long left = pauseLeft(waiting.nanoTime());
        if (left > maxWait.plus(RetryAfter.MARGIN).toNanos()) {
            throw new RateLimitedException(
                    null,
                    api + ": the API asked for a pause longer than maxWait (" + maxWait.toSeconds() + " s)",
                    waiting.now().plusNanos(left));
        }
    }

    private long nanosToWait(long now) {
        long wait = Math.max(pauseLeft(now), pace.nanosToWait(now));
        for (Slots limit : limits) {
            wait = Math.max(wait, limit.nanosToWait(now));
        }
        return open >= together() ? Waiting.UNTIL_SIGNALLED : wait;
    }

    /** Requests that may be under way at the same time, now. */
    private int together() {
        return Math.min(pace.of(concurrency), times.value());
    }

    private long pauseLeft(long now) {
        return paused ? Math.max(0, pausedUntil - now) : 0;
    }

    private Ticket admit() {
        long now = waiting.nanoTime();
        open++;
        limits.forEach(Slots::take);
        pace.entered(now);
        return new Ticket(now);
    }

    private void release(long enteredAt, boolean limited) {
        lock.lock();
        try {
            long now = waiting.nanoTime();
            open--;
            limits.forEach(limit -> limit.release(now));
            tellPace(limited, limited ? pace.limited(enteredAt, now) : pace.good());
            tellConcurrency(times.answered(now - enteredAt));
            signalFirst();
        } finally {
            lock.unlock();
        }
    }

    private void tellPace(boolean limited, boolean changed) {
        if (changed) {
            listener.accept(api + (limited ? ": 429 in spite of the rate limit, pace halved to " : ": pace raised to ")
                    + Math.round(pace.value() * 100) + " %");
        }
    }

    private void tellConcurrency(boolean changed) {
        if (changed) {
            listener.accept(api + ": answers take " + millis(times.latest()) + " ms, usual are "
                    + millis(times.usual()) + " ms; at most " + times.value() + " of " + concurrency
                    + " requests at the same time");
        }
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }

    private void signalFirst() {
        Condition first = line.peekFirst();
        if (first != null) {
            first.signal();
        }
    }

    /** No request goes before that time. A pause that ends later than this one stays. */
    public void pauseUntil(Instant time) {
        lock.lock();
        try {
            long now = waiting.nanoTime();
            long nanos = nanosBetween(waiting.now(), time);
            if (nanos > pauseLeft(now)) {
                paused = true;
                pausedUntil = now + nanos;
                line.forEach(Condition::signal);
            }
        } finally {
            lock.unlock();
        }
    }

    /** At most a hundred years, so that sums don't overflow. */
    private static long nanosBetween(Instant from, Instant to) {
        Duration duration = Duration.between(from, to);
        Duration most = Duration.ofDays(36_500);
        return (duration.compareTo(most) > 0 ? most : duration).toNanos();
    }

    /** Wakes all who wait, with a CancellationException, and lets no request pass until {@link #start}. */
    public void stop() {
        lock.lock();
        try {
            stopped = true;
            line.forEach(Condition::signal);
        } finally {
            lock.unlock();
        }
    }

    /** Lets requests pass again after {@link #stop}. */
    public void start() {
        lock.lock();
        try {
            stopped = false;
        } finally {
            lock.unlock();
        }
    }

    /** How things stand, for metrics. */
    public State state() {
        lock.lock();
        try {
            long now = waiting.nanoTime();
            int remaining =
                    limits.stream().mapToInt(limit -> limit.free(now)).min().orElse(Integer.MAX_VALUE);
            long left = pauseLeft(now);
            Instant until = left > 0 ? waiting.now().plusNanos(left) : null;
            return new State(remaining, pace.value(), together(), open, line.size(), until);
        } finally {
            lock.unlock();
        }
    }

    /**
     * How things stand.
     *
     * @param remaining requests that could go at once as far as the rate limits say; the largest int without limits
     * @param pace between 0 and 1
     * @param concurrency requests that may run at the same time, at this pace and as fast as the API answers
     * @param open requests under way
     * @param waiting requests in line
     * @param pausedUntil when the API's pause ends, if there is one
     */
    public record State(
            int remaining,
            double pace,
            int concurrency,
            int open,
            int waiting,
            @Nullable Instant pausedUntil) {}

    /** The permission for one request. Thread-safe. */
    public final class Ticket implements AutoCloseable {
        private final long enteredAt;
        private boolean limited;
        private boolean closed;

        private Ticket(long enteredAt) {
            this.enteredAt = enteredAt;
        }

        /** Notes that the answer was a rate limit; to be called before {@link #close}. */
        public synchronized void limited() {
            limited = true;
        }

        /** The response came, with its head at least, or it will never come. Once is enough. */
        @Override
        public void close() {
            boolean wasLimited;
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
                wasLimited = limited;
            }
            release(enteredAt, wasLimited);
        }
    }
}
