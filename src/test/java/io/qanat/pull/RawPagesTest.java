package io.qanat.pull;

import static io.qanat.pull.Things.PAGED;
import static io.qanat.testserver.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.pull.RunResult.Outcome;
import io.qanat.state.RunRecord;
import io.qanat.testserver.FaultServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages that are kept after their run, and what the history says of runs. */
@Timeout(60)
class RawPagesTest {
    private static final String[] KEPT = {"path=/things", "pagination=cursor", "keepRaw=true"};

    @Test
    void a_table_is_made_again_from_kept_pages_without_a_call() throws Exception {
        try (FaultServer server = Things.three();
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(KEPT))) {
            String run = pull.run().run();
            pull.store.published.clear();

            RunResult replayed = Pulls.of(pull.context).replay(run);

            assertThat(replayed.error()).isNull();
            assertThat(replayed.run()).isGreaterThan(run);
            assertThat(replayed.requests()).isZero();
            assertThat(pull.ids()).containsExactly(1L, 2L, 3L);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void kept_pages_that_do_not_fit_the_rules_of_now_are_refused() throws Exception {
        String[] elsewhere = {"path=/things", "pagination=none", "records=/other", "keepRaw=true"};
        try (FaultServer server = FaultServer.start(
                        json("{\"data\":[{\"id\":1}],\"other\":[{\"id\":10}],\"next_cursor\":\"a\"}"),
                        json("{\"data\":[{\"id\":2}],\"other\":[{\"id\":20}]}"));
                PullHarness first = PullHarness.start(RouteText.api(server.url()), RouteText.pull(KEPT))) {
            String run = first.run().run();
            first.store.published.clear();
            first.context.stop();
            try (PullHarness second = first.another(RouteText.api(server.url()), RouteText.pull(elsewhere))) {
                RunResult replayed = Pulls.of(second.context).replay(run);
                assertThat(replayed.result()).isEqualTo(Outcome.FAILED);
                assertThat(replayed.error())
                        .startsWith("orders: 2 pages are kept, but the route's rules for paging end after page 1");
            }
        }
    }

    @Test
    void a_replay_moves_no_bookmark() throws Exception {
        String[] parameters = {
            "path=/things", "pagination=none", "incrementalField=/at", "incrementalParam=since", "keepRaw=true"
        };
        try (FaultServer server = FaultServer.start(
                        json("[{\"id\":1,\"at\":\"2026-11-01T10:00:00Z\"}]"),
                        json("[{\"id\":2,\"at\":\"2026-11-05T10:00:00Z\"}]"),
                        json("[]"));
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(parameters))) {
            String first = pull.run().run();
            pull.run();
            pull.store.published.clear();
            assertThat(Pulls.of(pull.context).replay(first).error()).isNull();
            assertThat(pull.ids()).containsExactly(1L);
            pull.run();
            assertThat(server.requests().get(2).target()).isEqualTo("/things?since=2026-11-05T10%3A00%3A00Z");
        }
    }

    @Test
    void a_run_without_kept_pages_cannot_be_replayed() throws Exception {
        try (FaultServer server = Things.three();
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            String run = pull.run().run();
            assertThatThrownBy(() -> Pulls.of(pull.context).replay(run))
                    .isInstanceOf(RunException.class)
                    .hasMessageStartingWith("there are no pages of run " + run);
        }
    }

    @Test
    void the_history_has_each_run_once_with_what_it_took() throws Exception {
        try (FaultServer server =
                        FaultServer.start(Things.FIRST, io.qanat.testserver.Behaviours.status(404), Things.LAST);
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            pull.run();
            RunRecord failed = Pulls.of(pull.context).store().runs("orders", 10).get(0);
            assertThat(failed.result()).isEqualTo("failed");
            assertThat(failed.error()).contains("status 404");
            pull.run();
            List<RunRecord> runs = Pulls.of(pull.context).store().runs("orders", 10);
            assertThat(runs).extracting(RunRecord::result).containsExactly("ok");
            assertThat(runs.get(0).resumed()).isTrue();
            assertThat(runs.get(0).rows()).isEqualTo(2);
            assertThat(runs.get(0).requests()).isEqualTo(1);
        }
    }
}
