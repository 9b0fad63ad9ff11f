package io.qanat.pull;

import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.page.Page;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.Behaviour;
import io.qanat.testserver.Behaviours;
import io.qanat.testserver.FaultServer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run is published only if every page came to the end of the steps, whatever the integrator's route does. */
class CommitRuleTest {
    private static final String[] PAGED = {"path=/things", "pagination=cursor"};
    private static final Behaviour FIRST = json("{\"data\":[{\"id\":1}],\"next_cursor\":\"a\"}");
    private static final Behaviour SECOND = json("{\"data\":[{\"id\":2}],\"next_cursor\":\"b\"}");
    private static final Behaviour LAST = json("{\"data\":[{\"id\":3}],\"next_cursor\":null}");

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

    private static FaultServer three() throws Exception {
        return FaultServer.start(FIRST, SECOND, LAST);
    }

    private static String withExtras(String extras, String steps) {
        return RouteText.route("orders", extras, steps, PAGED);
    }

    private static void assertNothingPublished(PullHarness pull, RunResult result) {
        assertThat(result.result()).isEqualTo(Outcome.FAILED);
        assertThat(result.files()).isEmpty();
        assertThat(pull.store.published).isEmpty();
        assertThat(pull.store.calls).doesNotContain("publish memory");
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
            assertThat(server.requests()).hasSize(page);
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
            assertThat(server.requests()).hasSize(page);
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
            assertThat(server.requests()).hasSize(1);
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
    void a_sink_that_cannot_prepare_keeps_all_from_publishing() throws Exception {
        try (FaultServer server = three();
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.store.fail("prepare second"),
                        RouteText.api(server.url()),
                        withExtras("", RouteText.COLLECT + "\n- process: { ref: collectToo }"))) {
            RunResult result = pull.run();
            assertNothingPublished(pull, result);
            assertThat(result.error()).isEqualTo("IOException: the disk is full");
            assertThat(pull.store.calls)
                    .containsExactly("prepare memory", "prepare second", "discard memory", "discard second");
        }
    }

    @Test
    void a_sink_that_cannot_publish_fails_the_run_and_leaves_alone_what_is_published() throws Exception {
        try (FaultServer server = three();
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.store.fail("publish second"),
                        RouteText.api(server.url()),
                        withExtras("", RouteText.COLLECT + "\n- process: { ref: collectToo }"))) {
            RunResult result = pull.run();
            assertThat(result.result()).isEqualTo(Outcome.FAILED);
            assertThat(result.error())
                    .isEqualTo("orders: memory was published, but second could not be: IOException: the disk is full");
            assertThat(pull.store.calls).endsWith("publish memory", "publish second", "discard second");
        }
    }

    @Test
    void a_sink_that_cannot_discard_does_not_keep_others_from_it() throws Exception {
        try (FaultServer server = three();
                PullHarness pull = PullHarness.prepared(
                        harness -> {
                            harness.store.fail("prepare second");
                            harness.store.fail("discard memory");
                        },
                        RouteText.api(server.url()),
                        withExtras("", RouteText.COLLECT + "\n- process: { ref: collectToo }"))) {
            assertNothingPublished(pull, pull.run());
            assertThat(pull.store.calls).endsWith("discard memory", "discard second");
        }
    }

    @Test
    void fewer_rows_than_min_records_publish_nothing() throws Exception {
        try (FaultServer server = three();
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url()),
                        RouteText.pull("path=/things", "pagination=cursor", "minRecords=4"))) {
            RunResult result = pull.run();
            assertNothingPublished(pull, result);
            assertThat(result.error()).startsWith("orders: only 3 records came, and minRecords is 4");
        }
    }

    @Test
    void a_failed_run_is_followed_by_a_complete_one() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, status(404), FIRST, LAST);
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            assertThat(pull.run().result()).isEqualTo(Outcome.FAILED);
            assertThat(pull.run().result()).isEqualTo(Outcome.OK);
            assertThat(pull.ids()).containsExactly(1L, 3L);
        }
    }

    private static FaultServer bySlice(String failing, Behaviour failure) throws Exception {
        return FaultServer.choosing(request -> {
            if (request.path().equals("/things/" + failing)) {
                return failure;
            }
            return request.target().contains("cursor") ? LAST : FIRST;
        });
    }

    @Test
    void slices_are_published_together() throws Exception {
        try (FaultServer server = bySlice("none", FIRST);
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url()),
                        RouteText.pull(
                                "path=/things/{id}",
                                "pagination=cursor",
                                "forEach=id=list:a,b,c,d",
                                "partitionConcurrency=2"))) {
            RunResult result = pull.run();
            assertThat(result.error()).isNull();
            assertThat(result.pages()).isEqualTo(8);
            assertThat(pull.rows()).hasSize(8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "d"})
    void one_slice_that_fails_in_turn_ends_the_run(String failing) throws Exception {
        try (FaultServer server = bySlice(failing, status(404));
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url()),
                        RouteText.pull("path=/things/{id}", "pagination=cursor", "forEach=id=list:a,b,c,d"))) {
            RunResult result = pull.run();
            assertNothingPublished(pull, result);
            assertThat(result.error()).contains("/things/" + failing + ": status 404");
        }
    }

    @Test
    @Timeout(20)
    void one_parallel_slice_that_fails_ends_the_run_after_its_siblings_have_left() throws Exception {
        CountDownLatch siblingWorks = new CountDownLatch(1);
        AtomicBoolean left = new AtomicBoolean();
        Processor slow = exchange -> {
            siblingWorks.countDown();
            Run run = exchange.getProperty(Run.PROPERTY, Run.class);
            while (run.going()) {
                Thread.onSpinWait();
            }
            left.set(true);
        };
        try (FaultServer server = bySlice("b", Behaviours.after(siblingWorks, status(404)));
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.step("slow", slow),
                        RouteText.api(server.url()),
                        RouteText.pullWith(
                                RouteText.COLLECT + "\n- process: { ref: slow }",
                                "path=/things/{id}",
                                "pagination=cursor",
                                "forEach=id=list:a,b",
                                "partitionConcurrency=2"))) {
            RunResult result = pull.run();
            assertNothingPublished(pull, result);
            assertThat(result.error()).contains("/things/b: status 404");
            assertThat(left).isTrue();
            assertThat(result.pages()).isEqualTo(1);
            assertThat(server.requests()).hasSize(2);
            assertThat(pull.store.calls).containsExactly("discard memory");
        }
    }

    @Test
    @Timeout(20)
    void siblings_of_a_failed_slice_do_not_wait_for_another_attempt() throws Exception {
        CountDownLatch siblingFailed = new CountDownLatch(1);
        FaultServer server = FaultServer.choosing(request -> {
            if (request.path().equals("/things/b")) {
                return Behaviours.after(siblingFailed, status(404));
            }
            siblingFailed.countDown();
            return status(503);
        });
        try (server;
                PullHarness pull = PullHarness.prepared(
                        PullHarness::realTime,
                        RouteText.api(server.url(), "jitter=none", "backoffBase=60s"),
                        RouteText.pull(
                                "path=/things/{id}",
                                "pagination=cursor",
                                "forEach=id=list:a,b",
                                "partitionConcurrency=2"))) {
            RunResult result = pull.run();
            assertNothingPublished(pull, result);
            assertThat(result.error()).contains("/things/b: status 404");
            assertThat(server.requests()).hasSize(2);
        }
    }
}
