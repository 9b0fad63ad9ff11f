package io.qanat.api;

import java.util.List;

/**
 * How fast the quota may be used, between a sixteenth and all of it (requirement T5). A 429 in spite of the limit halves it:
 * the API counts differently, or somebody else uses the same account. Then requests keep a distance, and fewer of them run
 * at the same time. Each {@link #RECOVERY} answers without a 429 give back a tenth. Guarded by the quota's lock.
 */
final class Pace {
    /** Answers without a 429 for one step of recovery. */
    static final int RECOVERY = 20;

    /** What a step gives back. */
    static final double STEP = 0.1;

    static final double LEAST = 1.0 / 16;

    private final long nanosPerRequest;
    private double pace = 1;
    private int good;
    private long halvedAt;
    private boolean everHalved;
    private long lastEntered;
    private boolean everEntered;

    Pace(List<Rate> rates) {
        nanosPerRequest = rates.stream()
                .mapToLong(rate -> rate.period().toNanos() / rate.requests())
                .max()
                .orElse(0);
    }

    double value() {
        return pace;
    }

    /** The part of so many concurrent requests, at least one. */
    int of(int concurrency) {
        return Math.max(1, (int) Math.floor(concurrency * pace + 1e-9));
    }

    /** Nanoseconds until the next request keeps its distance. */
    long nanosToWait(long now) {
        boolean full = pace >= 1 || !everEntered;
        return full ? 0 : Math.max(0, lastEntered + (long) (nanosPerRequest / pace) - now);
    }

    void entered(long now) {
        lastEntered = now;
        everEntered = true;
    }

    /**
     * Notes a 429. Those of requests that were under way when the pace was halved say nothing new.
     *
     * @return whether the pace changed
     */
    boolean limited(long enteredAt, long now) {
        good = 0;
        if ((everHalved && enteredAt - halvedAt <= 0) || pace <= LEAST) {
            return false;
        }
        pace = Math.max(LEAST, pace / 2);
        halvedAt = now;
        everHalved = true;
        return true;
    }

    /** Notes an answer that is no 429; gives back whether the pace changed. */
    boolean good() {
        if (pace >= 1 || ++good < RECOVERY) {
            return false;
        }
        good = 0;
        pace = pace + STEP > 0.999 ? 1 : pace + STEP;
        return true;
    }
}
