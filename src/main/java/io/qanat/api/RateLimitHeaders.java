package io.qanat.api;

import io.qanat.page.Headers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an answer's header fields tell about the API's limit (requirement R4).
 *
 * @param exhausted whether nothing remains
 * @param reset how long until there is something again, if it is said
 * @param backoff how long all requests should pause, by {@code Backoff: n}
 */
public record RateLimitHeaders(boolean exhausted, Optional<Duration> reset, Optional<Duration> backoff) {
    private static final List<String> PREFIXES = List.of("RateLimit-", "X-RateLimit-", "X-Rate-Limit-");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(?:\\.\\d{1,18})?");

    /** Numbers from here on are a time of day in seconds: no API asks for a wait of 30 years. */
    private static final BigDecimal EPOCH_SECONDS = BigDecimal.valueOf(1_000_000_000L);

    /** And from here on one in milliseconds: as seconds it would be the year 5138. */
    private static final BigDecimal EPOCH_MILLIS = BigDecimal.valueOf(100_000_000_000L);

    /**
     * Reads {@code RateLimit} and {@code RateLimit-Policy} (draft-ietf-httpapi-ratelimit-headers), its older separate
     * fields, {@code X-RateLimit-*}, {@code X-Rate-Limit-*} and {@code Backoff}.
     *
     * @param now our own clock, used where the answer has no Date
     */
    public static RateLimitHeaders read(Headers headers, Instant now) {
        Instant server = RetryAfter.serverTime(headers, now);
        Optional<Duration> backoff =
                Optional.ofNullable(headers.first("Backoff")).flatMap(RetryAfter::seconds);
        List<RateLimitField.Limit> spent = Stream.concat(
                        RateLimitField.read(headers).stream(), separate(headers, server))
                .filter(RateLimitField.Limit::exhausted)
                .toList();
        Optional<Duration> reset =
                spent.stream().flatMap(limit -> limit.reset().stream()).max(Duration::compareTo);
        return new RateLimitHeaders(!spent.isEmpty(), reset, backoff);
    }

    /** How many requests the API still allows, of its limits the least; nothing if it doesn't say. */
    public static OptionalLong remaining(Headers headers) {
        return Stream.concat(
                        RateLimitField.remaining(headers).stream(),
                        PREFIXES.stream().flatMap(prefix -> value(headers, prefix + "Remaining").stream()))
                .flatMap(text -> number(text).stream())
                .mapToLong(BigDecimal::longValue)
                .min();
    }

    /** How long to wait before the next request; nothing if the answer asks for no wait. */
    public Optional<Duration> pause() {
        return Stream.concat(backoff.stream(), exhausted ? reset.stream() : Stream.empty())
                .max(Duration::compareTo)
                .filter(wait -> !wait.isZero());
    }

    private static Stream<RateLimitField.Limit> separate(Headers headers, Instant server) {
        return PREFIXES.stream().flatMap(prefix -> separate(headers, prefix, server).stream());
    }

    private static Optional<RateLimitField.Limit> separate(Headers headers, String prefix, Instant server) {
        Optional<Duration> after = value(headers, prefix + "Reset-After").flatMap(RetryAfter::seconds);
        return value(headers, prefix + "Remaining")
                .flatMap(RateLimitHeaders::number)
                .map(remaining -> new RateLimitField.Limit(
                        remaining.compareTo(BigDecimal.ONE) < 0,
                        after.or(() -> value(headers, prefix + "Reset").flatMap(text -> reset(text, server)))));
    }

    private static Optional<String> value(Headers headers, String name) {
        return Optional.ofNullable(headers.first(name)).map(String::strip);
    }

    private static Optional<BigDecimal> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** Seconds to wait, or a time of day: in seconds, in milliseconds, or as an HTTP date. */
    private static Optional<Duration> reset(String text, Instant server) {
        return number(text)
                .map(number -> reset(number, server))
                .or(() -> HttpDate.parse(text, server).map(date -> Duration.between(server, date)))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    private static Duration reset(BigDecimal number, Instant server) {
        if (number.compareTo(EPOCH_MILLIS) >= 0) {
            return Duration.between(server, Instant.ofEpochMilli(number.longValue()));
        }
        if (number.compareTo(EPOCH_SECONDS) >= 0) {
            return Duration.between(server, Instant.ofEpochSecond(number.longValue()));
        }
        return Duration.ofNanos(number.movePointRight(9).longValue());
    }
}
