package io.qanat.pull;

import static io.qanat.pull.Things.FIRST;
import static io.qanat.pull.Things.LAST;
import static io.qanat.pull.Things.PAGED;
import static io.qanat.pull.Things.SECOND;
import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.page.Page;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run that was interrupted goes on with the pages that it has, or is given up for a reason that is told. */
@Timeout(60)
class ResumeTest {
    private static List<String> targets(FaultServer server) {
        return server.requests().stream().map(Received::target).toList();
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> journals(PullHarness pull) throws IOException {
        return names(pull.state().resolve("orders")).stream()
                .filter(name -> name.endsWith(".journal"))
                .toList();
    }

    @Test
    void a_run_that_failed_at_the_api_goes_on_at_its_page() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, SECOND, status(404), LAST);
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            RunResult failed = pull.run();
            assertThat(failed.result()).isEqualTo(Outcome.FAILED);
            assertThat(journals(pull)).containsExactly(failed.run() + ".journal");

            RunResult resumed = pull.run();

            assertThat(resumed.result()).isEqualTo(Outcome.OK);
            assertThat(resumed.run()).isEqualTo(failed.run());
            assertThat(resumed.resumed()).isTrue();
            assertThat(resumed.pages()).isEqualTo(3);
            assertThat(resumed.requests()).isEqualTo(1);
            assertThat(pull.ids()).containsExactly(1L, 2L, 3L);
            assertThat(targets(server))
                    .containsExactly("/things", "/things?cursor=a", "/things?cursor=b", "/things?cursor=b");
            assertThat(journals(pull)).isEmpty();
        }
    }

    @Test
    void another_process_goes_on_with_the_pages_of_the_first() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, SECOND, status(404), LAST);
                PullHarness first = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            String run = first.run().run();
            first.context.stop();
            try (PullHarness second = first.another(RouteText.api(server.url()), RouteText.pull(PAGED))) {
                RunResult resumed = second.run();
                assertThat(resumed.run()).isEqualTo(run);
                assertThat(resumed.resumed()).isTrue();
                assertThat(second.ids()).containsExactly(1L, 2L, 3L);
                assertThat(server.requests()).hasSize(4);
            }
        }
    }

    @Test
    void a_stopped_run_keeps_its_pages() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, SECOND, LAST);
                PullHarness first = PullHarness.prepared(
                        harness -> harness.step("stops", exchange -> {
                            if (exchange.getMessage().getBody(Page.class).number() == 2) {
                                Pulls.of(harness.context).stop();
                            }
                        }),
                        RouteText.api(server.url()),
                        RouteText.pullWith(RouteText.COLLECT + "\n- process: { ref: stops }", PAGED))) {
            RunResult stopped = first.run();
            assertThat(stopped.result()).isEqualTo(Outcome.STOPPED);
            assertThat(first.rows()).isEmpty();
            first.context.stop();
            try (PullHarness second = first.another(RouteText.api(server.url()), RouteText.pull(PAGED))) {
                assertThat(second.run().run()).isEqualTo(stopped.run());
                assertThat(second.ids()).containsExactly(1L, 2L, 3L);
                assertThat(server.requests()).hasSizeBetween(3, 4); // one may have been asked for ahead
            }
        }
    }

    @Test
    void partitions_go_on_each_at_its_page() throws Exception {
        String[] parameters = {"path=/things/{of}", "pagination=cursor", "forEach=of=list:x,y", "maxPages=5"};
        FaultServer server = FaultServer.choosing(request -> switch (request.target()) {
            case "/things/x" -> json("{\"data\":[{\"id\":1}],\"next_cursor\":\"a\"}");
            case "/things/x?cursor=a" -> json("{\"data\":[{\"id\":2}]}");
            case "/things/y" -> json("{\"data\":[{\"id\":3}],\"next_cursor\":\"b\"}");
            default -> status(404);
        });
        try (server;
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(parameters))) {
            assertThat(pull.run().result()).isEqualTo(Outcome.FAILED);
            assertThat(pull.run().result()).isEqualTo(Outcome.FAILED);
            assertThat(targets(server))
                    .containsExactly(
                            "/things/x", "/things/x?cursor=a", "/things/y", "/things/y?cursor=b", "/things/y?cursor=b");
        }
    }

    @Test
    void a_route_that_has_changed_begins_afresh_and_keeps_the_old_journal() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, status(404), FIRST, LAST);
                PullHarness first = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED));
                LogEvents log = LogEvents.of(RunPlanner.class)) {
            String run = first.run().run();
            first.context.stop();
            try (PullHarness second = first.another(
                    RouteText.api(server.url()), RouteText.pull("path=/things", "pagination=cursor", "query=a=1"))) {
                RunResult fresh = second.run();
                assertThat(fresh.run()).isNotEqualTo(run);
                assertThat(fresh.resumed()).isFalse();
                assertThat(second.ids()).containsExactly(1L, 3L);
                assertThat(targets(server)).endsWith("/things?a=1", "/things?a=1&cursor=a");
                assertThat(names(second.state().resolve("orders/set-aside"))).containsExactly(run + ".journal");
                assertThat(log.messages())
                        .anyMatch(line -> line.startsWith("orders: the unfinished run with 1 pages is given up, since"
                                + " the route has changed since (query); its journal is kept as"));
            }
        }
    }

    @Test
    void another_url_of_the_api_begins_afresh() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, status(404));
                FaultServer elsewhere = FaultServer.start(FIRST, LAST);
                PullHarness first = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            first.run();
            first.context.stop();
            try (PullHarness second = first.another(RouteText.api(elsewhere.url()), RouteText.pull(PAGED))) {
                assertThat(second.run().resumed()).isFalse();
                assertThat(elsewhere.requests()).hasSize(2);
            }
        }
    }

    @Test
    void a_schedule_or_a_retry_policy_may_change_in_between() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, status(404), LAST);
                PullHarness first = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            first.run();
            first.context.stop();
            try (PullHarness second = first.another(
                    RouteText.api(server.url()),
                    RouteText.pull("path=/things", "pagination=cursor", "every=2h", "minRecords=1"))) {
                assertThat(second.run().resumed()).isTrue();
            }
        }
    }

    @Test
    void a_fresh_begin_can_be_asked_for() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, status(404), FIRST, LAST);
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            pull.run();
            RunResult fresh =
                    pull.runs("orders", RunOptions.of(true, null, null)).get(0);
            assertThat(fresh.resumed()).isFalse();
            assertThat(pull.ids()).containsExactly(1L, 3L);
            assertThat(targets(server)).endsWith("/things", "/things?cursor=a");
        }
    }

    @Test
    void a_run_that_fails_twice_at_the_same_place_begins_afresh() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, status(404), status(404), FIRST, LAST);
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            pull.run();
            assertThat(pull.run().resumed()).isTrue();
            assertThat(pull.run().resumed()).isFalse();
            assertThat(pull.ids()).containsExactly(1L, 3L);
        }
    }

    @Test
    void a_run_whose_api_is_away_goes_on_however_often_it_failed() throws Exception {
        try (FaultServer server =
                        FaultServer.choosing(request -> request.target().contains("cursor") ? status(503) : FIRST);
                PullHarness pull =
                        PullHarness.start(RouteText.api(server.url(), "maxAttempts=1"), RouteText.pull(PAGED))) {
            String run = pull.run().run();
            for (int i = 0; i < 4; i++) {
                assertThat(pull.run().run()).isEqualTo(run);
            }
            assertThat(targets(server).stream().filter("/things"::equals)).hasSize(1);
        }
    }

    @Test
    void too_few_rows_begin_afresh() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, LAST, FIRST, SECOND, LAST);
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url()),
                        RouteText.pull("path=/things", "pagination=cursor", "minRecords=3"))) {
            assertThat(pull.run().result()).isEqualTo(Outcome.FAILED);
            assertThat(pull.run().result()).isEqualTo(Outcome.OK);
            assertThat(pull.ids()).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void pages_of_another_week_are_given_up() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, status(404), FIRST, LAST);
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            pull.run();
            pull.clock.advance(Duration.ofDays(8));
            assertThat(pull.run().resumed()).isFalse();
            assertThat(pull.ids()).containsExactly(1L, 3L);
        }
    }

    @Test
    void a_clock_that_was_set_back_does_not_keep_a_run_from_going_on() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, status(404), LAST, FIRST, LAST);
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            pull.run();
            pull.clock.advance(Duration.ofDays(-2));
            RunResult resumed = pull.run();
            assertThat(resumed.resumed()).isTrue();
            assertThat(pull.run().run()).isGreaterThan(resumed.run());
        }
    }

    @Test
    void a_damaged_journal_is_kept_and_the_pull_begins_afresh() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, status(404), FIRST, LAST);
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED));
                LogEvents log = LogEvents.of(RunPlanner.class)) {
            String run = pull.run().run();
            Path journal = pull.state().resolve("orders/" + run + ".journal");
            byte[] bytes = Files.readAllBytes(journal);
            bytes[bytes.length / 2] ^= 1;
            Files.write(journal, bytes);

            assertThat(pull.run().result()).isEqualTo(Outcome.OK);

            assertThat(pull.ids()).containsExactly(1L, 3L);
            assertThat(pull.state().resolve("orders/set-aside/" + run + ".journal"))
                    .hasBinaryContent(bytes);
            assertThat(log.messages())
                    .anyMatch(line -> line.contains("it is kept as") && line.contains("begins afresh"));
        }
    }

    @Test
    void a_step_that_fails_gets_its_page_again_without_a_request() throws Exception {
        boolean[] broken = {true};
        try (FaultServer server = Things.three();
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.step("fails", exchange -> {
                            if (broken[0]
                                    && exchange.getMessage().getBody(Page.class).number() == 2) {
                                throw new IllegalStateException("boom");
                            }
                        }),
                        RouteText.api(server.url()),
                        RouteText.pullWith("- process: { ref: fails }\n" + RouteText.COLLECT, PAGED))) {
            assertThat(pull.run().result()).isEqualTo(Outcome.FAILED);
            broken[0] = false;
            assertThat(pull.run().result()).isEqualTo(Outcome.OK);
            assertThat(pull.ids()).containsExactly(1L, 2L, 3L);
            assertThat(server.requests()).hasSizeBetween(3, 4);
        }
    }

    @Test
    void a_sink_that_could_not_prepare_gets_all_pages_again_without_a_request() throws Exception {
        try (FaultServer server = Things.three();
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.store.fail("prepare memory"),
                        RouteText.api(server.url()),
                        RouteText.pull(PAGED))) {
            assertThat(pull.run().error()).contains("the disk is full");
            pull.store.failing.clear();
            assertThat(pull.run().result()).isEqualTo(Outcome.OK);
            assertThat(pull.ids()).containsExactly(1L, 2L, 3L);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void headers_for_an_idempotent_consumer_are_the_same_again() throws Exception {
        List<String> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (FaultServer server = FaultServer.start(FIRST, SECOND, status(404), LAST);
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.step(
                                "note",
                                exchange -> seen.add(exchange.getMessage().getHeader("QanatRun") + " "
                                        + exchange.getMessage().getHeader("QanatPage"))),
                        RouteText.api(server.url()),
                        RouteText.pullWith("- process: { ref: note }\n" + RouteText.COLLECT, PAGED))) {
            String run = pull.run().run();
            pull.run();
            assertThat(seen).containsExactly(run + " 1", run + " 2", run + " 1", run + " 2", run + " 3");
        }
    }

    @Test
    void without_a_journal_every_run_begins_afresh() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, status(404), FIRST, LAST);
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.property("qanat.journal.enabled", "false"),
                        RouteText.api(server.url()),
                        RouteText.pull(PAGED))) {
            pull.run();
            assertThat(pull.run().resumed()).isFalse();
            assertThat(pull.ids()).containsExactly(1L, 3L);
        }
    }

    @Test
    void what_was_interrupted_goes_on_when_schedules_start() throws Exception {
        try (FaultServer server = FaultServer.start(FIRST, status(404), LAST);
                PullHarness first = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            String run = first.run().run();
            first.context.stop();
            java.util.concurrent.BlockingQueue<RunResult> ended = new java.util.concurrent.LinkedBlockingQueue<>();
            try (PullHarness second = first.another(
                    harness -> {
                        harness.withScheduler();
                        Pulls.of(harness.context).listen(new RunListener() {
                            @Override
                            public void ended(RunResult result) {
                                ended.add(result);
                            }
                        });
                    },
                    RouteText.api(server.url()),
                    RouteText.pull("path=/things", "pagination=cursor", "cron=0 0 0 1 1 ? 2099"))) {
                RunResult resumed = ended.take();
                assertThat(resumed.run()).isEqualTo(run);
                assertThat(resumed.result()).isEqualTo(Outcome.OK);
                assertThat(second.ids()).containsExactly(1L, 3L);
            }
        }
    }
}
