package io.qanat.api;

import io.qanat.settings.Units;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A limit: never more than so many requests in any period of that length (requirement T1).
 *
 * @param requests at least 1
 * @param period longer than nothing
 */
public record Rate(int requests, Duration period) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})\\s*/\\s*(.+)");

    /** What holds where nobody said anything: one request a second (T2). */
    public static final Rate DEFAULT = new Rate(1, Duration.ofSeconds(1));

    public Rate {
        if (requests < 1 || period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException(
                    "a rate limit needs at least 1 request and a period longer than nothing");
        }
    }

    /**
     * Reads {@code 90/60s}; {@code 90/s} means one second.
     *
     * @throws IllegalArgumentException with what is allowed, if the text is anything else
     */
    public static Rate parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is not a rate limit: write requests/period, such as 90/60s, several with commas, or off");
        }
        String period = matcher.group(2);
        return new Rate(
                Integer.parseInt(matcher.group(1)),
                Units.duration(Character.isDigit(period.charAt(0)) ? period : "1" + period));
    }

    @Override
    public String toString() {
        long millis = period.toMillis();
        return requests + "/" + (millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms");
    }
}
