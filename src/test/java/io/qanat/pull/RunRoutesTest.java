package io.qanat.pull;

import static io.qanat.testserver.Behaviours.after;
import static io.qanat.testserver.Behaviours.answer;
import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Threads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When runs begin and how they end: by hand, by schedule, twice at once, at shutdown, in failure. */
@Timeout(60)
class RunRoutesTest {
    private static final String[] PAGED = {"path=/things", "pagination=cursor"};
    private static final Behaviour FIRST = json("{\"data\":[{\"id\":1}],\"next_cursor\":\"a\"}");
    private static final Behaviour LAST = json("{\"data\":[{\"id\":3}],\"next_cursor\":null}");

    /** What the pulls of a context tell, in its order. */
    private static BlockingQueue<RunResult> results(PullHarness pull) {
        BlockingQueue<RunResult> results = new LinkedBlockingQueue<>();
        Pulls.of(pull.context).listen(new RunListener() {
            @Override
            public void ended(RunResult result) {
                results.add(result);
            }
        });
        return results;
    }

    private static RunResult next(BlockingQueue<RunResult> results) throws InterruptedException {
        RunResult result = results.poll(30, TimeUnit.SECONDS);
        assertThat(result).as("a run within 30 s").isNotNull();
        return result;
    }

    @Test
    void a_pull_that_still_runs_is_not_begun_again() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        FaultServer server = FaultServer.choosing(request -> {
            arrived.countDown();
            return request.target().contains("cursor") ? LAST : after(go, FIRST);
        });
        try (server;
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            CompletableFuture<RunResult> running = CompletableFuture.supplyAsync(pull::run, Threads.OWN);
            arrived.await();
            RunResult second = pull.run();
            go.countDown();
            assertThat(second.result()).isEqualTo(Outcome.SKIPPED);
            assertThat(second.error()).matches("orders: is still running in .+; this firing was skipped");
            assertThat(running.get().result()).isEqualTo(Outcome.OK);
            assertThat(server.requests()).hasSize(2);
            assertThat(pull.ids()).containsExactly(1L, 3L);
            assertThat(Pulls.of(pull.context).last("orders").result()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void the_next_run_begins_only_when_the_last_has_published() throws Exception {
        try (FaultServer server = FaultServer.start(LAST);
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            BlockingQueue<RunResult> nested = new LinkedBlockingQueue<>();
            Pulls.of(pull.context).listen(new RunListener() {
                @Override
                public void ended(RunResult result) {
                    if (result.result() == Outcome.OK) {
                        nested.add(pull.run());
                    }
                }
            });
            assertThat(pull.run().result()).isEqualTo(Outcome.OK);
            assertThat(nested).extracting(RunResult::result).containsExactly(Outcome.SKIPPED);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void a_listener_that_fails_harms_no_run() throws Exception {
        try (FaultServer server = FaultServer.start(LAST);
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            Pulls.of(pull.context).listen(new RunListener() {
                @Override
                public void begun(Run run) {
                    throw new IllegalStateException("no");
                }

                @Override
                public void ended(RunResult result) {
                    throw new IllegalStateException("no");
                }
            });
            assertThat(pull.run().result()).isEqualTo(Outcome.OK);
            assertThat(pull.run().result()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void there_is_no_run_of_a_pull_that_is_not_there() throws Exception {
        try (FaultServer server = FaultServer.start(LAST);
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            assertThatThrownBy(() -> pull.run("ordres"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is no pull ordres; there are: orders");
        }
    }

    @Test
    void only_a_pull_with_a_schedule_starts_by_itself() throws Exception {
        try (FaultServer server = FaultServer.start(LAST);
                PullHarness pull = PullHarness.prepared(
                        PullHarness::withScheduler,
                        RouteText.api(server.url()),
                        RouteText.route("byhand", "", RouteText.COLLECT, "path=/byhand", "pagination=none"),
                        RouteText.route(
                                "often", "", RouteText.COLLECT, "path=/often", "pagination=none", "every=100ms"),
                        RouteText.route(
                                "cron", "", RouteText.COLLECT, "path=/cron", "pagination=none", "cron=* * * * * ?"))) {
            BlockingQueue<RunResult> results = results(pull);
            boolean often = false;
            boolean cron = false;
            while (!often || !cron) {
                RunResult result = next(results);
                often |= result.pull().equals("often");
                cron |= result.pull().equals("cron");
            }
            next(results);
            assertThat(server.requests()).noneMatch(request -> request.path().equals("/byhand"));
            assertThat(pull.run("byhand").result()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void a_stopped_context_finishes_the_page_at_hand_and_publishes_nothing() throws Exception {
        CountDownLatch atSecondPage = new CountDownLatch(1);
        CountDownLatch stopping = new CountDownLatch(1);
        Behaviour second = json("{\"data\":[{\"id\":2}],\"next_cursor\":\"b\"}");
        FaultServer server = FaultServer.choosing(request -> {
            if (!request.target().contains("cursor")) {
                return FIRST;
            }
            atSecondPage.countDown();
            return after(stopping, second);
        });
        try (server;
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            CompletableFuture<RunResult> running = CompletableFuture.supplyAsync(pull::run, Threads.OWN);
            atSecondPage.await();
            CompletableFuture<Void> stop = CompletableFuture.runAsync(pull.context::stop, Threads.OWN);
            while (!pull.context.isStopping()) {
                Thread.onSpinWait();
            }
            stopping.countDown();
            RunResult result = running.get();
            stop.get();
            assertThat(result.result()).isEqualTo(Outcome.STOPPED);
            assertThat(result.pages()).isEqualTo(2);
            assertThat(pull.rows()).isEmpty();
            assertThat(pull.store.calls).containsExactly("discard memory");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void a_stopped_context_does_not_wait_for_another_attempt() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        try (FaultServer server = FaultServer.start(status(503));
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.realTime(waits::countDown),
                        RouteText.api(server.url(), "jitter=none", "backoffBase=60s"),
                        RouteText.pull(PAGED))) {
            CompletableFuture<RunResult> running = CompletableFuture.supplyAsync(pull::run, Threads.OWN);
            waits.await();
            pull.context.stop();
            assertThat(running.get().result()).isEqualTo(Outcome.STOPPED);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void a_stopped_context_does_not_wait_for_the_rate_limit() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        FaultServer server = FaultServer.choosing(request -> FIRST);
        try (server;
                PullHarness pull = PullHarness.prepared(
                        harness -> {
                            harness.realTime();
                            harness.step("seen", exchange -> first.countDown());
                        },
                        RouteText.api(server.url(), "rateLimit=1/600s"),
                        RouteText.pullWith(RouteText.COLLECT + "\n- process: { ref: seen }", PAGED))) {
            CompletableFuture<RunResult> running = CompletableFuture.supplyAsync(pull::run, Threads.OWN);
            first.await();
            pull.context.stop();
            assertThat(running.get().result()).isEqualTo(Outcome.STOPPED);
            assertThat(pull.rows()).isEmpty();
        }
    }

    @Test
    void a_failed_run_is_told_once_and_without_secrets(@TempDir Path folder) throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, answer(403, "{\"token\":\"abc-secret-abc\"}"), LAST);
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url(), "auth=bearer", "token=abc-secret-abc"),
                        RouteText.pull("path=/things", "pagination=cursor", "onFailure=file:" + folder))) {
            RunResult result = pull.run();
            assertThat(pull.run().result()).isEqualTo(Outcome.OK);
            try (Stream<Path> files = Files.list(folder)) {
                List<Path> told = files.toList();
                assertThat(told).hasSize(1);
                assertThat(Files.readString(told.get(0)))
                        .startsWith("Pull orders failed, nothing was published.")
                        .contains("status 403", result.run(), "1 pages")
                        .doesNotContain("abc-secret-abc");
            }
        }
    }

    @Test
    void a_summary_that_cannot_be_sent_is_logged() throws Exception {
        try (FaultServer server = FaultServer.start(status(404));
                LogEvents log = LogEvents.of(Failures.class);
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url()), RouteText.pull("path=/x", "onFailure=nosuchcomponent:x"))) {
            assertThat(pull.run().result()).isEqualTo(Outcome.FAILED);
            assertThat(log.messages()).anyMatch(line -> line.startsWith("orders: onFailure could not be told: "));
        }
    }

    @Test
    void values_that_make_no_request_fail_the_run_and_not_the_next_ones() throws Exception {
        try (FaultServer server = FaultServer.start(LAST);
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url()),
                        RouteText.pull(
                                "path=/things",
                                "pagination=cursor",
                                "method=POST",
                                "pageIn=body",
                                "body={\"q\": {of} }",
                                "forEach=of=list:1,x"))) {
            RunResult result = pull.run();
            assertThat(result.result()).isEqualTo(Outcome.FAILED);
            assertThat(result.error()).contains("body");
            assertThat(pull.run().result()).isEqualTo(Outcome.FAILED);
            assertThat(server.requests()).hasSize(1); // of the first value
        }
    }

    @Test
    void run_ids_sort_by_their_begin() throws Exception {
        try (FaultServer server = FaultServer.start(LAST);
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            assertThat(pull.run().run()).matches("\\d{8}T\\d{6}Z-[0-9a-f]{4}");
            assertThat(pull.run().time()).isLessThan(Duration.ofMinutes(1));
        }
    }
}
