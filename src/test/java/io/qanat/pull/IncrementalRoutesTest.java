package io.qanat.pull;

import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Received;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pull that asks only for what is new, through the whole route (requirement D3). */
@Timeout(60)
class IncrementalRoutesTest {
    private static final String[] SINCE = {
        "path=/things", "pagination=none", "incrementalField=/at", "incrementalParam=since"
    };

    private static List<String> targets(FaultServer server) {
        return server.requests().stream().map(Received::target).toList();
    }

    private static String record(int id, String at) {
        return "{\"id\":" + id + ",\"at\":\"" + at + "\"}";
    }

    private static io.qanat.testserver.Behaviour records(String... records) {
        return json("[" + String.join(",", records) + "]");
    }

    private static String[] with(String... more) {
        return java.util.stream.Stream.of(SINCE, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
    }

    @Test
    void the_first_run_asks_for_all_and_the_next_from_the_greatest_value() throws Exception {
        try (FaultServer server = FaultServer.start(
                        records(record(1, "2026-11-01T10:00:00Z"), record(2, "2026-11-02T10:00:00Z")),
                        records(record(2, "2026-11-02T10:00:00Z"), record(3, "2026-11-03T10:00:00Z")));
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(SINCE))) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.run().rows()).isEqualTo(1);
            assertThat(targets(server)).containsExactly("/things", "/things?since=2026-11-02T10%3A00%3A00Z");
            assertThat(pull.ids()).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void the_bookmark_is_kept_over_processes() throws Exception {
        try (FaultServer server = FaultServer.start(records(record(1, "2026-11-01T10:00:00Z")), records());
                PullHarness first = PullHarness.start(RouteText.api(server.url()), RouteText.pull(SINCE))) {
            first.run();
            first.context.stop();
            try (PullHarness second = first.another(RouteText.api(server.url()), RouteText.pull(SINCE))) {
                second.run();
                assertThat(targets(server)).endsWith("/things?since=2026-11-01T10%3A00%3A00Z");
            }
        }
    }

    @Test
    void a_run_that_is_not_published_leaves_the_bookmark() throws Exception {
        try (FaultServer server = FaultServer.start(
                        records(record(1, "2026-11-01T10:00:00Z")),
                        records(record(2, "2026-11-09T10:00:00Z")),
                        records(record(2, "2026-11-09T10:00:00Z")));
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(SINCE))) {
            pull.run();
            pull.store.fail("prepare memory");
            assertThat(pull.run().result()).isEqualTo(Outcome.FAILED);
            pull.store.failing.clear();
            RunResult again =
                    pull.runs("orders", RunOptions.of(true, null, null)).get(0);
            assertThat(again.rows()).isEqualTo(1);
            assertThat(targets(server)).hasSize(3).endsWith("/things?since=2026-11-01T10%3A00%3A00Z");
        }
    }

    @Test
    void a_resumed_run_asks_with_the_bounds_it_began_with() throws Exception {
        String[] paged = {
            "path=/things",
            "pagination=cursor",
            "incrementalField=/at",
            "incrementalParam=since",
            "incrementalUntilParam=until",
            "since=2026-11-01T00:00:00Z"
        };
        try (FaultServer server = FaultServer.start(
                        json("{\"data\":[" + record(1, "2026-11-02T10:00:00Z") + "],\"next_cursor\":\"a\"}"),
                        status(404),
                        json("{\"data\":[" + record(2, "2026-11-03T10:00:00Z") + "]}"));
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(paged))) {
            pull.run();
            pull.clock.advance(Duration.ofHours(5));
            assertThat(pull.run().resumed()).isTrue();
            List<String> targets = targets(server);
            assertThat(targets.get(0))
                    .isEqualTo("/things?since=2026-11-01T00%3A00%3A00Z&until=2026-11-23T10%3A00%3A00Z");
            assertThat(targets.get(2))
                    .contains("until=2026-11-23T10%3A00%3A00Z")
                    .contains("cursor=a");
        }
    }

    @Test
    void windows_are_runs_of_their_own_in_one_firing() throws Exception {
        String[] windows = with("incrementalUntilParam=until", "since=2026-11-20T10:00:00Z", "window=1d");
        FaultServer server = FaultServer.choosing(request ->
                request.target().contains("since=2026-11-21") ? records(record(7, "2026-11-21T12:00:00Z")) : records());
        try (server;
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(windows))) {
            List<RunResult> results = pull.runs("orders", RunOptions.NONE);
            assertThat(results).extracting(RunResult::result).containsOnly(Outcome.OK);
            assertThat(results)
                    .extracting(RunResult::run)
                    .doesNotHaveDuplicates()
                    .isSorted();
            assertThat(targets(server))
                    .startsWith(
                            "/things?since=2026-11-20T10%3A00%3A00Z&until=2026-11-21T10%3A00%3A00Z",
                            "/things?since=2026-11-21T10%3A00%3A00Z&until=2026-11-22T10%3A00%3A00Z")
                    .hasSameSizeAs(results);
            assertThat(targets(server).get(results.size() - 1)).endsWith("until=2026-11-23T10%3A00%3A00Z");
            assertThat(pull.ids()).containsExactly(7L);
        }
    }

    @Test
    void a_window_that_fails_ends_the_firing_and_the_next_goes_on_there() throws Exception {
        String[] windows = with("incrementalUntilParam=until", "since=2026-11-20T10:00:00Z", "window=1d");
        boolean[] broken = {true};
        FaultServer server = FaultServer.choosing(
                request -> broken[0] && request.target().contains("since=2026-11-21") ? status(404) : records());
        try (server;
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(windows))) {
            assertThat(pull.runs("orders", RunOptions.NONE))
                    .extracting(RunResult::result)
                    .containsExactly(Outcome.OK, Outcome.FAILED);
            broken[0] = false;
            assertThat(pull.runs("orders", RunOptions.NONE))
                    .extracting(RunResult::result)
                    .containsOnly(Outcome.OK);
            assertThat(targets(server).stream().filter(target -> target.contains("since=2026-11-20T10")))
                    .hasSize(1);
        }
    }

    @Test
    void a_backfill_asks_for_its_range_and_leaves_the_bookmark() throws Exception {
        String[] both = with("incrementalUntilParam=until");
        try (FaultServer server = FaultServer.start(
                        records(record(1, "2026-11-20T10:00:00Z")),
                        records(record(2, "2026-10-02T10:00:00Z")),
                        records());
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(both))) {
            pull.run();
            RunResult backfill = pull.runs(
                            "orders", RunOptions.of(false, "2026-10-01T00:00:00Z", "2026-10-31T00:00:00Z"))
                    .get(0);
            assertThat(backfill.error()).isNull();
            pull.run();
            assertThat(targets(server).get(1))
                    .isEqualTo("/things?since=2026-10-01T00%3A00%3A00Z&until=2026-10-31T00%3A00%3A00Z");
            assertThat(targets(server).get(2)).startsWith("/things?since=2026-11-20T10%3A00%3A00Z");
            assertThat(pull.ids()).containsExactly(1L, 2L);
        }
    }

    @Test
    void a_range_for_a_pull_that_is_not_incremental_is_refused() throws Exception {
        try (FaultServer server = FaultServer.start(records());
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url()), RouteText.pull("path=/things", "pagination=none"))) {
            RunResult refused = pull.runs("orders", RunOptions.of(false, "2026-10-01", null))
                    .get(0);
            assertThat(refused.result()).isEqualTo(Outcome.FAILED);
            assertThat(refused.error())
                    .isEqualTo("orders: has no incrementalField, so that --since and --until mean nothing to it;"
                            + " leave them out");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void another_range_than_that_of_the_unfinished_run_is_refused() throws Exception {
        try (FaultServer server = FaultServer.start(
                        json("{\"data\":[" + record(1, "2026-11-02T10:00:00Z") + "],\"next_cursor\":\"a\"}"),
                        status(404));
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url()),
                        RouteText.pull(
                                "path=/things",
                                "pagination=cursor",
                                "incrementalField=/at",
                                "incrementalParam=since"))) {
            String run = pull.run().run();
            RunResult refused = pull.runs("orders", RunOptions.of(false, "2026-10-01", null))
                    .get(0);
            assertThat(refused.error())
                    .isEqualTo("orders: run " + run + " (of the schedule) is unfinished: pull it first without another"
                            + " range, or give it up with --fresh");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void a_record_without_the_field_fails_the_run_and_is_not_asked_for_again_and_again() throws Exception {
        try (FaultServer server = FaultServer.start(records("{\"id\":1}"));
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(SINCE))) {
            RunResult failed = pull.run();
            assertThat(failed.error()).startsWith("orders page 1: record 1: there is nothing at /at");
            assertThat(server.requests()).hasSize(1);
            assertThat(pull.waits()).isEmpty();
        }
    }

    @Test
    void the_last_cursor_is_kept_where_that_is_wanted() throws Exception {
        String[] export = {"path=/export", "pagination=cursor", "keepCursor=true", "hasMoreFrom=/has_more"};
        try (FaultServer server = FaultServer.start(
                        json("{\"data\":[{\"id\":1}],\"next_cursor\":\"a\",\"has_more\":true}"),
                        json("{\"data\":[{\"id\":2}],\"next_cursor\":\"b\",\"has_more\":false}"),
                        json("{\"data\":[{\"id\":3}],\"next_cursor\":\"c\",\"has_more\":false}"));
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(export))) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.run().error()).isNull();
            assertThat(targets(server)).containsExactly("/export", "/export?cursor=a", "/export?cursor=b");
            assertThat(pull.ids()).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void a_kept_link_is_kept_without_the_credentials_that_it_repeats() throws Exception {
        String secret = "k3y-that-stays-here";
        String[] delta = {"path=/delta", "pagination=next", "nextFrom=/@odata.nextLink", "keepCursor=true"};
        String[] keys = {"auth=apiKey", "apiKey=" + secret, "apiKeyIn=query", "apiKeyName=key"};
        FaultServer server = FaultServer.choosing(
                request -> json("{\"value\":[{\"id\":" + (request.target().contains("token") ? 2 : 1)
                        + "}],\"@odata.deltaLink\":\"/delta?token=t&key=" + secret + "\"}"));
        try (server;
                PullHarness pull = PullHarness.start(RouteText.api(server.url(), keys), RouteText.pull(delta))) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.state().resolve("orders/state.json"))
                    .content()
                    .contains("delta?token=t")
                    .doesNotContain(secret);
            assertThat(pull.run().error()).isNull();
            assertThat(targets(server).get(1)).contains("token=t").contains("key=" + secret);
        }
    }
}
