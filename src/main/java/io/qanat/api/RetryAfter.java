package io.qanat.api;

import io.qanat.page.Headers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The wait that an answer asks for (RFC 9110 §10.2.3; requirement R3). */
public final class RetryAfter {
    /** What is added to each wait, since a server's clock and ours don't tick together. */
    public static final Duration MARGIN = Duration.ofMillis(500);

    private static final Pattern SECONDS = Pattern.compile("\\d{1,15}(?:\\.\\d{1,18})?");
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private RetryAfter() {}

    /**
     * How long to wait, without the margin; nothing if it isn't said, unreadable or in the past.
     *
     * @param now our own clock, used where the answer has no Date
     */
    public static Optional<Duration> read(Headers headers, Instant now) {
        String value = headers.first("Retry-After");
        if (value == null) {
            return Optional.empty();
        }
        Optional<Duration> wait = seconds(value)
                .or(() -> HttpDate.parse(value, now).map(date -> Duration.between(serverTime(headers, now), date)));
        return wait.filter(duration -> !duration.isNegative());
    }

    /** A number of seconds, also with decimals; nothing if it is no such number. */
    static Optional<Duration> seconds(String text) {
        if (!SECONDS.matcher(text.strip()).matches()) {
            return Optional.empty();
        }
        BigDecimal seconds = new BigDecimal(text.strip());
        if (seconds.compareTo(BigDecimal.valueOf(LONGEST.toSeconds())) > 0) {
            return Optional.of(LONGEST);
        }
        return Optional.of(Duration.ofNanos(seconds.movePointRight(9).longValue()));
    }

    /** The server's clock by its Date field (RFC 9110 §6.6.1), or else ours. */
    static Instant serverTime(Headers headers, Instant now) {
        String date = headers.first("Date");
        return date == null ? now : HttpDate.parse(date, now).orElse(now);
    }
}
