package io.qanat.draft;

import io.qanat.page.Headers;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rate limit that an answer's header fields tell, at 90 %.
 *
 * @param rate for {@code rateLimit}; empty if the window isn't told
 * @param why what told it; empty if nothing did
 */
record RateGuess(String rate, String why) {
    /** A limit with its window: {@code 100;w=60}, {@code "default";q=100;w=60} (draft-ietf-httpapi-ratelimit-headers). */
    private static final Pattern POLICY = Pattern.compile("(?:\"[^\"]*\"\\s*;\\s*q=)?(\\d{1,9})\\s*;\\s*w=(\\d{1,9})");

    private static final Map<String, Long> WINDOWS =
            Map.of("second", 1L, "minute", 60L, "hour", 3_600L, "day", 86_400L);
    private static final List<String> PREFIXES = List.of("X-RateLimit-", "RateLimit-", "X-Rate-Limit-");
    private static final List<Long> USUAL = List.of(60L, 3_600L, 86_400L);
    private static final long EPOCH = 1_000_000_000L;

    /** So few were used that the window has just begun: then the time to its end is its length. */
    private static final long JUST_BEGUN = 3;

    private static final int TENTHS = 9;

    static RateGuess read(Headers headers, Instant now) {
        return policy(headers)
                .or(() -> named(headers))
                .or(() -> counted(headers, now))
                .orElse(new RateGuess("", ""));
    }

    private static Optional<RateGuess> policy(Headers headers) {
        for (String name : List.of("RateLimit-Policy", "RateLimit-Limit")) {
            String value = headers.first(name);
            Matcher policy = POLICY.matcher(value == null ? "" : value);
            if (policy.find()) {
                return Optional.of(
                        of(Long.parseLong(policy.group(1)), Long.parseLong(policy.group(2)), name + ": " + value));
            }
        }
        return Optional.empty();
    }

    /** Kong's {@code X-RateLimit-Limit-Minute}. */
    private static Optional<RateGuess> named(Headers headers) {
        return headers.fields().stream()
                .filter(field -> field.name().matches("(?i)x-ratelimit-limit-(second|minute|hour|day)"))
                .filter(field -> field.value().matches("\\d{1,9}"))
                .map(field -> of(
                        Long.parseLong(field.value()),
                        WINDOWS.getOrDefault(
                                field.name()
                                        .substring(field.name().lastIndexOf('-') + 1)
                                        .toLowerCase(Locale.ROOT),
                                1L),
                        field.name() + ": " + field.value()))
                .findFirst();
    }

    private static Optional<RateGuess> counted(Headers headers, Instant now) {
        for (String prefix : PREFIXES) {
            Optional<Long> limit = number(headers, prefix + "Limit");
            if (limit.isPresent()) {
                String told = prefix + "Limit: " + limit.get();
                return Optional.of(window(headers, prefix, limit.get(), now)
                        .map(window -> of(limit.get(), window, told + ", and by " + prefix + "Reset"))
                        .orElse(new RateGuess(
                                "", told + ", but not in which time: look it up, and write rateLimit at 90 % of it")));
            }
        }
        return Optional.empty();
    }

    private static Optional<Long> window(Headers headers, String prefix, long limit, Instant now) {
        Optional<Long> remaining = number(headers, prefix + "Remaining");
        Optional<Long> reset =
                number(headers, prefix + "Reset").map(value -> value >= EPOCH ? value - now.getEpochSecond() : value);
        if (remaining.isEmpty() || reset.isEmpty() || limit - remaining.get() > JUST_BEGUN) {
            return Optional.empty();
        }
        long seconds = reset.get();
        return USUAL.stream()
                .filter(window -> seconds <= window && seconds * 2 > window)
                .findFirst();
    }

    private static Optional<Long> number(Headers headers, String name) {
        return Optional.ofNullable(headers.first(name))
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong);
    }

    private static RateGuess of(long limit, long seconds, String why) {
        long most = BigDecimal.valueOf(limit * TENTHS, 1).longValue();
        return limit < 1 || seconds < 1
                ? new RateGuess("", "")
                : new RateGuess(Math.max(1, most) + "/" + seconds + "s", why);
    }
}
