package io.qanat.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CallEventTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.qanat.api.test.CallEvent");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Secrets secrets = new Secrets();

    @BeforeEach
    void listen() {
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        log.start();
        secrets.add(new Secret("hunter22"));
    }

    @AfterEach
    void leave() {
        logger.detachAppender(log);
    }

    private static CallEvent event(int status, int attempt, String error) {
        return new CallEvent(
                Instant.parse("2026-11-23T10:00:00Z"),
                "shop",
                "orders",
                "GET",
                "https://api.example/orders?api_key=abc&cursor=next\n",
                status,
                Duration.ofMillis(120),
                attempt,
                2_048,
                error);
    }

    private Map<String, Object> fields() {
        Map<String, Object> fields = new TreeMap<>();
        log.list.get(0).getKeyValuePairs().forEach(pair -> fields.put(pair.key, pair.value));
        return fields;
    }

    @Test
    void a_success_is_one_event_with_all_fields() {
        event(200, 1, null).log(logger, secrets);
        assertThat(fields())
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("timestamp", "2026-11-23T10:00:00Z"),
                        Map.entry("event", "api_call"),
                        Map.entry("api", "shop"),
                        Map.entry("pull", "orders"),
                        Map.entry("method", "GET"),
                        Map.entry("url", "https://api.example/orders?api_key=***&cursor=next\\n"),
                        Map.entry("status", 200),
                        Map.entry("duration_ms", 120L),
                        Map.entry("attempt", 1),
                        Map.entry("bytes", 2_048L),
                        Map.entry("success", true),
                        Map.entry("error", ""))));
        assertThat(log.list.get(0).getLevel()).isEqualTo(Level.INFO);
        assertThat(log.list.get(0).getFormattedMessage())
                .isEqualTo(
                        "orders: GET https://api.example/orders?api_key=***&cursor=next\\n -> 200 in 120 ms, 2048 bytes");
    }

    @Test
    void a_failure_warns_and_tells_no_secret() {
        event(0, 3, "refused for hunter22").log(logger, secrets);
        assertThat(fields()).containsEntry("success", false).containsEntry("error", "refused for ***");
        assertThat(log.list.get(0).getLevel()).isEqualTo(Level.WARN);
        assertThat(log.list.get(0).getFormattedMessage())
                .endsWith("-> no answer in 120 ms, attempt 3: refused for ***");
    }
}
