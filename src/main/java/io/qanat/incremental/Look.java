package io.qanat.incremental;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/**
 * How an API spells its timestamps, so that a bound can be spelt alike. Immutable.
 *
 * @param separator between date and time; 0 where there is only a date
 * @param digits of the fraction; {@link #NO_SECONDS} where a time ends with its minutes
 * @param offset {@code Z}, {@code +02:00}, {@code +0200}, {@code +02}, or empty where a zone is missing, which counts as UTC
 */
record Look(char separator, int digits, String offset) {
    static final int NO_SECONDS = -1;
    static final int MOST_DIGITS = 9;

    /** A date. */
    static final Look DATE = new Look((char) 0, NO_SECONDS, "");

    /** RFC 3339 in UTC, whole seconds. */
    static final Look ISO = new Look('T', 0, "Z");

    /** Whether a moment can be spelt without rounding. */
    boolean expresses(Instant at) {
        return floor(local(at)).equals(local(at));
    }

    /** The latest moment not after that one that can be spelt. */
    Instant floor(Instant at) {
        return floor(local(at)).toInstant(zone());
    }

    /**
     * Spells a moment.
     *
     * @param up whether it is rounded up, if the spelling can't express it; otherwise down
     */
    String write(Instant at, boolean up) {
        LocalDateTime exact = local(at);
        LocalDateTime floor = floor(exact);
        LocalDateTime time = up && !floor.equals(exact) ? floor.plus(unit()) : floor;
        if (separator == 0) {
            return time.toLocalDate().toString();
        }
        return time.toLocalDate().toString() + separator + clock(time) + offset;
    }

    private String clock(LocalDateTime time) {
        String minutes = two(time.getHour()) + ":" + two(time.getMinute());
        if (digits == NO_SECONDS) {
            return minutes;
        }
        String seconds = minutes + ":" + two(time.getSecond());
        return digits == 0
                ? seconds
                : seconds + "."
                        + String.format("%09d", time.get(ChronoField.NANO_OF_SECOND))
                                .substring(0, digits);
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    private Duration unit() {
        if (separator == 0) {
            return Duration.ofDays(1);
        }
        return digits == NO_SECONDS ? Duration.ofMinutes(1) : Duration.ofNanos(nanos());
    }

    private LocalDateTime floor(LocalDateTime time) {
        if (separator == 0) {
            return time.toLocalDate().atStartOfDay();
        }
        LocalDateTime whole = digits == NO_SECONDS ? time.withSecond(0).withNano(0) : time;
        return whole.withNano((int) (whole.get(ChronoField.NANO_OF_SECOND) / nanos() * nanos()));
    }

    /** The nanoseconds of the last digit. */
    private long nanos() {
        long nanos = 1;
        for (int i = Math.max(0, digits); i < MOST_DIGITS; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    private LocalDateTime local(Instant at) {
        return LocalDateTime.ofInstant(at, zone());
    }

    private ZoneOffset zone() {
        return offset.isEmpty() ? ZoneOffset.UTC : ZoneOffset.of(offset);
    }
}
