package io.qanat.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.crash.StepDisk;
import io.qanat.crash.StepDisk.Fault;
import io.qanat.crash.StepDisk.Step;
import io.qanat.pull.RunResult.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies at any of the changes it makes on the disk; the next one goes on. */
class CrashRoutesTest {
    /** Steps that a process may have half done when it dies. */
    private static final Set<Step> TEARABLE = Set.of(Step.WHOLE_FILE, Step.APPEND, Step.DELETE_TREE);

    /** About so many steps has a process that isn't disturbed. */
    private static final int STEPS = 75;

    private static final int ROUNDS = 20;

    @TempDir
    private Path folder;

    /** Dies at a step: it and all that follow are not done. */
    private static final class Death implements StepDisk.Fate {
        private final int at;
        private final boolean half;
        private @Nullable String step;
        private boolean torn;

        Death(int at, boolean half) {
            this.at = at;
            this.half = half;
        }

        @Override
        public @Nullable Fault of(int number, Step kind, Path path) {
            if (number < at) {
                return null;
            }
            if (number > at) {
                return new Fault(false, new IOException("dead"));
            }
            step = kind + " " + path.getFileName();
            torn = half && TEARABLE.contains(kind);
            return new Fault(torn, new IOException("dead"));
        }

        boolean lived() {
            return step == null;
        }

        @Override
        public String toString() {
            return "step " + at + ", " + step + (torn ? ", half done" : "");
        }
    }

    /** Processes that die, each of them, and one that doesn't. */
    private List<Death> die(Path place, List<Death> deaths) throws Exception {
        try (Ledger ledger = new Ledger(place)) {
            for (Death death : deaths) {
                live(ledger, death);
                ledger.requireNothingOrAll();
            }
            requireRecovered(ledger, deaths);
            return deaths;
        }
    }

    private static void live(Ledger ledger, Death death) throws Exception {
        try (PullHarness process = ledger.process(new StepDisk(death))) {
            Outcome outcome = process.run().result();
            assertThat(death.lived() ? Outcome.OK : outcome).isEqualTo(outcome);
        }
    }

    private static void requireRecovered(Ledger ledger, List<Death> deaths) throws Exception {
        try (PullHarness next = ledger.process(new StepDisk(StepDisk.SOUND))) {
            assertThat(next.run())
                    .as("%s", deaths)
                    .extracting(RunResult::result)
                    .isEqualTo(Outcome.OK);
            int runs = Pulls.of(next.context).store().runs("orders", 10).size();
            ledger.requireAllAndTidy();
            ledger.requireAsked(runs);
            ledger.requireHistory(next, runs);
            assertThat(runs).as("%s", deaths).isLessThanOrEqualTo(deaths.size() + 1);
        } catch (AssertionError e) {
            throw new AssertionError(deaths + ": " + e.getMessage(), e);
        }
    }

    @Test
    void a_process_that_dies_before_any_step_loses_nothing_and_doubles_nothing() throws Exception {
        boolean lived = false;
        for (int step = 1; !lived; step++) {
            lived = die(folder.resolve("" + step), List.of(new Death(step, false)))
                    .get(0)
                    .lived();
        }
    }

    @Test
    void a_process_that_dies_in_the_middle_of_a_step_loses_nothing_and_doubles_nothing() throws Exception {
        List<Integer> tearable = tearable();
        for (int step : tearable) {
            die(folder.resolve("torn" + step), List.of(new Death(step, true)));
        }
        assertThat(tearable).hasSizeGreaterThan(2 * Ledger.PAGES);
    }

    /** The numbers of the steps that can be half done. */
    private List<Integer> tearable() throws Exception {
        List<Integer> tearable = new ArrayList<>();
        StepDisk.Fate notes = (number, step, path) -> {
            if (TEARABLE.contains(step)) {
                tearable.add(number);
            }
            return null;
        };
        try (Ledger ledger = new Ledger(folder.resolve("sound"));
                PullHarness process = ledger.process(new StepDisk(notes))) {
            assertThat(process.run().result()).isEqualTo(Outcome.OK);
        }
        return tearable;
    }

    @Test
    void processes_that_die_one_after_the_other_lose_nothing_and_double_nothing() throws Exception {
        Random random = new Random();
        for (int round = 0; round < ROUNDS; round++) {
            List<Death> deaths = Stream.generate(() -> new Death(1 + random.nextInt(STEPS), random.nextBoolean()))
                    .limit(2 + random.nextInt(2))
                    .toList();
            die(folder.resolve("round" + round), deaths);
        }
    }

    /** Half of its sinks may have published it: to begin afresh with another route would leave them so. */
    @Test
    void a_run_that_died_while_it_was_published_is_published_though_the_route_has_changed() throws Exception {
        AtomicBoolean dead = new AtomicBoolean();
        StepDisk.Fate dying = (number, step, path) -> {
            boolean second = step == Step.RENAME && path.toString().matches(".*/right/.staging/(.*)/\\1-00001.parquet");
            return second || dead.get() ? new Fault(dead.getAndSet(true), new IOException("dead")) : null;
        };
        try (Ledger ledger = new Ledger(folder)) {
            try (PullHarness process = ledger.process(new StepDisk(dying))) {
                assertThat(process.run().result()).isEqualTo(Outcome.FAILED);
                assertThat(dead).isTrue();
            }
            try (PullHarness next = ledger.process(new StepDisk(StepDisk.SOUND), "pageSize=7")) {
                assertThat(next.run().error()).isNull();
            }
            ledger.requireAllAndTidy();
            ledger.requireAsked(1);
        }
    }
}
