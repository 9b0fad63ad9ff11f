package io.qanat.api;

/**
 * How many requests may be under way at the same time, by how fast the API answers (requirement T5). Answers are averaged
 * over windows of {@link #WINDOW}. After {@link #SLOW_WINDOWS} windows in a row that took {@link #SLOW} times as long as usual
 * the concurrency falls to three quarters, and goes on falling by each further slow window; each window that is not slow gives
 * back an eighth of the whole. What is usual follows at once to a faster window and by a tenth to a slower one, so that an API
 * which has become slower for good gets its concurrency back. Guarded by the quota's lock.
 */
final class ResponseTimes {
    /** Answers that are averaged: fewer would let one slow page count. */
    static final int WINDOW = 20;

    /** Slow windows in a row before the concurrency falls: a short hiccup is not a slowdown. */
    static final int SLOW_WINDOWS = 3;

    /** How many times as long as usual is slow. */
    static final double SLOW = 2;

    /** Part of the concurrency that is left after a fall. */
    static final double FALL = 0.75;

    /** Part of the whole concurrency that a window gives back. */
    static final double RECOVERY = 0.125;

    /** How far what is usual goes towards a slower window. */
    static final double FOLLOWS = 0.1;

    /** Averages below this, in nanoseconds, are never slow: their ratio is noise of both computers. */
    static final long NEVER_SLOW = 50_000_000;

    private final int concurrency;
    private double allowed;
    private int answers;
    private long sum;
    private int slowInARow;
    private double usual;
    private double latest;

    ResponseTimes(int concurrency) {
        this.concurrency = concurrency;
        this.allowed = concurrency;
    }

    /** Requests that may be under way, at least one. */
    int value() {
        return Math.max(1, (int) Math.floor(allowed + 1e-9));
    }

    /** The average of the latest window in nanoseconds; 0 before the first. */
    long latest() {
        return (long) latest;
    }

    /** What is usual, in nanoseconds; 0 before the first window. */
    long usual() {
        return (long) usual;
    }

    /**
     * Notes how long an answer took.
     *
     * @return whether {@link #value} changed
     */
    boolean answered(long nanos) {
        sum += nanos;
        if (++answers < WINDOW) {
            return false;
        }
        latest = (double) sum / answers;
        answers = 0;
        sum = 0;
        int before = value();
        judge(usual > 0 && latest > NEVER_SLOW && latest > usual * SLOW);
        usual = usual == 0 || latest < usual ? latest : usual + (latest - usual) * FOLLOWS;
        return value() != before;
    }

    private void judge(boolean slow) {
        slowInARow = slow ? slowInARow + 1 : 0;
        if (!slow) {
            allowed = Math.min(concurrency, allowed + concurrency * RECOVERY);
        } else if (slowInARow >= SLOW_WINDOWS) {
            allowed = Math.max(1, allowed * FALL);
        }
    }
}
