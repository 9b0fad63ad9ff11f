package io.qanat.incremental;

import io.qanat.incremental.Position.Moment;
import io.qanat.settings.Names;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How bounds are sent: {@code incrementalFormat}. A format that can't express a moment rounds a lower bound down and an
 * upper bound up: the API may send more than was asked for, never less. Immutable and thread-safe.
 *
 * @param style what it is
 * @param pattern the pattern's formatter; null with another style
 */
record TimeFormat(Style style, @Nullable DateTimeFormatter pattern) {
    /** The ways to write a moment. */
    enum Style {
        /** As the API's own values look. */
        AS_SEEN,
        /** RFC 3339 in UTC, with a fraction only as long as needed. */
        ISO,
        /** A date in UTC. */
        DATE,
        /** Seconds since 1970. */
        EPOCH,
        /** Milliseconds since 1970. */
        MILLIS,
        /** A pattern of {@link DateTimeFormatter}, in UTC and with English names. */
        PATTERN
    }

    static final TimeFormat AS_SEEN = new TimeFormat(Style.AS_SEEN, null);

    private static final List<String> NAMES = List.of("iso", "date", "epoch", "millis");
    private static final Instant SAMPLE = Instant.parse("2026-12-31T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final List<ChronoUnit> UNITS =
            List.of(ChronoUnit.MILLIS, ChronoUnit.SECONDS, ChronoUnit.MINUTES, ChronoUnit.HOURS, ChronoUnit.DAYS);

    /** Below this a number without a unit is seconds (until the year 5138), from it on milliseconds (since March 1973). */
    private static final BigDecimal MILLIS_FROM = BigDecimal.valueOf(100_000_000_000L);

    /**
     * Reads {@code iso}, {@code date}, {@code epoch}, {@code millis} or a pattern.
     *
     * @throws IllegalArgumentException with what is allowed, if the text is none of them
     */
    static TimeFormat of(String text) {
        if (NAMES.contains(text)) {
            return new TimeFormat(Style.valueOf(text.toUpperCase(Locale.ROOT)), null);
        }
        try {
            TimeFormat format = new TimeFormat(Style.PATTERN, DateTimeFormatter.ofPattern(text, Locale.ENGLISH));
            Instant back = format.parsed(format.write(new Moment(SAMPLE, Look.ISO), false));
            if (SAMPLE.equals(back)) {
                return format;
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // told below, like a pattern that loses the date
        }
        throw new IllegalArgumentException("\"" + text + "\" must be iso, date, epoch, millis or a pattern with year,"
                + " month and day such as uuuu-MM-dd HH:mm:ss" + Names.didYouMean(text, NAMES));
    }

    /** Whether the field's values must be times. */
    boolean time() {
        return style != Style.AS_SEEN;
    }

    /** Spells a moment as it is sent. */
    String write(Moment moment, boolean up) {
        Instant at = moment.at();
        return switch (style) {
            case AS_SEEN -> moment.look().write(at, up);
            case ISO -> at.toString();
            case DATE -> Look.DATE.write(at, up);
            case EPOCH -> number(at, 0, up);
            case MILLIS -> number(at, 3, up);
            case PATTERN -> patterned(at, up);
        };
    }

    /** The moment of a text that follows the pattern; null if it doesn't, or if there is no pattern. */
    @Nullable
    Instant parsed(String text) {
        try {
            return pattern == null
                    ? null
                    : instant(pattern.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The moment of a number: in the unit that the format says, or in the one that its size shows. */
    Moment moment(BigDecimal number) {
        boolean millis =
                style == Style.MILLIS || (style != Style.EPOCH && number.abs().compareTo(MILLIS_FROM) >= 0);
        BigDecimal seconds = millis ? number.movePointLeft(3) : number;
        if (seconds.compareTo(BigDecimal.valueOf(LATEST.getEpochSecond())) > 0) {
            return new Moment(LATEST, Look.ISO);
        }
        if (seconds.compareTo(BigDecimal.valueOf(EARLIEST.getEpochSecond())) < 0) {
            return new Moment(EARLIEST, Look.ISO);
        }
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        long nanos = seconds.subtract(whole).movePointRight(9).longValue();
        Instant at = Instant.ofEpochSecond(whole.longValueExact(), nanos);
        return new Moment(at, nanos == 0 ? Look.ISO : new Look('T', Look.MOST_DIGITS, "Z"));
    }

    private static Instant instant(TemporalAccessor parsed) {
        if (parsed instanceof OffsetDateTime zoned) {
            return zoned.toInstant();
        }
        return parsed instanceof LocalDateTime local
                ? local.toInstant(ZoneOffset.UTC)
                : LocalDate.from(parsed).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static String number(Instant at, int places, boolean up) {
        return BigDecimal.valueOf(at.getEpochSecond())
                .add(BigDecimal.valueOf(at.getNano(), 9))
                .movePointRight(places)
                .setScale(0, up ? RoundingMode.CEILING : RoundingMode.FLOOR)
                .toPlainString();
    }

    /** What a pattern rounds shows when it is read back. */
    private String patterned(Instant at, boolean up) {
        String text = format(at);
        for (ChronoUnit unit : UNITS) {
            Instant back = parsed(text);
            if (!up || back == null || !back.isBefore(at)) {
                return text;
            }
            text = format(at.plus(unit.getDuration()));
        }
        return text;
    }

    private String format(Instant at) {
        if (pattern == null) {
            throw new IllegalStateException("only a pattern formats by a pattern");
        }
        return pattern.format(at.atOffset(ZoneOffset.UTC));
    }
}
