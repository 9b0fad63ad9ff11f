package io.qanat.table;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Dates and times as ISO 8601 and RFC 3339 §5.6 write them, as exact numbers. The usual forms are read digit by digit,
 * without garbage; others that java.time knows (no seconds, a comma) by java.time. A leap second or an impossible date is none.
 */
final class IsoTime {
    /** The text is none of these. No real value is this one: the years are four digits. */
    static final long NONE = Long.MIN_VALUE;

    private static final int DATE_LENGTH = 10;
    private static final int SECONDS_LENGTH = 19;
    private static final int LONGEST = 40;
    private static final long MICROS = 1_000_000L;

    /** The years 1 to 9999 in UTC: others can't be written with four digits, and many programs can't read them. */
    private static final long FIRST = epochDay(1, 1, 1) * 86_400 * MICROS;

    private static final long LAST = epochDay(10_000, 1, 1) * 86_400 * MICROS - 1;
    private static final int NANOS_IN_MICRO = 1_000;
    private static final int MICRO_DIGITS = 6;
    private static final int NANO_DIGITS = 9;

    private IsoTime() {}

    /** Days since 1970-01-01 of a text {@code YYYY-MM-DD}, or {@link #NONE}. */
    static long date(char[] c, int from, int length) {
        return length == DATE_LENGTH ? days(c, from) : NONE;
    }

    /**
     * Microseconds since 1970-01-01T00:00:00, in UTC or on the clock of the place.
     *
     * @param zoned whether the text must have a zone, or must have none
     * @param cut whether digits beyond the microsecond may be cut off; if not, a text that has them is none
     * @return the number, or {@link #NONE}
     */
    static long micros(char[] c, int from, int length, boolean zoned, boolean cut) {
        if (length < DATE_LENGTH + 2 || length > LONGEST || days(c, from) == NONE) {
            return NONE;
        }
        long usual = length < SECONDS_LENGTH ? NONE : usual(c, from, from + length, zoned, cut);
        long micros = usual == NONE ? odd(new String(c, from, length), zoned, cut) : usual;
        return micros >= FIRST && micros <= LAST ? micros : NONE;
    }

    private static long usual(char[] c, int from, int to, boolean zoned, boolean cut) {
        long time = timeOfDay(c, from + DATE_LENGTH);
        int at = from + SECONDS_LENGTH;
        long fraction = 0;
        if (time != NONE && at < to && c[at] == '.') {
            int end = digitsEnd(c, at + 1, to);
            fraction = fraction(c, at + 1, end, cut);
            at = end;
        }
        long offset = zoned ? offset(c, at, to) : at == to ? 0 : NONE;
        if (time == NONE || fraction == NONE || offset == NONE) {
            return NONE;
        }
        return (days(c, from) * 86_400 + time - offset) * MICROS + fraction;
    }

    private static long days(char[] c, int from) {
        int year = two(c, from) * 100 + two(c, from + 2);
        int month = two(c, from + 5);
        int day = two(c, from + 8);
        boolean shape = c[from + 4] == '-' && c[from + 7] == '-' && two(c, from) >= 0 && two(c, from + 2) >= 0;
        if (!shape || year < 1 || month < 1 || month > 12 || day < 1 || day > lengthOfMonth(year, month)) {
            return NONE;
        }
        return epochDay(year, month, day);
    }

    private static int lengthOfMonth(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Days since the epoch in the proleptic Gregorian calendar: years begin in March, so that the leap day is the last. */
    private static long epochDay(int year, int month, int day) {
        long y = month <= 2 ? year - 1 : year;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return y * 365 + y / 4 - y / 100 + y / 400 + dayOfYear - 719_468;
    }

    private static long timeOfDay(char[] c, int at) {
        int hour = two(c, at + 1);
        int minute = two(c, at + 4);
        int second = two(c, at + 7);
        boolean shape = (c[at] == 'T' || c[at] == ' ' || c[at] == 't') && c[at + 3] == ':' && c[at + 6] == ':';
        boolean range = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
        return shape && range ? hour * 3_600L + minute * 60L + second : NONE;
    }

    private static int digitsEnd(char[] c, int from, int to) {
        int at = from;
        while (at < to && c[at] >= '0' && c[at] <= '9') {
            at++;
        }
        return at;
    }

    private static long fraction(char[] c, int from, int to, boolean cut) {
        if (from == to || to - from > NANO_DIGITS) {
            return NONE;
        }
        long micros = 0;
        for (int i = 0; i < MICRO_DIGITS; i++) {
            micros = micros * 10 + (from + i < to ? c[from + i] - '0' : 0);
        }
        for (int i = from + MICRO_DIGITS; i < to && !cut; i++) {
            if (c[i] != '0') {
                return NONE;
            }
        }
        return micros;
    }

    /** Seconds of {@code Z}, {@code +hh:mm}, {@code +hhmm} or {@code +hh}. */
    private static long offset(char[] c, int at, int to) {
        int length = to - at;
        if (length == 1 && (c[at] == 'Z' || c[at] == 'z')) {
            return 0;
        }
        boolean colon = length == 6 && c[at + 3] == ':';
        if ((!colon && length != 5 && length != 3) || (c[at] != '+' && c[at] != '-')) {
            return NONE;
        }
        int hours = two(c, at + 1);
        int minutes = length == 3 ? 0 : two(c, at + (colon ? 4 : 3));
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return NONE;
        }
        long seconds = hours * 3_600L + minutes * 60L;
        return c[at] == '-' ? -seconds : seconds;
    }

    /** The number of two digits, or a negative one if they are none. */
    private static int two(char[] c, int at) {
        int tens = c[at] - '0';
        int ones = c[at + 1] - '0';
        return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -10_000;
    }

    /** ChronoUnit counts nanoseconds in between, which end after 292 years. */
    private static long micros(Instant moment) {
        return Math.addExact(Math.multiplyExact(moment.getEpochSecond(), MICROS), moment.getNano() / NANOS_IN_MICRO);
    }

    private static long odd(String text, boolean zoned, boolean cut) {
        String iso = text.replace(',', '.').replace(' ', 'T');
        try {
            Instant moment = zoned
                    ? OffsetDateTime.parse(iso, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                            .toInstant()
                    : LocalDateTime.parse(iso, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                            .toInstant(ZoneOffset.UTC);
            boolean micro = moment.truncatedTo(ChronoUnit.MICROS).equals(moment);
            return micro || cut ? micros(moment) : NONE;
        } catch (DateTimeException | ArithmeticException e) {
            return NONE;
        }
    }

    /** The moment as ISO 8601 writes it, with a fraction of three or six digits if there is any. */
    static String written(long micros, String zone) {
        LocalDateTime time = time(micros);
        return (time.getSecond() == 0 && time.getNano() == 0 ? time + ":00" : time.toString()) + zone;
    }

    /** The date of that many days. */
    static LocalDate date(long days) {
        return LocalDate.ofEpochDay(days);
    }

    /** The date and time of that many microseconds. */
    static LocalDateTime time(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS), (int) Math.floorMod(micros, MICROS) * 1_000, ZoneOffset.UTC);
    }
}
