package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.api.Api;
import io.qanat.api.CallEvent;
import io.qanat.api.Secrets;
import io.qanat.page.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code qanat.log=json}: one JSON object a line, as the program's own configuration writes it (requirement C6). */
class JsonLogTest {

    private static CallEvent event(@Nullable String error) {
        return new CallEvent(
                Instant.parse("2026-11-23T10:00:00Z"),
                "shop",
                "orders",
                "GET",
                "https://shop.example/v1/orders?cursor=abc&api_key=hunter2222",
                error == null ? 200 : 503,
                Duration.ofMillis(123),
                2,
                4_567,
                error);
    }

    /** What the program writes to standard error meanwhile, line by line; no field may come twice. */
    private static List<JsonNode> lines(Consumer<LoggerContext> work) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.err;
        LoggerContext context = new LoggerContext();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            context.setMDCAdapter(new LogbackMDCAdapter());
            context.putProperty("QANAT_LOG", "json");
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(JsonLogTest.class.getResource("/io/qanat/cli/logback.xml"));
            work.accept(context);
            assertThat(context.getStatusManager().getCopyOfStatusList())
                    .filteredOn(status -> status.getEffectiveLevel() > Status.WARN)
                    .isEmpty();
        } finally {
            context.stop();
            System.setErr(before);
        }
        List<JsonNode> lines = new ArrayList<>();
        for (String line : bytes.toString(StandardCharsets.UTF_8).lines().toList()) {
            lines.add(Json.MAPPER
                    .reader()
                    .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .readTree(line));
        }
        return lines;
    }

    private static List<JsonNode> calls(CallEvent... events) throws Exception {
        return lines(context -> {
            Logger logger = context.getLogger(Api.EVENTS);
            for (CallEvent event : events) {
                event.log(logger, new Secrets());
            }
        });
    }

    @Test
    void a_call_is_one_line_with_its_fields_at_the_top() throws Exception {
        JsonNode line = calls(event(null)).get(0);
        assertThat(Instant.parse(line.get("timestamp").asText())).isNotNull();
        assertThat(line.get("level").asText()).isEqualTo("INFO");
        assertThat(line.get("event").asText()).isEqualTo("api_call");
        assertThat(line.get("api").asText()).isEqualTo("shop");
        assertThat(line.get("pull").asText()).isEqualTo("orders");
        assertThat(line.get("method").asText()).isEqualTo("GET");
        assertThat(line.get("url").asText()).isEqualTo("https://shop.example/v1/orders?cursor=abc&api_key=***");
        assertThat(line.get("status").isInt()).isTrue();
        assertThat(line.get("status").asInt()).isEqualTo(200);
        assertThat(line.get("duration_ms").asLong()).isEqualTo(123);
        assertThat(line.get("attempt").asInt()).isEqualTo(2);
        assertThat(line.get("bytes").asLong()).isEqualTo(4_567);
        assertThat(line.get("success").isBoolean()).isTrue();
        assertThat(line.get("success").asBoolean()).isTrue();
        assertThat(line.get("error").asText()).isEmpty();
    }

    @Test
    void a_failure_says_so() throws Exception {
        JsonNode line = calls(event("no\n\"luck\"")).get(0);
        assertThat(line.get("level").asText()).isEqualTo("WARN");
        assertThat(line.get("success").asBoolean()).isFalse();
        assertThat(line.get("error").asText()).isEqualTo("no\\n\"luck\"");
    }

    @Test
    void every_event_is_a_line_of_its_own() throws Exception {
        assertThat(calls(event(null), event("a"), event(null))).hasSize(3);
    }

    @Test
    void any_other_line_is_json_as_well_even_with_a_stack_trace() throws Exception {
        List<JsonNode> lines = lines(context -> context.getLogger("io.qanat.pull.Pulls")
                .error("orders: failed\nbadly", new IllegalStateException("x")));
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.get("message").asText()).isEqualTo("orders: failed\nbadly");
            assertThat(line.get("logger").asText()).isEqualTo("io.qanat.pull.Pulls");
            assertThat(line.get("stack_trace").asText()).contains("IllegalStateException: x");
        });
    }
}
