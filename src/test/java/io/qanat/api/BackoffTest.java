package io.qanat.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.api.RetrySettings.Jitter;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static Backoff backoff(long baseMillis, long capMillis, Jitter jitter, long seed) {
        return new Backoff(
                new RetrySettings(
                        5,
                        Duration.ofMillis(baseMillis),
                        Duration.ofMillis(capMillis),
                        jitter,
                        Duration.ofMinutes(5),
                        RetryStatuses.DEFAULT),
                new Random(seed));
    }

    @Test
    void without_jitter_waits_double_up_to_the_cap() {
        Backoff backoff = backoff(1_000, 60_000, Jitter.NONE, 1);
        List<Long> seconds = IntStream.rangeClosed(1, 9)
                .mapToObj(attempt -> backoff.after(attempt).toSeconds())
                .toList();
        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Property
    void jitter_stays_in_its_bounds(
            @ForAll @IntRange(min = 1, max = 1_000) int attempt,
            @ForAll @LongRange(min = 1, max = 100_000_000) long base,
            @ForAll @LongRange(min = 1, max = 100_000_000) long cap,
            @ForAll long seed) {
        Duration longest = backoff(base, cap, Jitter.NONE, seed).after(attempt);
        assertThat(longest).isLessThanOrEqualTo(Duration.ofMillis(cap)).isPositive();
        assertThat(backoff(base, cap, Jitter.FULL, seed).after(attempt)).isBetween(Duration.ZERO, longest);
        assertThat(backoff(base, cap, Jitter.EQUAL, seed).after(attempt))
                .isBetween(longest.dividedBy(2), longest.multipliedBy(3).dividedBy(2));
    }

    @Test
    void full_jitter_is_uniform() {
        Backoff backoff = backoff(1_000, 60_000, Jitter.FULL, 7);
        double mean = IntStream.range(0, 10_000)
                .mapToLong(i -> backoff.after(3).toNanos())
                .average()
                .orElseThrow();
        assertThat(mean / 1e9).isBetween(1.95, 2.05);
    }
}
