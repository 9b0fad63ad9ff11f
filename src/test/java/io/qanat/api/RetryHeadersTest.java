package io.qanat.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.page.Headers;
import io.qanat.settings.NameValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryHeadersTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    static Headers headers(String lines) {
        List<NameValue> fields = new ArrayList<>();
        for (String line : lines.split("\\s*!\\s*", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.add(new NameValue(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip()));
            }
        }
        return new Headers(fields);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After: 3 | PT3S",
                "Retry-After: 0 | PT0S",
                "Retry-After: 1.25 | PT1.25S",
                "retry-after: 120 | PT2M",
                "Retry-After: Mon, 23 Nov 2026 10:00:07 GMT | PT7S",
                "Retry-After: Monday, 23-Nov-26 10:00:07 GMT | PT7S",
                "Retry-After: Mon Nov 23 10:00:07 2026 | PT7S",
                "Retry-After: Tue Dec  1 10:00:00 2026 | PT192H",
                "Retry-After: Mon, 23 Nov 2026 10:00:07 GMT ! Date: Mon, 23 Nov 2026 10:00:05 GMT | PT2S",
                "Retry-After: Mon, 23 Nov 2026 09:00:07 GMT ! Date: Mon, 23 Nov 2026 09:00:05 GMT | PT2S",
                "Retry-After: Mon, 23 Nov 2026 10:00:07 GMT ! Date: today | PT7S",
                "Retry-After: 999999999999999 | PT876000H",
            })
    void a_readable_wait_is_obeyed(String lines, Duration wait) {
        assertThat(RetryAfter.read(headers(lines), NOW)).contains(wait);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X: y",
                "Retry-After: -3",
                "Retry-After: soon",
                "Retry-After: 1e3",
                "Retry-After: 5, 6",
                "Retry-After: Infinity",
                "Retry-After: Mon, 23 Nov 2026 09:59:07 GMT",
                "Retry-After: Mon, 23 Foo 2026 10:00:07 GMT",
                "Retry-After: Mon, 31 Feb 2026 10:00:07 GMT",
                "Retry-After: 99999999999999999999999999999999999999",
            })
    void an_unreadable_or_past_wait_counts_as_none(String lines) {
        assertThat(RetryAfter.read(headers(lines), NOW)).isEmpty();
    }

    @Test
    void a_year_of_two_digits_is_at_most_fifty_years_ahead() {
        assertThat(HttpDate.parse("Sunday, 06-Nov-94 08:49:37 GMT", NOW))
                .contains(Instant.parse("1994-11-06T08:49:37Z"));
        assertThat(HttpDate.parse("Sunday, 06-Nov-76 08:49:37 GMT", NOW))
                .contains(Instant.parse("2076-11-06T08:49:37Z"));
        assertThat(HttpDate.parse("Sunday, 06-Nov-77 08:49:37 GMT", NOW))
                .contains(Instant.parse("1977-11-06T08:49:37Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RateLimit: \"default\";r=0;t=30 | PT30S",
                "RateLimit: default;r=0;t=30 | PT30S",
                "RateLimit: \"burst\";r=100;t=60, \"daily\";r=0;t=36 | PT36S",
                "RateLimit: \"a;b,c=d\" ; r=0 ; t=36 | PT36S",
                "RateLimit: \"a\";r=0;t=3 ! RateLimit: \"b\";r=0;t=4 | PT4S",
                "RateLimit: \"default\";r=0;pk=:cHsdsRa894==:;t=30 | PT30S",
                "RateLimit: \"daily\";r=0 ! RateLimit-Policy: \"burst\";q=5;w=1, \"daily\";q=1000;w=86400 | PT24H",
                "RateLimit: limit=100, remaining=0, reset=50 | PT50S",
                "RateLimit-Limit: 100 ! RateLimit-Remaining: 0 ! RateLimit-Reset: 50 | PT50S",
                "X-RateLimit-Remaining: 0 ! X-RateLimit-Reset: 50 | PT50S",
                "X-RateLimit-Remaining: 0 ! X-RateLimit-Reset: 0.5 | PT0.5S",
                "X-Rate-Limit-Remaining: 0 ! X-Rate-Limit-Reset: 1795428010 | PT10S",
                "X-RateLimit-Remaining: 0 ! X-RateLimit-Reset: 1795428010000 | PT10S",
                "X-RateLimit-Remaining: 0 ! X-RateLimit-Reset: Mon, 23 Nov 2026 10:00:10 GMT | PT10S",
                "X-RateLimit-Remaining: 0 ! X-RateLimit-Reset: 1795428010 ! Date: Mon, 23 Nov 2026 10:00:04 GMT | PT6S",
                "X-RateLimit-Remaining: 0.0 ! X-RateLimit-Reset-After: 1.5 | PT1.5S",
                "X-RateLimit-Remaining: -1 ! X-RateLimit-Reset: 9 | PT9S",
                "Backoff: 10 | PT10S",
                "Backoff: 10 ! X-RateLimit-Remaining: 0 ! X-RateLimit-Reset: 20 | PT20S",
                "Backoff: 30 ! X-RateLimit-Remaining: 5 ! X-RateLimit-Reset: 90 | PT30S",
            })
    void an_exhausted_limit_asks_for_a_pause(String lines, Duration pause) {
        assertThat(RateLimitHeaders.read(headers(lines), NOW).pause()).contains(pause);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X: y",
                "RateLimit: \"default\";r=1;t=30",
                "RateLimit: nonsense;;;=",
                "RateLimit: \"unclosed;r=0;t=30",
                "RateLimit: limit=100, remaining=7, reset=50",
                "X-RateLimit-Remaining: 1 ! X-RateLimit-Reset: 50",
                "X-RateLimit-Remaining: none ! X-RateLimit-Reset: 50",
                "X-RateLimit-Reset: 50",
                "X-RateLimit-Remaining: 0",
                "X-RateLimit-Remaining: 0 ! X-RateLimit-Reset: 1795420000",
                "X-RateLimit-Remaining: 0 ! X-RateLimit-Reset: soon",
                "Backoff: 0",
                "Backoff: no",
            })
    void anything_else_asks_for_none(String lines) {
        assertThat(RateLimitHeaders.read(headers(lines), NOW).pause()).isEmpty();
    }

    @Property
    void no_text_breaks_the_reading(@ForAll String text) {
        Headers headers = new Headers(List.of(
                new NameValue("Retry-After", text),
                new NameValue("Date", text),
                new NameValue("RateLimit", text),
                new NameValue("RateLimit-Policy", text),
                new NameValue("X-RateLimit-Remaining", "0"),
                new NameValue("X-RateLimit-Reset", text)));
        assertThat(RetryAfter.read(headers, NOW).filter(Duration::isNegative)).isEmpty();
        assertThat(RateLimitHeaders.read(headers, NOW).pause().filter(Duration::isNegative))
                .isEmpty();
    }

    @Property
    void an_epoch_is_told_from_seconds(@ForAll @net.jqwik.api.constraints.IntRange(min = 1, max = 999_999) int wait) {
        long epoch = NOW.getEpochSecond() + wait;
        for (String reset : List.of("" + wait, "" + epoch, epoch + "000", epoch + ".0")) {
            Headers headers = headers("X-RateLimit-Remaining: 0 ! X-RateLimit-Reset: " + reset);
            assertThat(RateLimitHeaders.read(headers, NOW).pause()).isEqualTo(Optional.of(Duration.ofSeconds(wait)));
        }
    }
}
