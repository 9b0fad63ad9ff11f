package io.qanat.pull;

import static io.qanat.testserver.Behaviours.answer;
import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.resetBeforeHeaders;
import static io.qanat.testserver.Behaviours.status;
import static io.qanat.testserver.Behaviours.truncated;
import static io.qanat.testserver.Behaviours.truncatedChunked;
import static io.qanat.testserver.Behaviours.untilClose;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pull asks for again and how long it waits, counted at the server and asked of the clock. */
class RetryRoutesTest {
    private static final String PATH = "path=/things";
    private static final Behaviour GOOD = json("[{\"id\":1},{\"id\":2}]");
    private static final Duration MARGIN = Duration.ofMillis(500);

    private static PullHarness pulling(FaultServer server, String... parameters) throws Exception {
        return PullHarness.start(
                RouteText.api(server.url(), "jitter=none"),
                RouteText.pull(Stream.concat(Stream.of(PATH, "pagination=none"), Stream.of(parameters))
                        .toArray(String[]::new)));
    }

    static List<Behaviour> passing() {
        return List.of(
                status(503),
                status(500),
                status(408),
                status(425),
                resetBeforeHeaders(),
                truncated("[{\"id\":1},{\"id\":2}]"),
                truncatedChunked("[{\"id\":1}]"),
                untilClose("[{\"id\":1},{\"i"),
                answer(200, "<html>back soon</html>", "Content-Type: text/html"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void a_fault_that_passes_is_asked_for_again_after_the_first_wait(Behaviour fault) throws Exception {
        try (FaultServer server = FaultServer.start(fault, GOOD);
                PullHarness pull = pulling(server)) {
            RunResult result = pull.run();
            assertThat(result.error()).isNull();
            assertThat(pull.ids()).containsExactly(1L, 2L);
            assertThat(server.requests()).hasSize(2);
            assertThat(result.requests()).isEqualTo(2);
            assertThat(result.retries()).isEqualTo(1);
            assertThat(pull.waits()).containsExactly(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 422, 501, 505})
    void a_fault_that_stays_is_not_asked_for_again(int status) throws Exception {
        try (FaultServer server = FaultServer.start(status(status), GOOD);
                PullHarness pull = pulling(server)) {
            RunResult result = pull.run();
            assertThat(result.result()).isEqualTo(Outcome.FAILED);
            assertThat(result.error())
                    .startsWith("shop: GET " + server.url("/things") + ": status " + status + " (attempt 1 of 5)");
            assertThat(server.requests()).hasSize(1);
            assertThat(pull.waits()).isEmpty();
            assertThat(pull.rows()).isEmpty();
        }
    }

    @Test
    void attempts_end_with_a_failed_run_and_waits_that_double() throws Exception {
        try (FaultServer server = FaultServer.start(status(503));
                PullHarness pull = pulling(server)) {
            RunResult result = pull.run();
            assertThat(result.result()).isEqualTo(Outcome.FAILED);
            assertThat(result.error()).contains("status 503 (attempt 5 of 5)");
            assertThat(server.requests()).hasSize(5);
            assertThat(pull.waits())
                    .containsExactly(
                            Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
        }
    }

    @Test
    void every_page_has_all_attempts_of_its_own() throws Exception {
        try (FaultServer server = FaultServer.start(
                        status(503),
                        status(503),
                        json("{\"data\":[{\"id\":1}],\"next_cursor\":\"a\"}"),
                        status(503),
                        status(503),
                        json("{\"data\":[{\"id\":2}],\"next_cursor\":null}"));
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url(), "jitter=none", "maxAttempts=3"),
                        RouteText.pull(PATH, "pagination=cursor"))) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.ids()).containsExactly(1L, 2L);
            assertThat(server.requests()).hasSize(6);
        }
    }

    @Test
    void retry_after_in_seconds_is_obeyed_with_half_a_second_more() throws Exception {
        try (FaultServer server = FaultServer.start(status(429, "Retry-After: 7"), GOOD);
                PullHarness pull = pulling(server)) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.waits()).containsExactly(Duration.ofSeconds(7).plus(MARGIN));
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void retry_after_as_a_date_is_obeyed_with_half_a_second_more() throws Exception {
        try (FaultServer server = FaultServer.start(status(503, "Retry-After: Mon, 23 Nov 2026 10:00:20 GMT"), GOOD);
                PullHarness pull = pulling(server)) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.waits()).containsExactly(Duration.ofSeconds(20).plus(MARGIN));
        }
    }

    @Test
    void a_429_without_retry_after_waits_five_seconds_at_least() throws Exception {
        try (FaultServer server = FaultServer.start(status(429), GOOD);
                PullHarness pull = pulling(server)) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.waits()).containsExactly(Duration.ofSeconds(5));
        }
    }

    @Test
    void a_403_that_says_when_to_come_back_is_a_rate_limit() throws Exception {
        try (FaultServer server = FaultServer.start(status(403, "Retry-After: 2"), GOOD);
                PullHarness pull = pulling(server)) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.waits()).containsExactly(Duration.ofMillis(2_500));
        }
    }

    @Test
    void a_wait_longer_than_max_wait_ends_the_run_with_the_time_to_come_back() throws Exception {
        try (FaultServer server = FaultServer.start(status(429, "Retry-After: 3600"), GOOD);
                PullHarness pull = pulling(server)) {
            RunResult result = pull.run();
            assertThat(result.result()).isEqualTo(Outcome.FAILED);
            assertThat(result.error()).contains("come back at 2026-11-23T11:00:00.500Z");
            assertThat(server.requests()).hasSize(1);
            assertThat(pull.waits()).isEmpty();
        }
    }

    @Test
    void a_refused_connection_is_tried_again_and_told() throws Exception {
        URI nobody = URI.create("http://127.0.0.1:" + FaultServer.refusedPort());
        try (PullHarness pull =
                PullHarness.start(RouteText.api(nobody, "jitter=none", "maxAttempts=3"), RouteText.pull(PATH))) {
            RunResult result = pull.run();
            assertThat(result.error()).startsWith("shop: GET " + nobody + "/things (attempt 3 of 3): no connection: ");
            assertThat(result.requests()).isEqualTo(3);
            assertThat(result.retries()).isEqualTo(2);
        }
    }

    @Test
    void a_post_is_asked_for_again_with_its_body() throws Exception {
        try (FaultServer server = FaultServer.start(status(503), GOOD);
                PullHarness pull = pulling(server, "method=POST", "body={\"q\":\"é\"}")) {
            assertThat(pull.run().error()).isNull();
            assertThat(server.requests()).hasSize(2).allSatisfy(request -> {
                assertThat(request.method()).isEqualTo("POST");
                assertThat(request.text()).isEqualTo("{\"q\":\"é\"}");
                assertThat(request.headers().first("Content-Type")).isEqualTo("application/json");
            });
        }
    }

    @Test
    void a_post_is_not_asked_for_again_if_it_does_not_read() throws Exception {
        try (FaultServer server = FaultServer.start(status(503), GOOD);
                PullHarness pull = pulling(server, "method=POST", "retryUnsafe=false")) {
            assertThat(pull.run().result()).isEqualTo(Outcome.FAILED);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void an_ignored_status_is_an_empty_page() throws Exception {
        try (FaultServer server = FaultServer.start(status(404));
                PullHarness pull = pulling(server, "ignoreStatuses=404")) {
            RunResult result = pull.run();
            assertThat(result.error()).isNull();
            assertThat(result.rows()).isZero();
            assertThat(server.requests()).hasSize(1);
        }
    }

    /** The throttle in the route keeps the first limit by the computer's clock; the quota keeps the second by ours. */
    @Test
    void a_repeated_request_passes_the_quota_again() throws Exception {
        try (FaultServer server = FaultServer.start(status(503), status(503), GOOD);
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url(), "jitter=none", "backoffBase=1ms", "rateLimit=1000/1ms, 1/20s"),
                        RouteText.pull(PATH, "pagination=none"))) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.clock.elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(40));
        }
    }

    @Test
    void a_step_that_fails_with_an_error_of_an_api_is_not_repeated() throws Exception {
        try (FaultServer server = FaultServer.start(GOOD);
                FaultServer other = FaultServer.start(status(503));
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url()),
                        RouteText.api("other", other.url()),
                        RouteText.pullWith(
                                RouteText.COLLECT
                                        + "\n- removeHeaders: { pattern: '*' }\n- setBody: { constant: 'x' }\n- to: direct:other",
                                PATH,
                                "pagination=none"))) {
            RunResult result = pull.run();
            assertThat(result.result()).isEqualTo(Outcome.FAILED);
            assertThat(result.error()).startsWith("other: POST ").contains("(attempt 1 of 1)");
            assertThat(other.requests()).hasSize(1);
            assertThat(server.requests()).hasSize(1);
            assertThat(pull.waits()).isEmpty();
            assertThat(pull.rows()).isEmpty();
        }
    }

    @Test
    void a_request_to_an_api_by_a_step_is_no_call_of_the_pull() throws Exception {
        try (FaultServer server = FaultServer.start(GOOD);
                FaultServer other = FaultServer.start(status(404));
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url()),
                        RouteText.api("other", other.url()),
                        RouteText.pullWith("- to: direct:other", PATH, "pagination=none", "ignoreStatuses=404"))) {
            RunResult result = pull.run();
            assertThat(result.error()).startsWith("other: ").contains("status 404");
            assertThat(result.requests()).isEqualTo(1);
        }
    }
}
