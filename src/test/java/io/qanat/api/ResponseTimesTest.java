package io.qanat.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ResponseTimesTest {
    private final ResponseTimes times = new ResponseTimes(16);

    /** So many windows of answers that all take that long; whether the value changed meanwhile. */
    private static boolean windows(ResponseTimes times, int count, int millis) {
        boolean changed = false;
        for (int i = 0; i < count * ResponseTimes.WINDOW; i++) {
            changed |= times.answered(millis * 1_000_000L);
        }
        return changed;
    }

    @Test
    void an_api_that_answers_steadily_keeps_its_whole_concurrency() {
        assertThat(windows(times, 50, 100)).isFalse();
        assertThat(times.value()).isEqualTo(16);
    }

    @Test
    void answers_that_stay_slow_lower_the_concurrency_after_three_windows() {
        windows(times, 5, 100);
        assertThat(windows(times, 2, 500)).isFalse();
        assertThat(windows(times, 1, 500)).isTrue();
        assertThat(times.value()).isEqualTo(12);
        windows(times, 1, 800);
        assertThat(times.value()).isEqualTo(9);
    }

    @Test
    void a_hiccup_changes_nothing() {
        windows(times, 5, 100);
        windows(times, 2, 900);
        windows(times, 1, 100);
        windows(times, 2, 900);
        assertThat(times.value()).isEqualTo(16);
    }

    @Test
    void the_concurrency_comes_back_step_by_step_when_answers_are_fast_again() {
        windows(times, 5, 100);
        windows(times, 4, 900);
        assertThat(times.value()).isEqualTo(9);
        windows(times, 1, 100);
        assertThat(times.value()).isEqualTo(11);
        windows(times, 3, 100);
        assertThat(times.value()).isEqualTo(16);
    }

    @Test
    void an_api_that_has_become_slower_for_good_gets_its_concurrency_back() {
        windows(times, 5, 100);
        windows(times, 4, 400);
        assertThat(times.value()).isLessThan(16);
        windows(times, 40, 400);
        assertThat(times.value()).isEqualTo(16);
    }

    @Test
    void milliseconds_more_or_less_are_noise() {
        windows(times, 5, 2);
        windows(times, 10, 40);
        assertThat(times.value()).isEqualTo(16);
    }

    @Property
    void it_stays_between_one_and_all(
            @ForAll @IntRange(min = 1, max = 100) int concurrency,
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 100_000) Integer> windows) {
        ResponseTimes any = new ResponseTimes(concurrency);
        for (int millis : windows) {
            windows(any, 1, millis);
            assertThat(any.value()).isBetween(1, concurrency);
        }
    }
}
