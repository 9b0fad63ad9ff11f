package io.qanat.pull;

import static io.qanat.pull.Things.assertNothingPublished;
import static io.qanat.pull.Things.three;
import static io.qanat.pull.Things.withExtras;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.FaultServer;
import org.junit.jupiter.api.Test;

/** All sinks of a run publish, or none that can help it. */
class SinkRuleTest {
    @Test
    void a_sink_that_cannot_prepare_keeps_all_from_publishing() throws Exception {
        try (FaultServer server = three();
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.store.fail("prepare second"),
                        RouteText.api(server.url()),
                        withExtras("", RouteText.COLLECT + "\n- process: { ref: collectToo }"))) {
            RunResult result = pull.run();
            assertNothingPublished(pull, result);
            assertThat(result.error()).isEqualTo("the disk is full");
            assertThat(pull.store.calls)
                    .containsExactly("prepare memory", "prepare second", "discard memory", "discard second");
        }
    }

    @Test
    void a_sink_that_cannot_publish_fails_the_run_and_is_published_by_the_next_firing() throws Exception {
        try (FaultServer server = three();
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.store.fail("publish second"),
                        RouteText.api(server.url()),
                        withExtras("", RouteText.COLLECT + "\n- process: { ref: collectToo }"))) {
            RunResult result = pull.run();
            assertThat(result.result()).isEqualTo(Outcome.FAILED);
            assertThat(result.error())
                    .matches("orders: run \\S+ is complete, but second could not be published now: the disk is"
                            + " full; the next firing tries it again, without requests");
            assertThat(pull.store.calls).endsWith("publish memory", "publish second");

            assertThat(pull.run().error()).contains("can't be published to memory:second (the disk is full)");
            pull.store.failing.clear();
            RunResult finished = pull.run();
            assertThat(finished.result()).isEqualTo(Outcome.OK);
            assertThat(finished.run()).isEqualTo(result.run());
            assertThat(pull.store.published.get("second")).hasSize(3);
            assertThat(pull.ids()).containsExactly(1L, 2L, 3L);
            assertThat(server.requests()).hasSize(3);
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
}
