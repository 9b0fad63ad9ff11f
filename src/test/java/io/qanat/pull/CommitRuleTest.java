package io.qanat.pull;

import static io.qanat.pull.Things.FIRST;
import static io.qanat.pull.Things.LAST;
import static io.qanat.pull.Things.PAGED;
import static io.qanat.pull.Things.assertNothingPublished;
import static io.qanat.pull.Things.three;
import static io.qanat.pull.Things.withExtras;
import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.page.Page;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.FaultServer;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run is published only if every page came to the end of the steps, whatever the integrator's route does. */
@Timeout(30)
class CommitRuleTest {
    private static final String DEAD_LETTERS = """
            errorHandler:
              deadLetterChannel:
                deadLetterUri: "log:dead?level=OFF"
            """;

    /** A step that fails at that page. */
    private static Processor failingAt(int number) {
        return exchange -> {
            if (exchange.getMessage().getBody(Page.class).number() == number) {
                throw new IllegalStateException("boom");
            }
        };
    }

    @Test
    void a_run_whose_pages_all_passed_is_published() throws Exception {
        try (FaultServer server = three();
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            RunResult result = pull.run();
            assertThat(result.result()).isEqualTo(Outcome.OK);
            assertThat(result.files()).containsExactly("memory:memory");
            assertThat(pull.ids()).containsExactly(1L, 2L, 3L);
            assertThat(pull.store.calls).containsExactly("prepare memory", "publish memory");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void an_exception_in_a_step_ends_the_run(int page) throws Exception {
        try (FaultServer server = three();
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.step("fails", failingAt(page)),
                        RouteText.api(server.url()),
                        withExtras("", RouteText.COLLECT + "\n- process: { ref: fails }"))) {
            RunResult result = pull.run();
            assertNothingPublished(pull, result);
            assertThat(result.error()).isEqualTo("IllegalStateException: boom");
            assertThat(pull.store.calls).containsExactly("discard memory");
            assertThat(server.requests()).hasSizeBetween(page, page + 1); // one may be asked for ahead
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void a_dead_letter_channel_that_takes_a_steps_error_ends_the_run(int page) throws Exception {
        try (FaultServer server = three();
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.step("fails", failingAt(page)),
                        RouteText.api(server.url()),
                        withExtras(DEAD_LETTERS, "- process: { ref: fails }\n" + RouteText.COLLECT))) {
            RunResult result = pull.run();
            assertNothingPublished(pull, result);
            assertThat(result.error())
                    .startsWith("orders page " + page + ": did not come to the end of the route's steps");
            assertThat(server.requests()).hasSizeBetween(page, page + 1); // one may be asked for ahead
        }
    }

    @Test
    void a_dead_letter_channel_does_not_hide_the_apis_error() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, status(404));
                PullHarness pull =
                        PullHarness.start(RouteText.api(server.url()), withExtras(DEAD_LETTERS, RouteText.COLLECT))) {
            RunResult result = pull.run();
            assertNothingPublished(pull, result);
            assertThat(result.error()).contains("/things?cursor=a: status 404");
        }
    }

    @Test
    void a_dead_letter_channel_does_not_switch_the_retries_off() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, status(503), LAST);
                PullHarness pull =
                        PullHarness.start(RouteText.api(server.url()), withExtras(DEAD_LETTERS, RouteText.COLLECT))) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.ids()).containsExactly(1L, 3L);
            assertThat(pull.waits()).hasSize(1);
        }
    }

    @Test
    void a_route_without_error_handler_does_not_switch_the_retries_off() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, status(503), LAST);
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url()),
                        withExtras("errorHandler:\n  noErrorHandler: {}\n", RouteText.COLLECT))) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.ids()).containsExactly(1L, 3L);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void an_error_handler_of_the_route_does_not_repeat_calls_once_more() throws Exception {
        String eager = """
                errorHandler:
                  defaultErrorHandler:
                    redeliveryPolicy: { maximumRedeliveries: 3, redeliveryDelay: 0 }
                """;
        try (FaultServer server = FaultServer.start(FIRST, status(503));
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url(), "maxAttempts=2"), withExtras(eager, RouteText.COLLECT))) {
            RunResult result = pull.run();
            assertNothingPublished(pull, result);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void a_stop_ends_the_run() throws Exception {
        try (FaultServer server = three();
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url()), withExtras("", RouteText.COLLECT + "\n- stop: {}"))) {
            RunResult result = pull.run();
            assertNothingPublished(pull, result);
            assertThat(result.error()).startsWith("orders page 1: did not come to the end");
            assertThat(server.requests()).hasSizeBetween(1, 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void a_stop_at_one_page_ends_the_run(int page) throws Exception {
        String filter = RouteText.COLLECT + """

                - filter:
                    simple: "${header.QanatPage} == %d"
                    steps:
                      - stop: {}
                """.formatted(page);
        try (FaultServer server = three();
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), withExtras("", filter))) {
            RunResult result = pull.run();
            assertNothingPublished(pull, result);
            assertThat(result.error()).startsWith("orders page " + page + ": did not come to the end");
        }
    }

    @Test
    void a_rollback_ends_the_run() throws Exception {
        try (FaultServer server = three();
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url()),
                        withExtras("", RouteText.COLLECT + "\n- rollback: { markRollbackOnly: true }"))) {
            assertNothingPublished(pull, pull.run());
        }
    }

    @Test
    void what_a_step_sets_never_steers_the_run() throws Exception {
        String steps = RouteText.COLLECT + """

                - setVariable: { name: page, constant: 99 }
                - setVariable: { name: QanatSlice, constant: x }
                - setHeader: { name: QanatPage, constant: 99 }
                - setHeader: { name: CamelHttpPath, constant: /elsewhere }
                - setHeader: { name: CamelHttpUri, constant: "http://elsewhere.invalid/" }
                - setHeader: { name: CamelHttpMethod, constant: DELETE }
                - setHeader: { name: X-Mine, constant: x }
                - setProperty: { name: CamelLoopIndex, constant: 99 }
                - setProperty: { name: QanatApi, constant: elsewhere }
                - setProperty: { name: QanatRun, constant: x }
                - setBody: { constant: "something else" }
                """;
        try (FaultServer server = three();
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), withExtras("", steps))) {
            RunResult result = pull.run();
            assertThat(result.result()).isEqualTo(Outcome.OK);
            assertThat(pull.ids()).containsExactly(1L, 2L, 3L);
            assertThat(server.requests()).hasSize(3).allSatisfy(request -> {
                assertThat(request.method()).isEqualTo("GET");
                assertThat(request.path()).isEqualTo("/things");
                assertThat(request.headers().first("X-Mine")).isNull();
            });
        }
    }

    @Test
    void a_step_that_loses_the_slice_fails_the_run_with_its_name() throws Exception {
        try (FaultServer server = three();
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url()),
                        withExtras("", RouteText.COLLECT + "\n- setProperty: { name: QanatSlice, constant: x }"))) {
            RunResult result = pull.run();
            assertNothingPublished(pull, result);
            assertThat(result.error()).contains("QanatSlice");
        }
    }

    private static String configured(String what) {
        return """
                - routeConfiguration:
                    id: forgiving
                    onException:
                      - onException:
                          exception: [ java.lang.Exception ]
                          %s: { constant: "true" }
                          steps:
                            - setHeader: { name: seen, constant: "yes" }
                """.formatted(what);
    }

    @Test
    void an_error_of_a_step_that_is_handled_ends_the_run() throws Exception {
        try (FaultServer server = three();
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.step("fails", failingAt(2)),
                        configured("handled"),
                        RouteText.api(server.url()),
                        withExtras(
                                "routeConfigurationId: forgiving",
                                "- process: { ref: fails }\n" + RouteText.COLLECT))) {
            RunResult result = pull.run();
            assertNothingPublished(pull, result);
            assertThat(result.error()).startsWith("orders page 2: did not come to the end");
        }
    }

    @Test
    void an_error_of_the_api_that_is_handled_ends_the_run_with_that_error() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, status(404));
                PullHarness pull = PullHarness.start(
                        configured("handled"),
                        RouteText.api(server.url()),
                        withExtras("routeConfigurationId: forgiving", RouteText.COLLECT))) {
            RunResult result = pull.run();
            assertNothingPublished(pull, result);
            assertThat(result.error()).contains("status 404");
        }
    }

    @Test
    void an_error_of_a_step_that_is_continued_is_the_integrators_choice() throws Exception {
        try (FaultServer server = three();
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.step("fails", failingAt(2)),
                        configured("continued"),
                        RouteText.api(server.url()),
                        withExtras(
                                "routeConfigurationId: forgiving",
                                "- process: { ref: fails }\n" + RouteText.COLLECT))) {
            assertThat(pull.run().result()).isEqualTo(Outcome.OK);
            assertThat(pull.ids()).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void an_error_of_the_api_that_is_continued_ends_the_run_and_asks_no_more() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, status(404));
                PullHarness pull = PullHarness.start(
                        configured("continued"),
                        RouteText.api(server.url()),
                        withExtras("routeConfigurationId: forgiving", RouteText.COLLECT))) {
            RunResult result = pull.run();
            assertNothingPublished(pull, result);
            assertThat(result.error()).contains("status 404");
            assertThat(result.pages()).isEqualTo(1);
            assertThat(server.requests()).hasSize(2);
        }
    }

    private static Consumer consumer(PullHarness harness, String route) {
        return harness.context.getRoute(route).getConsumer();
    }

    @Test
    void a_call_that_cannot_be_made_and_is_continued_ends_the_run_and_asks_no_more() throws Exception {
        try (FaultServer server = three();
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.step("cuts", exchange -> consumer(harness, "qanat-call")
                                .stop()),
                        configured("continued"),
                        RouteText.api(server.url()),
                        withExtras(
                                "routeConfigurationId: forgiving", RouteText.COLLECT + "\n- process: { ref: cuts }"))) {
            RunResult result = pull.run();
            assertNothingPublished(pull, result);
            assertThat(result.pages()).isBetween(1L, 2L);
        }
    }

    @Test
    void a_page_that_a_wiretap_delivers_after_the_end_is_refused_loudly() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        String tap = """
                - route:
                    id: tapped
                    from:
                      uri: direct:tapped
                      steps:
                        - process: { ref: waits }
                        - doTry:
                            steps:
                              - process: { ref: collect }
                            doFinally:
                              steps:
                                - process: { ref: counts }
                """;
        try (FaultServer server = FaultServer.start(json("[{\"id\":1}]"));
                LogEvents log = LogEvents.of(Run.class);
                PullHarness pull = PullHarness.prepared(
                        harness -> {
                            harness.step("waits", exchange -> ended.await());
                            harness.step("counts", exchange -> refused.countDown());
                        },
                        RouteText.api(server.url()),
                        tap,
                        RouteText.pullWith("- wireTap: { uri: direct:tapped }", "path=/x", "pagination=none"))) {
            pull.run();
            ended.countDown();
            refused.await();
            assertThat(pull.rows()).isEmpty();
            assertThat(log.messages())
                    .anyMatch(line -> line.startsWith("orders: a page came to memory after run ")
                            && line.contains("had ended, and was refused: a wireTap"));
        }
    }

    @Test
    void a_failed_run_is_followed_by_a_complete_one_that_asks_for_no_page_twice() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, status(404), LAST);
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            assertThat(pull.run().result()).isEqualTo(Outcome.FAILED);
            assertThat(pull.run().result()).isEqualTo(Outcome.OK);
            assertThat(pull.ids()).containsExactly(1L, 3L);
            assertThat(server.requests()).hasSize(3);
        }
    }
}
