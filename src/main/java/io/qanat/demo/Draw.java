package io.qanat.demo;

import java.util.List;

/**
 * Random draws that follow from a seed and a number alone, whoever draws first (SplitMix64, Steele, Lea and Flood 2014).
 * Not thread-safe: each record has its own.
 */
final class Draw {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    Draw(long seed, long number) {
        // Mixed once more: otherwise one record's second draw would be the next record's first.
        this.state = mixed(mixed(seed) + number * GOLDEN_GAMMA);
    }

    long next() {
        state += GOLDEN_GAMMA;
        return mixed(state);
    }

    /** From 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) Long.remainderUnsigned(next(), bound);
    }

    /** True in about {@code share} of all draws: never at 0, always at 1. */
    boolean chance(double share) {
        return (next() >>> 11) * 0x1.0p-53 < share;
    }

    <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    private static long mixed(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
