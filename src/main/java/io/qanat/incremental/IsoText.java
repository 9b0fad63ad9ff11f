package io.qanat.incremental;

import io.qanat.incremental.Position.Moment;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Timestamps and dates as ISO 8601 and RFC 3339 §5.6 write them, with any zone offset and any fraction; digits beyond the
 * nanosecond are cut off. A date is its midnight in UTC, and so is a time without a zone taken for UTC. The leap second
 * 23:59:60 is the second after 23:59:59.
 */
final class IsoText {
    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})"
            + "(?:([Tt ])(\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,18}))?)? ?(Z|z|[+-]\\d{2}(?::?\\d{2})?)?)?");

    private IsoText() {}

    /**
     * The moment.
     *
     * @throws IllegalArgumentException with what is allowed, if the text is none
     */
    static Moment read(String text) {
        Moment moment = moment(text.strip());
        if (moment == null) {
            throw new IllegalArgumentException("\"" + Values.shown(text)
                    + "\" is no timestamp such as 2026-01-31T10:00:00Z, and no date such as 2026-01-31");
        }
        return moment;
    }

    /** The moment, or null if the text is none. */
    static @Nullable Moment moment(String text) {
        Matcher parts = ISO.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        try {
            return moment(parts);
        } catch (DateTimeException e) {
            return null; // the 30th of February: no moment
        }
    }

    private static @Nullable Moment moment(Matcher parts) {
        LocalDate date = LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3));
        if (parts.group(4) == null) {
            return new Moment(date.atStartOfDay(ZoneOffset.UTC).toInstant(), Look.DATE);
        }
        int hour = number(parts, 5);
        int minute = number(parts, 6);
        int second = parts.group(7) == null ? 0 : number(parts, 7);
        if (hour > 23 || minute > 59 || second > 60) {
            return null;
        }
        String fraction = parts.group(8) == null ? "" : parts.group(8);
        String offset = parts.group(9) == null ? "" : parts.group(9).toUpperCase(Locale.ROOT);
        long local = date.toEpochDay() * 86_400 + hour * 3_600L + minute * 60L + second;
        int zone = offset.isEmpty() ? 0 : ZoneOffset.of(offset).getTotalSeconds();
        int digits = parts.group(7) == null ? Look.NO_SECONDS : Math.min(fraction.length(), Look.MOST_DIGITS);
        return new Moment(
                Instant.ofEpochSecond(local - zone, nanos(fraction)),
                new Look(parts.group(4).charAt(0), digits, offset));
    }

    private static long nanos(String fraction) {
        long nanos = 0;
        for (int i = 0; i < Look.MOST_DIGITS; i++) {
            nanos = nanos * 10 + (i < fraction.length() ? fraction.charAt(i) - '0' : 0);
        }
        return nanos;
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }
}
