package io.qanat.incremental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of the incremental field: what they are, and how they are ordered. */
class PositionTest {
    private static final Values PLAIN = new Values(TimeFormat.AS_SEEN);

    @Property
    void any_spelling_of_a_moment_is_equal(
            @ForAll @LongRange(min = -62_000_000_000L, max = 250_000_000_000L) long second,
            @ForAll @IntRange(max = 999_999_999) int nano,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int minutes,
            @ForAll boolean space,
            @ForAll boolean colon) {
        Instant at = Instant.ofEpochSecond(second, nano);
        OffsetDateTime there = at.atOffset(ZoneOffset.ofTotalSeconds(minutes * 60));
        String text = DateTimeFormatter.ofPattern(
                        "uuuu-MM-dd" + (space ? " " : "'T'") + "HH:mm:ss.SSSSSSSSS" + (colon ? "xxx" : "xx"))
                .format(there);
        Position position = PLAIN.read(text, false, null);
        assertThat(position).isEqualTo(PLAIN.read(at.toString(), false, FieldKind.TIME));
        assertThat(position).isEqualByComparingTo(new Position.Moment(at, Look.DATE));
        assertThat(position.text()).isEqualTo(text);
        assertThat(Position.of(FieldKind.TIME, position.text())).isEqualTo(position);
    }

    @Property
    void a_bound_is_spelt_like_the_values_and_never_inside_the_exact_one(
            @ForAll @LongRange(max = 250_000_000_000L) long second,
            @ForAll @IntRange(max = 999_999_999) int nano,
            @ForAll @IntRange(min = -1, max = 9) int digits,
            @ForAll boolean date,
            @ForAll boolean local) {
        Look look = new Look(date ? (char) 0 : 'T', digits, local || date ? "" : "+05:30");
        Instant at = Instant.ofEpochSecond(second, nano);
        Position.Moment down = IsoText.read(look.write(at, false));
        Position.Moment up = IsoText.read(look.write(at, true));
        assertThat(down.at()).isBeforeOrEqualTo(at);
        assertThat(up.at()).isAfterOrEqualTo(at);
        assertThat(down.at().equals(at))
                .isEqualTo(look.expresses(at))
                .isEqualTo(up.at().equals(at));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T10:00:00Z, 2026-11-23T10:00:00Z",
        "2026-11-23t10:00:00z, 2026-11-23T10:00:00Z",
        "2026-11-23T10:00Z, 2026-11-23T10:00:00Z",
        "2026-11-23 12:00:00.5 +02:00, 2026-11-23T10:00:00.500Z",
        "'2026-11-23T10:00:00,25+00', 2026-11-23T10:00:00.250Z",
        "2026-11-23T10:00:00.1234567891, 2026-11-23T10:00:00.123456789Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "2026-11-23, 2026-11-23T00:00:00Z",
    })
    void timestamps_are_read_in_all_their_forms(String text, Instant expected) {
        assertThat(PLAIN.read(text, false, null)).isEqualTo(new Position.Moment(expected, Look.ISO));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "23.11.2026",
                "11/23/2026",
                "Mon, 23 Nov 2026 10:00:00 GMT",
                "2026-02-30",
                "2026-11-23T25:00:00Z",
                "/Date(1763892000000)/"
            })
    void what_would_be_ordered_wrongly_as_text_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.read(text, false, null))
                .withMessageContaining("set incrementalFormat to the pattern of the field's values");
    }

    @Test
    void numbers_compare_exactly_and_by_value() {
        Position large = PLAIN.read("9007199254740993", true, null);
        assertThat(large).isGreaterThan(PLAIN.read("9007199254740992", true, null));
        assertThat(PLAIN.read("1000", false, null)).isGreaterThan(PLAIN.read("999", false, null));
        assertThat(PLAIN.read("1.50", true, null))
                .isEqualTo(PLAIN.read("1.5", true, null))
                .hasSameHashCodeAs(PLAIN.read("1.5", true, null));
    }

    @Test
    void a_number_that_would_fill_the_memory_is_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.read("1e999999999", true, null))
                .withMessage("\"1e999999999\" is no number");
    }

    @Test
    void other_texts_are_ordered_by_code_point() {
        assertThat(word("01ARZ3NDEKTSV4RRFFQ69G5FAW")).isGreaterThan(word("01ARZ3NDEKTSV4RRFFQ69G5FAV"));
        assertThat(word("\uD83D\uDE00")).isGreaterThan(word("\uFF5E"));
        assertThat(PLAIN.read("507199254740993123456789", false, null).kind()).isEqualTo(FieldKind.TEXT);
    }

    @ParameterizedTest
    @CsvSource({
        "abc, ID, '\"abc\" is no number, but the values before are numbers'",
        "12, TIME, '\"12\" is a number, but the values before are times'",
        "2026-01-01, ID, '\"2026-01-01\" is a time, but the values before are numbers'",
    })
    void a_value_of_another_kind_is_refused(String text, FieldKind expected, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.read(text, false, expected))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "epoch, 1763892000, 2025-11-23T10:00:00Z",
        "epoch, 1763892000.25, 2025-11-23T10:00:00.250Z",
        "millis, 1763892000123, 2025-11-23T10:00:00.123Z",
        "iso, 1763892000, 2025-11-23T10:00:00Z",
        "iso, 1763892000123, 2025-11-23T10:00:00.123Z",
        "epoch, 99999999999999, 9999-12-31T23:59:59.999999999Z",
        "uuuuMMdd, 20251123, 2025-11-23T00:00:00Z",
    })
    void numbers_are_times_where_the_format_says_so(String format, String number, Instant expected) {
        Values values = new Values(TimeFormat.of(format));
        assertThat(values.read(number, true, null)).isEqualTo(new Position.Moment(expected, Look.ISO));
        assertThat(values.read(number, false, null)).isEqualTo(new Position.Moment(expected, Look.ISO));
    }

    @ParameterizedTest
    @CsvSource({
        "iso, false, 2026-11-23T10:30:00.250Z",
        "date, false, 2026-11-23",
        "date, true, 2026-11-24",
        "epoch, false, 1795429800",
        "epoch, true, 1795429801",
        "millis, false, 1795429800250",
        "uuuu-MM-dd HH:mm, false, 2026-11-23 10:30",
        "uuuu-MM-dd HH:mm, true, 2026-11-23 10:31",
        "dd.MM.uuuu, true, 24.11.2026",
        "'EEE, dd MMM uuuu HH:mm:ss X', true, 'Mon, 23 Nov 2026 10:30:01 Z'",
    })
    void bounds_are_written_in_the_format_and_rounded_outwards(String format, boolean up, String expected) {
        Position.Moment moment = IsoText.read("2026-11-23T12:30:00.25+02:00");
        assertThat(TimeFormat.of(format).write(moment, up)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO8601", "seconds", "HH:mm", "uuuu-MM", "isoo", "uuuu-MM-dd'T"})
    void what_is_no_format_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeFormat.of(text))
                .withMessageContaining("must be iso, date, epoch, millis or a pattern");
    }

    private static Position word(String text) {
        return PLAIN.read(text, false, FieldKind.TEXT);
    }
}
