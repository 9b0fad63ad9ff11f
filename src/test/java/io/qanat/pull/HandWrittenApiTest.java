package io.qanat.pull;

import static io.qanat.testserver.Behaviours.answer;
import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** A route from direct: that an integrator wrote serves as an API. */
class HandWrittenApiTest {
    private static final String PATH = "path=/things";
    private static final Behaviour GOOD = json("[{\"id\":1},{\"id\":2}]");

    private static String handWritten(String steps) {
        return """
                - route:
                    id: legacy
                    from:
                      uri: direct:legacy
                      steps:
                """ + steps.indent(8);
    }

    private static PullHarness legacy(org.apache.camel.Processor answer) throws Exception {
        return PullHarness.prepared(
                harness -> harness.step("answer", answer),
                handWritten("- process: { ref: answer }"),
                RouteText.pull("api=legacy", "path=/things/{of}", "pagination=none", "forEach=of=list:7"));
    }

    @Test
    void a_hand_written_route_serves_as_an_api() throws Exception {
        try (PullHarness pull = legacy(exchange -> {
            String path = exchange.getMessage().getHeader(Exchange.HTTP_PATH, String.class);
            exchange.getMessage().setBody("[{\"id\":7,\"text\":\"é " + path + "\"}]");
        })) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.rows().get(0).get("text").asText()).isEqualTo("é /things/7");
        }
    }

    @Test
    void a_hand_written_route_that_fails_is_retried_by_the_default_rules() throws Exception {
        int[] calls = {0};
        try (PullHarness pull = legacy(exchange -> {
            if (++calls[0] < 3) {
                throw new java.net.ConnectException("nobody there");
            }
            exchange.getMessage().setBody("[{\"id\":7}]");
        })) {
            assertThat(pull.run().error()).isNull();
            assertThat(calls[0]).isEqualTo(3);
            assertThat(pull.waits()).hasSize(2);
        }
    }

    @Test
    void a_hand_written_route_by_camel_http_is_retried_by_its_status() throws Exception {
        try (FaultServer server = FaultServer.start(status(500), status(500), GOOD);
                PullHarness pull = PullHarness.start(
                        handWritten("- to: " + server.url("/legacy") + "?bridgeEndpoint=true"),
                        RouteText.pull("api=legacy", PATH, "pagination=none"))) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.ids()).containsExactly(1L, 2L);
            assertThat(pull.waits()).hasSize(2);
        }
    }

    @Test
    void a_status_that_a_hand_written_route_gives_back_is_never_data() throws Exception {
        try (PullHarness pull = legacy(exchange -> {
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 500);
            exchange.getMessage().setBody("[]");
        })) {
            RunResult result = pull.run();
            assertThat(result.error()).isEqualTo("orders of=7: direct:legacy answered with status 500 (attempt 5)");
            assertThat(pull.waits()).hasSize(4);
        }
    }

    @Test
    void a_hand_written_route_that_answers_with_objects_is_told_what_to_do() throws Exception {
        try (PullHarness pull = legacy(exchange -> exchange.getMessage().setBody(List.of(new Object())))) {
            assertThat(pull.run().error())
                    .startsWith("orders of=7: direct:legacy answered with a body of type")
                    .contains("marshal");
        }
    }

    @Test
    void an_api_that_is_not_there_is_told_before_any_request() throws Exception {
        try (PullHarness pull = PullHarness.start(RouteText.pull("api=shopp", PATH))) {
            assertThat(pull.run().error()).startsWith("orders: there is no API shopp: ");
        }
    }

    private static PullHarness pages(org.apache.camel.Processor before) throws Exception {
        AtomicInteger page = new AtomicInteger();
        return PullHarness.prepared(
                harness -> harness.step("answer", exchange -> {
                    before.process(exchange);
                    int number = page.getAndIncrement();
                    exchange.getMessage().setBody(number < 5 ? "[{\"id\":" + number + "}]" : "[]");
                }),
                handWritten("- process: { ref: answer }"),
                RouteText.pull("api=legacy", PATH, "pagination=page", "pageSize=1"));
    }

    @Test
    void the_call_that_brought_a_page_goes_on_with_the_next_one() throws Exception {
        Set<CallSeries> series = ConcurrentHashMap.newKeySet();
        try (PullHarness pull = pages(exchange -> series.add(CallSeries.of(exchange)))) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.ids()).containsExactly(0L, 1L, 2L, 3L, 4L);
            assertThat(series).hasSize(1);
        }
    }

    @Test
    void what_a_hand_written_route_notes_at_one_call_is_there_at_the_next() throws Exception {
        List<Integer> noted = Collections.synchronizedList(new ArrayList<>());
        try (PullHarness pull = pages(exchange -> {
            int calls = exchange.getProperty("calls", 0, Integer.class);
            noted.add(calls);
            exchange.setProperty("calls", calls + 1);
            exchange.getMessage().setHeader("calls", calls + 1);
        })) {
            assertThat(pull.run().error()).isNull();
            assertThat(noted).containsExactly(0, 1, 2, 3, 4, 5);
        }
    }
}
