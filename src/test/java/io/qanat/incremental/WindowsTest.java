package io.qanat.incremental;

import static io.qanat.incremental.Increments.NOW;
import static io.qanat.incremental.Increments.bookmark;
import static io.qanat.incremental.Increments.settings;
import static io.qanat.incremental.Increments.windows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The upper bound, long ranges in windows, and two clocks. */
class WindowsTest {
    private static final String[] BY_DAY = {"incrementalParam", "from", "incrementalUntilParam", "to", "window", "1d"};

    @Test
    void an_upper_bound_is_sent_only_where_there_is_a_place_for_it() {
        assertThat(windows().first(bookmark("2026-11-22"), null, NOW).until()).isNull();
        assertThat(windows("incrementalUntilParam", "to").first(null, null, NOW).until())
                .isEqualTo("2026-11-23T12:00:00Z");
        assertThat(windows("query", "to={until}")
                        .first(bookmark("2026-11-22"), null, NOW)
                        .placeholders())
                .containsEntry("until", "2026-11-24");
        assertThat(windows("incrementalUntilParam", "to")
                        .first(bookmark("1000"), null, NOW)
                        .until())
                .isNull();
    }

    @Test
    void until_now_keeps_records_of_an_api_whose_clock_is_ahead() {
        Bounds bounds = windows("incrementalUntilParam", "to").first(bookmark("2026-11-23T12:05:00Z"), null, NOW);
        assertThat(bounds.until()).isEqualTo("2026-11-23T12:05:00Z");
        assertThat(bounds.upper()).isNull();
    }

    @Test
    void a_placeholder_for_the_end_of_ids_is_refused() {
        assertThatExceptionOfType(IncrementalException.class)
                .isThrownBy(() -> windows("query", "to={until}").first(bookmark("1000"), null, NOW))
                .withMessageContaining("{until} in the request has no value, as /at holds numbers");
    }

    @Test
    void windows_follow_each_other_until_now() {
        assertThat(ranges(windows(BY_DAY), bookmark("2026-11-21T06:00:00Z"), null, NOW))
                .containsExactly(
                        "2026-11-21T06:00:00Z..2026-11-22T06:00:00Z",
                        "2026-11-22T06:00:00Z..2026-11-23T06:00:00Z",
                        "2026-11-23T06:00:00Z..2026-11-23T12:00:00Z");
    }

    @Test
    void a_window_never_ends_nearer_to_now_than_the_clocks_may_differ() {
        assertThat(ranges(windows(BY_DAY), bookmark("2026-11-22T11:50:00Z"), null, NOW))
                .containsExactly(
                        "2026-11-22T11:50:00Z..2026-11-23T11:45:00Z", "2026-11-23T11:45:00Z..2026-11-23T12:00:00Z");
    }

    @Test
    void a_window_looks_back_from_its_beginning() {
        IncrementalSettings settings =
                settings("incrementalParam", "from", "incrementalUntilParam", "to", "window", "1d", "lookback", "1h");
        Windows windows = new Windows(settings, "orders");
        assertThat(ranges(windows, bookmark("2026-11-22T00:00:00Z"), null, NOW))
                .containsExactly(
                        "2026-11-21T23:00:00Z..2026-11-23T00:00:00Z", "2026-11-22T23:00:00Z..2026-11-23T12:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-03, 2026-01-01..2026-01-02 2026-01-02..2026-01-03",
        "2026-01-03T10:00:00Z, 2026-01-01..2026-01-02 2026-01-02..2026-01-03 2026-01-03..2026-01-03T10:00:00Z",
        "2026-01-01, 2026-01-01..2026-01-01",
    })
    void a_range_by_hand_ends_at_its_end(String until, String expected) {
        Backfill range = settings().backfill("2026-01-01", until, "orders");
        assertThat(ranges(windows(BY_DAY), null, range, NOW)).containsExactly(expected.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "1d, 2026-11-21..2026-11-22 2026-11-22..2026-11-23 2026-11-23..2026-11-24",
        "12h, 2026-11-21T00:00:00Z..2026-11-21T12:00:00Z 2026-11-21T12:00:00Z..2026-11-22T00:00:00Z"
                + " 2026-11-22T00:00:00Z..2026-11-22T12:00:00Z 2026-11-22T12:00:00Z..2026-11-23T00:00:00Z"
                + " 2026-11-23T00:00:00Z..2026-11-23T11:45:00Z 2026-11-23T11:45:00Z..2026-11-23T12:00:00Z",
    })
    void windows_of_whole_days_are_spelt_as_dates_where_values_are(String window, String expected) {
        Windows windows = windows("incrementalUntilParam", "to", "window", window);
        Instant now = NOW.plusSeconds(1);
        assertThat(ranges(windows, bookmark("2026-11-21"), null, now).stream()
                        .map(range -> range.replace("T12:00:01Z", "T12:00:00Z"))
                        .map(range -> range.replace("T11:45:01Z", "T11:45:00Z")))
                .containsExactly(expected.split(" ", -1));
    }

    @Test
    void just_after_midnight_a_window_of_a_day_reaches_until_now() {
        Instant now = Instant.parse("2026-11-23T00:05:00Z");
        assertThat(ranges(windows(BY_DAY), bookmark("2026-11-22"), null, now))
                .containsExactly("2026-11-22..2026-11-24");
    }

    @Test
    void the_bookmark_stays_a_date_where_values_are() {
        IncrementalSettings settings = settings(BY_DAY);
        Bookmark bookmark = bookmark("2026-11-23");
        Bounds bounds = new Windows(settings, "orders").first(bookmark, null, NOW);
        assertThat(new BoundaryFilter(settings, "orders", null, bounds, () -> NOW).end(Extent.WHOLE))
                .isEqualTo(bookmark)
                .extracting(end -> end.at().text())
                .isEqualTo("2026-11-23");
    }

    @Test
    void a_window_of_a_range_by_hand_takes_nothing_from_before_its_beginning() {
        Windows windows = windows("incrementalUntilParam", "to", "window", "1d", "lookback", "1h");
        Bounds first = windows.first(null, settings().backfill("2026-11-01", null, "orders"), NOW);
        Bounds second = windows.next(first, NOW);
        assertThat(second.lower()).isEqualTo(first.upper());
        assertThat(second.since()).isEqualTo("2026-11-01");
    }

    @Test
    void windows_need_a_beginning() {
        assertThatExceptionOfType(IncrementalException.class)
                .isThrownBy(() -> windows(BY_DAY).first(null, null, NOW))
                .withMessage(
                        "orders: window needs a moment to begin at, but there is no bookmark yet; set since, such as"
                                + " since=2026-01-01");
    }

    @Test
    void windows_need_times() {
        assertThatExceptionOfType(IncrementalException.class)
                .isThrownBy(() -> windows(BY_DAY).first(bookmark("1000"), null, NOW))
                .withMessage("orders: window needs a moment to begin at, but there is a number; leave window out");
    }

    @Test
    void nothing_follows_the_last_window() {
        Windows windows = windows(BY_DAY);
        Bounds last = windows.first(bookmark("2026-11-23"), null, NOW);
        assertThat(last.more()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> windows.next(last, NOW));
    }

    @Test
    void empty_windows_move_the_bookmark_to_what_is_safely_past() {
        IncrementalSettings settings = settings(BY_DAY);
        Bookmark bookmark = bookmark("2026-11-21T06:00:00Z");
        List<String> at = new ArrayList<>();
        for (Bounds bounds : bounds(new Windows(settings, "orders"), bookmark, null, NOW)) {
            bookmark = Objects.requireNonNull(
                    new BoundaryFilter(settings, "orders", bookmark, bounds, () -> NOW).end(Extent.WHOLE));
            at.add(bookmark.at().text());
        }
        assertThat(at).containsExactly("2026-11-22T06:00:00Z", "2026-11-23T06:00:00Z", "2026-11-23T11:45:00Z");
    }

    @Test
    void our_clock_jumping_back_never_moves_the_bookmark_back() {
        IncrementalSettings settings = settings(BY_DAY);
        Bookmark bookmark = bookmark("2026-11-23T06:00:00Z");
        Instant back = NOW.minus(Duration.ofDays(30));
        Bounds bounds = new Windows(settings, "orders").first(bookmark, null, back);
        assertThat(bounds.more()).isFalse();
        assertThat(new BoundaryFilter(settings, "orders", bookmark, bounds, () -> back).end(Extent.WHOLE))
                .isEqualTo(bookmark);
    }

    @Test
    void without_windows_only_values_move_the_bookmark() {
        Bookmark bookmark = bookmark("2026-01-01");
        assertThat(Increments.filter(settings("incrementalUntilParam", "to"), bookmark)
                        .end(Extent.WHOLE))
                .isEqualTo(bookmark);
    }

    private static List<String> ranges(
            Windows windows, @Nullable Bookmark bookmark, @Nullable Backfill range, Instant now) {
        return bounds(windows, bookmark, range, now).stream()
                .map(bounds -> bounds.since() + ".." + bounds.until())
                .toList();
    }

    private static List<Bounds> bounds(
            Windows windows, @Nullable Bookmark bookmark, @Nullable Backfill range, Instant now) {
        List<Bounds> all = new ArrayList<>();
        Bounds bounds = windows.first(bookmark, range, now);
        all.add(bounds);
        while (bounds.more()) {
            bounds = windows.next(bounds, now);
            all.add(bounds);
        }
        return all;
    }
}
