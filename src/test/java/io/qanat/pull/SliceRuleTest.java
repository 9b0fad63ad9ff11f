package io.qanat.pull;

import static io.qanat.pull.Things.FIRST;
import static io.qanat.pull.Things.LAST;
import static io.qanat.pull.Things.assertNothingPublished;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

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

/** Slices are published together or not at all. */
class SliceRuleTest {
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
                                "path=/things/{of}",
                                "pagination=cursor",
                                "forEach=of=list:a,b,c,d",
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
                        RouteText.pull("path=/things/{of}", "pagination=cursor", "forEach=of=list:a,b,c,d"))) {
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
                                "path=/things/{of}",
                                "pagination=cursor",
                                "forEach=of=list:a,b",
                                "partitionConcurrency=2"))) {
            RunResult result = pull.run();
            assertNothingPublished(pull, result);
            assertThat(result.error()).contains("/things/b: status 404");
            assertThat(left).isTrue();
            assertThat(result.pages()).isEqualTo(1);
            assertThat(server.requests()).hasSizeBetween(2, 3);
            assertThat(pull.store.calls).containsExactly("discard memory");
        }
    }

    @Test
    @Timeout(20)
    void siblings_of_a_failed_slice_do_not_wait_for_another_attempt() throws Exception {
        CountDownLatch siblingWaits = new CountDownLatch(1);
        FaultServer server = FaultServer.choosing(request -> {
            if (request.path().equals("/things/b")) {
                return Behaviours.after(siblingWaits, status(404));
            }
            return status(503);
        });
        try (server;
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.realTime(siblingWaits::countDown),
                        RouteText.api(server.url(), "jitter=none", "backoffBase=60s"),
                        RouteText.pull(
                                "path=/things/{of}",
                                "pagination=cursor",
                                "forEach=of=list:a,b",
                                "partitionConcurrency=2"))) {
            RunResult result = pull.run();
            assertNothingPublished(pull, result);
            assertThat(result.error()).contains("/things/b: status 404");
            assertThat(server.requests()).hasSize(2);
        }
    }
}
