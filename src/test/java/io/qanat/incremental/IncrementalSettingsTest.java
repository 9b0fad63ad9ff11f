package io.qanat.incremental;

import static io.qanat.incremental.Increments.mistakes;
import static io.qanat.incremental.Increments.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parameters about increments allow. */
class IncrementalSettingsTest {

    @Test
    void all_parameters_are_read() {
        IncrementalSettings settings = settings(
                "incrementalField",
                "/meta/updated",
                "incrementalParam",
                "from",
                "incrementalUntilParam",
                "to",
                "incrementalFormat",
                "date",
                "since",
                "2026-01-01",
                "lookback",
                "2d",
                "window",
                "7d",
                "onMissingField",
                "count");
        assertThat(settings.field()).hasToString("/meta/updated");
        assertThat(settings.onMissing()).isEqualTo(MissingField.COUNT);
        assertThat(settings.window()).hasDays(7);
        assertThat(settings.since()).isEqualTo(IsoText.read("2026-01-01"));
    }

    @Test
    void without_a_field_there_are_none() {
        assertThat(Increments.read(Increments.parameters("incrementalField", "", "onMissingField", "fail")))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "incrementalParam, x",
        "incrementalUntilParam, x",
        "incrementalFormat, iso",
        "since, 2026-01-01",
        "lookback, 1h",
        "window, 1d",
        "onMissingField, count",
    })
    void what_needs_the_field_is_refused_without_it(String name, String value) {
        assertThat(mistakes("incrementalField", "", name, value))
                .singleElement()
                .asString()
                .contains(name, "needs incrementalField");
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "headers", "path"})
    void a_placeholder_needs_the_field_and_a_first_value(String where) {
        String value = where.equals("path") ? "/v1/{since}" : "x={since}";
        assertThat(mistakes("incrementalField", "", where, value))
                .singleElement()
                .asString()
                .contains("incrementalField", "is required: {since} in the request");
        assertThat(mistakes(where, value)).singleElement().asString().contains("since", "no value at the first run");
        assertThat(mistakes(where, value, "since", "2026-01-01")).isEmpty();
    }

    @Test
    void a_placeholder_in_a_body_needs_them_too() {
        assertThat(mistakes("method", "POST", "body", "{\"from\":\"{since}\"}")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "incrementalField=$.at | must be a JSON Pointer that starts at the record",
                "incrementalField=header:Date | must be a JSON Pointer that starts at the record",
                "incrementalField=at | must be a JSON Pointer",
                "incrementalFormat=isoo | did you mean iso?",
                "since=7d | is a duration; write where to begin",
                "since=31.1.2026 | is no time of a known form",
                "lookback=1 hour | is not a duration",
                "lookback=100,incrementalFormat=iso | lookback: \"100\" does not fit, as the field holds times",
                "lookback=1h,since=1000 | lookback: \"1h\" does not fit, as the field holds numbers",
                "lookback=1,since=01ARZ3NDEK | leave it out, since there is no distance between texts",
                "window=14m,incrementalUntilParam=u,since=2026-01-01 | must be at least 15m",
                "window=1d,since=2026-01-01 | needs incrementalUntilParam, or {until} in the request",
                "window=1d,incrementalUntilParam=u,since=1000 | window: needs times, but since is a number",
                "window=36h,incrementalUntilParam=u,incrementalFormat=date | must be whole days",
                "incrementalParam=a,incrementalUntilParam=a | give each its own",
                "incrementalParam=a,query=a=1 | is set by incrementalParam; leave it out here",
                "onMissingField=skip | must be one of fail, count",
                "keepCursor=true,pagination=cursor | leave out incrementalField or keepCursor",
            })
    void mistakes_are_told(String parameters, String message) {
        String[] pairs = Arrays.stream(parameters.split(",", -1))
                .flatMap(pair -> Arrays.stream(pair.split("=", 2)))
                .toArray(String[]::new);
        assertThat(mistakes(pairs)).singleElement().asString().contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " | 2026-01-01 | --until needs --since",
                "2026-02-01 | 2026-01-01 | --until 2026-01-01 lies before --since 2026-02-01",
                "7d | | --since: \"7d\" is a duration",
                "2026-02-01 | 5 | --until: \"5\" is a number, but the values before are times",
            })
    void a_range_by_hand_that_is_none_is_refused(String since, String until, String message) {
        assertThatExceptionOfType(IncrementalException.class)
                .isThrownBy(() -> settings().backfill(since, until, "orders"))
                .withMessageStartingWith("orders: ")
                .withMessageContaining(message);
    }
}
