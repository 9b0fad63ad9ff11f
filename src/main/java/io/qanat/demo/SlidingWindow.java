package io.qanat.demo;

import io.qanat.settings.NameValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Enforces a quota exactly: a request is taken if fewer than allowed were taken in the window that ends with it. Refused
 * ones don't count. Thread-safe.
 */
final class SlidingWindow {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT);
    private static final long SECOND = 1_000_000_000L;

    private final Quota quota;
    private final LongSupplier clock;
    private final Deque<Long> taken = new ArrayDeque<>();

    SlidingWindow(Quota quota, LongSupplier clock) {
        this.quota = quota;
        this.clock = clock;
    }

    /**
     * What came of a request.
     *
     * @param taken whether it may pass
     * @param remaining how many more could pass now
     * @param waitNanos how long until another one may pass, or if one may now, until the oldest is forgotten
     */
    record Verdict(boolean taken, int remaining, long waitNanos) {}

    /** Reads the clock where only one request is at a time, so that what it remembers is in order. */
    synchronized Verdict ask() {
        long now = clock.getAsLong();
        long window = quota.window().toNanos();
        while (!taken.isEmpty() && now - taken.getFirst() >= window) {
            taken.removeFirst();
        }
        boolean free = taken.size() < quota.requests();
        if (free) {
            taken.addLast(now);
        }
        long wait = taken.isEmpty() ? 0 : taken.getFirst() + window - now;
        return new Verdict(free, quota.requests() - taken.size(), wait);
    }

    /** The X-RateLimit fields; the reset in seconds, rounded up. */
    List<NameValue> headers(Verdict verdict) {
        return List.of(
                new NameValue("X-RateLimit-Limit", Integer.toString(quota.requests())),
                new NameValue("X-RateLimit-Remaining", Integer.toString(verdict.remaining())),
                new NameValue("X-RateLimit-Reset", Long.toString(seconds(verdict))));
    }

    /** 429 with Retry-After in the quota's form: who waits as long as it says is never too early. */
    Reply refusal(Verdict verdict, Instant now) {
        List<NameValue> headers = new ArrayList<>(headers(verdict));
        switch (quota.retryAfter()) {
            case SECONDS -> headers.add(new NameValue("Retry-After", Long.toString(seconds(verdict))));
            case HTTP_DATE -> headers.add(new NameValue("Retry-After", date(now.plusNanos(verdict.waitNanos()))));
            case NONE -> {}
        }
        return Reply.error(
                        429,
                        "rate_limited",
                        quota.requests() + " requests per " + quota.window().toMillis() + " ms are allowed")
                .with(headers);
    }

    private static long seconds(Verdict verdict) {
        return Math.max(1, (verdict.waitNanos() + SECOND - 1) / SECOND);
    }

    /** In whole seconds, rounded up. */
    private static String date(Instant instant) {
        Instant whole = instant.plusNanos(SECOND - 1).truncatedTo(ChronoUnit.SECONDS);
        return HTTP_DATE.format(whole.atOffset(ZoneOffset.UTC));
    }
}
