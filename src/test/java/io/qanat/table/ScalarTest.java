package io.qanat.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The arithmetic of our own against Java's. */
class ScalarTest {
    private static long micros(String text, boolean zoned, boolean cut) {
        return IsoTime.micros(text.toCharArray(), 0, text.length(), zoned, cut);
    }

    private static long date(String text) {
        return IsoTime.date(text.toCharArray(), 0, text.length());
    }

    private static double number(String text) {
        return Numbers.toDouble(text.toCharArray(), 0, text.length());
    }

    @Property(tries = 2000)
    void a_date_is_javas(
            @ForAll @IntRange(max = 10_000) int year,
            @ForAll @IntRange(max = 14) int month,
            @ForAll @IntRange(max = 33) int day) {
        String text = String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);
        long expected = IsoTime.NONE;
        try {
            expected = year > 0 ? LocalDate.parse(text).toEpochDay() : IsoTime.NONE;
        } catch (DateTimeException e) {
            // none
        }
        assertThat(date(text)).as(text).isEqualTo(expected);
        if (expected != IsoTime.NONE) {
            assertThat(IsoTime.date(expected)).isEqualTo(LocalDate.parse(text));
        }
    }

    @Property(tries = 2000)
    void a_moment_is_javas(
            @ForAll @LongRange(min = -62_135_500_000L, max = 253_402_200_000L) long second,
            @ForAll @IntRange(max = 999_999) int micro,
            @ForAll @IntRange(max = 9) int digits,
            @ForAll @IntRange(min = -1079, max = 1079) int offset) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, micro * 1_000, ZoneOffset.ofTotalSeconds(offset * 60));
        String fraction = digits == 0
                ? ""
                : "." + String.format(Locale.ROOT, "%09d", micro * 1_000L).substring(0, digits);
        String local = time.toString().substring(0, 10) + "T"
                + String.format(Locale.ROOT, "%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond())
                + fraction;
        String zone = ZoneOffset.ofTotalSeconds(offset * 60).getId();
        long expected = ChronoUnit.MICROS.between(
                OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), OffsetDateTime.parse(local + zone));

        assertThat(micros(local + zone, true, false)).as(local + zone).isEqualTo(expected);
        assertThat(micros(local + zone.replace(":", ""), true, false))
                .isEqualTo(zone.equals("Z") || zone.length() == 6 ? expected : IsoTime.NONE);
        assertThat(IsoTime.time(micros(local, false, false))).isEqualTo(LocalDateTime.parse(local));
        assertThat(micros(local, true, false)).isEqualTo(IsoTime.NONE);
        assertThat(micros(local + zone, false, false)).isEqualTo(IsoTime.NONE);
    }

    @Example
    void odd_forms_are_read_and_impossible_ones_are_not() {
        assertThat(micros("2024-01-01 10:00:00Z", true, false)).isEqualTo(micros("2024-01-01T10:00:00Z", true, false));
        assertThat(micros("2024-01-01T10:00Z", true, false)).isEqualTo(micros("2024-01-01T10:00:00Z", true, false));
        assertThat(micros("2024-01-01T10:00:00,5Z", true, false))
                .isEqualTo(micros("2024-01-01T10:00:00.5Z", true, false));
        assertThat(micros("2024-01-01t10:00:00z", true, false)).isEqualTo(micros("2024-01-01T10:00:00Z", true, false));
        assertThat(micros("2024-01-01T10:00:00+01", true, false))
                .isEqualTo(micros("2024-01-01T09:00:00Z", true, false));
        assertThat(micros("2024-01-01T10:00:00.1234567Z", true, false)).isEqualTo(IsoTime.NONE);
        assertThat(micros("2024-01-01T10:00:00.1234560Z", true, false))
                .isEqualTo(micros("2024-01-01T10:00:00.123456Z", true, false));
        assertThat(micros("2024-01-01T10:00:00.1234567Z", true, true))
                .isEqualTo(micros("2024-01-01T10:00:00.123456Z", true, false));
        for (String none : new String[] {
            "",
            "2024",
            "2024-01-01",
            "2024-02-30T10:00:00Z",
            "2024-01-01T24:00:00Z",
            "2024-01-01T10:00:60Z",
            "2024-01-01T10:00:00",
            "2024-01-01T10:00:00Zx",
            "2024-01-01T10:00:00+1",
            "2024-01-01T10:00:00+19:00",
            "0000-01-01T10:00:00Z",
            "2024-01-01T10:00:00.1234567890Z",
            "2024-1-1T10:00:00Z",
            "20240101T100000Z",
            "२०२४-01-01T10:00:00Z"
        }) {
            assertThat(micros(none, true, false)).as(none).isEqualTo(IsoTime.NONE);
        }
    }

    @Property(tries = 5000)
    void a_number_is_javas_double_if_no_digit_is_lost(@ForAll("numbers") String text) {
        double expected = Double.parseDouble(text);
        BigDecimal written = new BigDecimal(text);
        double read = number(text);
        if (Double.isNaN(read)) {
            assertThat(written.stripTrailingZeros().precision() > 15
                            || Double.isInfinite(expected)
                            || Math.abs(expected) < Double.MIN_NORMAL)
                    .as(text)
                    .isTrue();
        } else {
            assertThat(Double.doubleToLongBits(read)).as(text).isEqualTo(Double.doubleToLongBits(expected));
        }
    }

    @Property(tries = 2000)
    void every_double_that_a_program_prints_is_read(@ForAll double value) {
        assertThat(number(Double.toString(value))).isEqualTo(value);
        assertThat(number(String.format(Locale.ROOT, "%.17e", value))).isEqualTo(value);
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(20);
        return net.jqwik.api.Combinators.combine(
                        Arbitraries.of("", "-"),
                        digits.map(text -> new java.math.BigInteger(text).toString()),
                        digits,
                        Arbitraries.of("", "", "", "e0", "E5", "e-7", "e22", "e-300", "e308", "e-330"))
                .as((sign, whole, fraction, exponent) -> sign + whole + "." + fraction + exponent);
    }

    @Property(tries = 1000)
    void a_text_is_utf8(@ForAll String text) {
        BytesLeaf leaf = new BytesLeaf(1);
        leaf.add("before", 0);
        leaf.add(("x" + text + "y").toCharArray(), 1, text.length(), 0);

        String wellFormed = new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
        assertThat(leaf.value(1))
                .isEqualTo(new String(wellFormed.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    @Example
    void a_far_moment_without_seconds_is_read() {
        assertThat(IsoTime.time(micros("9999-12-31T00:00Z", true, false)))
                .isEqualTo(LocalDateTime.parse("9999-12-31T00:00"));
        assertThat(IsoTime.time(micros("0001-01-01T00:00Z", true, false)))
                .isEqualTo(LocalDateTime.parse("0001-01-01T00:00"));
    }
}
