package io.qanat.pull;

import static io.qanat.testserver.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.api.Apis;
import io.qanat.crash.StepDisk;
import io.qanat.crash.StepDisk.Fault;
import io.qanat.crash.StepDisk.Step;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.testing.TestClock;
import io.qanat.testserver.FaultServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that is put back between two runs. */
class ClockRoutesTest {
    private static final Instant EARLIER = Instant.parse("2026-11-23T07:00:00Z");

    @TempDir
    private Path folder;

    private static Consumer<PullHarness> earlier(Consumer<PullHarness> also) {
        return harness -> {
            also.accept(harness);
            Apis.of(harness.context).setWaiting(TestClock.at(EARLIER));
        };
    }

    @Test
    void a_run_is_later_than_the_one_before_whatever_the_clock_says() throws Exception {
        try (Ledger ledger = new Ledger(folder);
                PullHarness first = ledger.process(new StepDisk(StepDisk.SOUND))) {
            RunResult before = first.run();
            first.context.stop();
            try (PullHarness second =
                    first.another(earlier(ledger.on(new StepDisk(StepDisk.SOUND))), ledger.routes())) {
                RunResult after = second.run();
                assertThat(after.result()).isEqualTo(Outcome.OK);
                assertThat(after.run()).isGreaterThan(before.run());
                assertThat(Pulls.of(second.context).store().runs("orders", 10))
                        .extracting(run -> run.run())
                        .containsExactly(after.run(), before.run());
            }
            ledger.requireAllAndTidy();
        }
    }

    /** The journal takes two pages. */
    private static StepDisk smallDisk() {
        AtomicInteger pages = new AtomicInteger();
        return new StepDisk((number, step, path) -> {
            boolean page = step == Step.APPEND && path.toString().endsWith(".journal");
            return page && pages.incrementAndGet() > 5 ? new Fault(false, new IOException("full")) : null;
        });
    }

    @Test
    void a_run_that_was_interrupted_goes_on_before_it_began() throws Exception {
        try (Ledger ledger = new Ledger(folder);
                PullHarness first = ledger.process(smallDisk())) {
            RunResult before = first.run();
            assertThat(before.result()).isEqualTo(Outcome.FAILED);
            assertThat(before.pages()).isBetween(1L, Ledger.PAGES - 1L);
            first.context.stop();
            try (PullHarness second =
                    first.another(earlier(ledger.on(new StepDisk(StepDisk.SOUND))), ledger.routes())) {
                RunResult after = second.run();
                assertThat(after.result()).isEqualTo(Outcome.OK);
                assertThat(after.resumed()).isTrue();
                assertThat(after.run()).isEqualTo(before.run());
                assertThat(after.time().isNegative()).isFalse();
            }
            ledger.requireAllAndTidy();
            ledger.requireAsked(1);
        }
    }

    @Test
    void a_bookmark_is_not_put_back_with_the_clock() throws Exception {
        String[] incremental = {
            "path=/things",
            "pagination=none",
            "incrementalField=/at",
            "incrementalParam=since",
            "incrementalUntilParam=until"
        };
        String record = "[{\"id\":%d,\"at\":\"2026-11-23T09:%02d:00Z\"}]";
        try (FaultServer server =
                        FaultServer.start(json(record.formatted(1, 10)), json("[]"), json(record.formatted(2, 20)));
                PullHarness first = PullHarness.start(RouteText.api(server.url()), RouteText.pull(incremental))) {
            assertThat(first.run().result()).isEqualTo(Outcome.OK);
            first.context.stop();
            try (PullHarness second =
                    first.another(earlier(harness -> {}), RouteText.api(server.url()), RouteText.pull(incremental))) {
                assertThat(second.run().error()).isNull();
            }
            try (PullHarness third = first.another(RouteText.api(server.url()), RouteText.pull(incremental))) {
                assertThat(third.run().result()).isEqualTo(Outcome.OK);
                assertThat(third.ids()).isEqualTo(List.of(1L, 2L));
            }
            assertThat(server.requests().get(2).target()).contains("since=2026-11-23T09%3A10%3A00Z");
        }
    }
}
