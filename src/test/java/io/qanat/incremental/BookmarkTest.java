package io.qanat.incremental;

import static io.qanat.incremental.Increments.NOW;
import static io.qanat.incremental.Increments.json;
import static io.qanat.incremental.Increments.settings;
import static io.qanat.incremental.Increments.windows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.qanat.settings.NameValue;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bookmarks as they are stored, and the bounds that come from them. */
class BookmarkTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-23T12:00:00.250+02:00 | time",
                "2026-11-23 | time",
                "2026-11-23 10:00:00 | time",
                "12345678901234567890.5 | id",
                "01ARZ3NDEKTSV4RRFFQ69G5FAV | text",
            })
    void a_bookmark_is_stored_as_its_value(String value, String kind) {
        IncrementalSettings settings = settings();
        BoundaryFilter filter = Increments.filter(settings, null);
        String number = kind.equals("id") ? value : "\"" + value + "\"";
        filter.take(Increments.array("[{\"at\":" + number + "}]", 1));
        Bookmark bookmark = Objects.requireNonNull(filter.end(Extent.WHOLE));
        assertThat(bookmark.toJson().path("value").textValue()).isEqualTo(value);
        assertThat(bookmark.toJson().path("kind").textValue()).isEqualTo(kind);
        assertThat(bookmark.published()).hasSize(1);
        assertThat(settings.bookmark(json(bookmark.toJson().toString()), "orders"))
                .isEqualTo(bookmark);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-11-23\"",
                "{\"value\":\"2026-11-23\"}",
                "{\"value\":\" 2026-11-23T00:00:00Z \"}",
                "{\"kind\":\"time\",\"value\":\"2026-11-23T01:00:00+01:00\",\"published\":{}}"
            })
    void a_person_may_write_the_value_alone(String text) {
        assertThat(settings().bookmark(json(text), "orders")).isEqualTo(Increments.bookmark("2026-11-23"));
    }

    @Test
    void a_number_that_a_person_writes_is_what_the_format_says() {
        IncrementalSettings settings = settings("incrementalFormat", "epoch");
        assertThat(settings.bookmark(json("1795392000"), "orders")).isEqualTo(Increments.bookmark("2026-11-23"));
        assertThat(settings().bookmark(json("1795392000"), "orders")).isEqualTo(Increments.bookmark("1795392000"));
    }

    @Test
    void nothing_kept_is_no_bookmark() {
        assertThat(settings().bookmark(null, "orders")).isNull();
        assertThat(settings().bookmark(json("null"), "orders")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "true",
                "{\"kind\":\"time\",\"value\":\"yesterday\"}",
                "{\"kind\":\"when\",\"value\":\"2026-11-23\"}",
                "{\"value\":\"7d\"}",
                "{\"value\":\"2026-11-23\",\"published\":{\"2026-11-23\":[\"xyz\"]}}",
                "{\"value\":\"2026-11-23\",\"published\":{\"2026-11-23\":[\"zz00000000000000000000000000000z\"]}}",
                "{\"value\":\"2026-11-23\",\"published\":{\"12\":[]}}"
            })
    void what_is_no_bookmark_is_refused_with_what_to_do(String text) {
        assertThatExceptionOfType(IncrementalException.class)
                .isThrownBy(() -> settings().bookmark(json(text), "orders"))
                .withMessageStartingWith("orders: the bookmark in the state can't be understood: ")
                .withMessageEndingWith("; correct its value, or reset the state to begin afresh");
    }

    @Test
    void the_first_run_sends_since_as_it_was_written_and_no_bound_without_it() {
        assertThat(windows("incrementalParam", "from").first(null, null, NOW).since())
                .isNull();
        IncrementalSettings settings = settings("incrementalParam", "from", "since", "2026-01-01", "lookback", "1h");
        Bounds bounds = new Windows(settings, "orders").first(null, null, NOW);
        assertThat(bounds.query(settings)).containsExactly(new NameValue("from", "2026-01-01"));
        assertThat(bounds.placeholders()).isEqualTo(Map.of("since", "2026-01-01"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 2026-11-23T10:00:00.250+02:00 | 2026-11-23T09:00:00.250+02:00",
                "'' | 2026-11-23 10:00 | 2026-11-23 09:00",
                "'' | 2026-11-23 | 2026-11-22",
                "iso | 2026-11-23T10:00:00.250+02:00 | 2026-11-23T07:00:00.250Z",
                "iso | 2026-11-23T10:00:00+02:00 | 2026-11-23T07:00:00Z",
                "date | 2026-11-23T10:00:00Z | 2026-11-23",
                "date | 2026-11-23T00:30:00Z | 2026-11-22",
                "epoch | 2026-11-23T01:00:00.9Z | 1795392000",
                "millis | 2026-11-23T01:00:00.9Z | 1795392000900",
            })
    void the_next_run_sends_the_bookmark_less_the_lookback(String format, String value, String sent) {
        Windows windows = windows("incrementalFormat", format, "lookback", "1h");
        assertThat(windows.first(Increments.bookmark(value), null, NOW).since()).isEqualTo(sent);
    }

    @Test
    void ids_look_back_by_a_number() {
        assertThat(windows("lookback", "1000")
                        .first(Increments.bookmark("9007199254740993"), null, NOW)
                        .since())
                .isEqualTo("9007199254739993");
    }

    @Test
    void a_lookback_that_does_not_fit_the_bookmark_is_told() {
        assertThatExceptionOfType(IncrementalException.class)
                .isThrownBy(() -> windows("lookback", "1h").first(Increments.bookmark("1000"), null, NOW))
                .withMessage(
                        "orders: lookback: \"1h\" does not fit, as the field holds numbers: write how many ids as a"
                                + " whole number, such as 1000");
    }

    @Test
    void a_format_of_times_does_not_fit_a_bookmark_that_is_a_number() {
        assertThatExceptionOfType(IncrementalException.class)
                .isThrownBy(() -> windows("incrementalFormat", "iso").first(Increments.bookmark("1000"), null, NOW))
                .withMessageContaining("the run begins at a number, but incrementalFormat says that /at holds times");
    }

    @Test
    void a_range_by_hand_of_another_kind_than_the_bookmark_is_refused() {
        IncrementalSettings settings = settings();
        assertThatExceptionOfType(IncrementalException.class)
                .isThrownBy(() -> new Windows(settings, "orders")
                        .first(Increments.bookmark("1000"), settings.backfill("2026-01-01", null, "orders"), NOW))
                .withMessageContaining("--since 2026-01-01 is a time, but the bookmark 1000 is a number");
    }

    @Test
    void bounds_survive_the_journal() {
        IncrementalSettings settings = settings(
                "incrementalParam", "from", "incrementalUntilParam", "to", "window", "1d", "incrementalFormat", "date");
        Backfill range = settings.backfill("2026-01-01", "2026-02-01T10:00:00.5+01:00", "orders");
        Windows windows = new Windows(settings, "orders");
        Bounds first = windows.first(null, range, NOW);
        Bounds back = Bounds.of(json(first.toJson().toString()));
        assertThat(back).isEqualTo(first);
        assertThat(back.query(settings)).isEqualTo(first.query(settings));
        assertThat(windows.next(back, NOW)).isEqualTo(windows.next(first, NOW));
        assertThat(Bounds.of(windows().first(null, null, NOW).toJson()))
                .isEqualTo(windows().first(null, null, NOW));
    }

    @Test
    void what_is_not_bounds_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bounds.of(json("{}")))
                .withMessageContaining("there is no moment at begun");
    }
}
