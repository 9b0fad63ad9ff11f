package io.qanat.pull;

import static io.qanat.pull.Things.PAGED;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.disk.Disk;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.FaultServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run that is complete, but whose publishing was interrupted. */
@Timeout(60)
class RecoveryTest {
    @TempDir
    Path data;

    private PullHarness start(FaultServer server) throws Exception {
        return PullHarness.prepared(
                harness -> {
                    harness.store.fail("publish memory");
                    harness.property("qanat.data", data.toString());
                },
                RouteText.api(server.url()),
                RouteText.pullWith(RouteText.COLLECT + "\n- to: table:things", PAGED));
    }

    private PullHarness again(PullHarness first, FaultServer server, String... parameters) throws Exception {
        return first.another(
                harness -> harness.property("qanat.data", data.toString()),
                RouteText.api(server.url()),
                RouteText.pullWith(RouteText.COLLECT + "\n- to: table:things", parameters));
    }

    @Test
    void another_process_publishes_it_without_a_request() throws Exception {
        try (FaultServer server = Things.three();
                PullHarness first = start(server)) {
            RunResult interrupted = first.run();
            assertThat(interrupted.result()).isEqualTo(Outcome.FAILED);
            assertThat(data.resolve("things/_manifest.json")).doesNotExist();
            first.context.stop();
            first.store.failing.clear();
            try (PullHarness second = again(first, server, PAGED)) {
                RunResult finished = second.run();
                assertThat(finished.result()).isEqualTo(Outcome.OK);
                assertThat(finished.run()).isEqualTo(interrupted.run());
                assertThat(finished.resumed()).isTrue();
                assertThat(finished.rows()).isEqualTo(3);
                assertThat(second.ids()).containsExactly(1L, 2L, 3L);
                assertThat(data.resolve("things/_manifest.json")).content().contains(interrupted.run());
                assertThat(data.resolve("things/.staging/" + interrupted.run())).doesNotExist();
                assertThat(server.requests()).hasSize(3);
            }
        }
    }

    @Test
    void it_is_published_though_the_route_has_changed() throws Exception {
        try (FaultServer server = Things.three();
                PullHarness first = start(server)) {
            RunResult interrupted = first.run();
            first.context.stop();
            first.store.failing.clear();
            try (PullHarness second = again(first, server, "path=/other", "pagination=none")) {
                assertThat(second.run().run()).isEqualTo(interrupted.run());
                assertThat(second.ids()).containsExactly(1L, 2L, 3L);
                assertThat(server.requests()).hasSize(3);
            }
        }
    }

    @Test
    void the_run_after_it_is_a_new_one() throws Exception {
        try (FaultServer server = FaultServer.start(
                        Things.FIRST, Things.SECOND, Things.LAST, Things.FIRST, Things.SECOND, Things.LAST);
                PullHarness first = start(server)) {
            RunResult interrupted = first.run();
            first.store.failing.clear();
            assertThat(first.run().run()).isEqualTo(interrupted.run());
            assertThat(first.run().run()).isGreaterThan(interrupted.run());
            assertThat(server.requests()).hasSize(6);
        }
    }

    @Test
    void a_table_whose_prepared_files_were_removed_gets_its_pages_again_without_a_request() throws Exception {
        try (FaultServer server = Things.three();
                PullHarness first = start(server)) {
            RunResult interrupted = first.run();
            first.store.failing.clear();
            Disk.LOCAL.deleteTree(data.resolve("things"));

            RunResult again = first.run();

            assertThat(again.error()).isNull();
            assertThat(again.run()).isEqualTo(interrupted.run());
            assertThat(Files.readString(data.resolve("things/_manifest.json"))).contains(interrupted.run());
            assertThat(first.ids()).containsExactly(1L, 2L, 3L);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void an_unfinished_run_that_is_given_up_leaves_nothing_in_staging() throws Exception {
        try (FaultServer server =
                        FaultServer.start(Things.FIRST, io.qanat.testserver.Behaviours.status(404), Things.LAST);
                PullHarness first = start(server)) {
            first.store.failing.clear();
            RunResult failed = first.run();
            Path left = Files.createDirectories(data.resolve("things/.staging/" + failed.run()));
            RunResult fresh =
                    first.runs("orders", RunOptions.of(true, null, null)).get(0);
            assertThat(fresh.result()).isEqualTo(Outcome.OK);
            assertThat(left).doesNotExist();
            assertThat(first.store.calls).contains("discard memory");
        }
    }
}
