package io.qanat.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.crash.StepDisk;
import io.qanat.crash.StepDisk.Fault;
import io.qanat.crash.StepDisk.Step;
import io.qanat.pull.RunResult.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A disk that is full or fails at any of the changes which a run makes on it. */
class DiskFaultRoutesTest {
    @TempDir
    private Path folder;

    /** What is wrong with the disk, in the system's words, and from when until when. */
    enum Trouble {
        FULL("No space left on device", EnumSet.of(Step.WHOLE_FILE, Step.APPEND, Step.FOLDER), true),
        FAILS_ONCE("Input/output error", EnumSet.allOf(Step.class), false),
        FAILS_AND_STAYS_SO("Input/output error", EnumSet.allOf(Step.class), true),
        NEVER_SYNCS("Input/output error", EnumSet.of(Step.SYNC), true),
        NEVER_RENAMES("Input/output error", EnumSet.of(Step.RENAME), true),
        READ_ONLY("Read-only file system", EnumSet.complementOf(EnumSet.of(Step.SYNC)), true);

        private final String reason;

        @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
        private final Set<Step> steps;

        private final boolean stays;

        Trouble(String reason, Set<Step> steps, boolean stays) {
            this.reason = reason;
            this.steps = steps;
            this.stays = stays;
        }
    }

    /** A trouble that begins at the n-th of its steps and is over when somebody sees to it. */
    private static final class Begun implements StepDisk.Fate {
        private final Trouble trouble;
        private final int at;
        private int seen;
        private boolean over;
        private @Nullable String first;

        Begun(Trouble trouble, int at) {
            this.trouble = trouble;
            this.at = at;
        }

        @Override
        public @Nullable Fault of(int number, Step step, Path path) {
            if (over || !trouble.steps.contains(step)) {
                return null;
            }
            seen++;
            if (seen < at || (seen > at && !trouble.stays)) {
                return null;
            }
            first = first == null ? step + " " + path.getFileName() : first;
            return new Fault(step != Step.DELETE_TREE, new IOException(trouble.reason));
        }

        boolean came() {
            return first != null;
        }

        @Override
        public String toString() {
            return trouble + " at " + at + ", " + first;
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_was_fetched_is_kept_and_the_next_run_goes_on(Trouble trouble) throws Exception {
        boolean came = true;
        for (int at = 1; came; at++) {
            Begun begun = new Begun(trouble, at);
            try {
                came = trouble(folder.resolve("" + at), begun);
            } catch (AssertionError e) {
                throw new AssertionError(begun + ": " + e.getMessage(), e);
            }
        }
    }

    private static boolean trouble(Path place, Begun begun) throws Exception {
        try (Ledger ledger = new Ledger(place);
                PullHarness process = ledger.process(new StepDisk(begun))) {
            RunResult first = process.run();
            ledger.requireNothingOrAll();
            if (first.result() != Outcome.OK) {
                requireClear(first);
            }
            begun.over = true;
            int asked = ledger.asked().size();
            RunResult second = process.run();
            assertThat(second.error()).isNull();
            ledger.requireAllAndTidy();
            requireNoPageAgain(ledger, first, second, asked);
            return begun.came();
        }
    }

    private static void requireClear(RunResult failed) {
        assertThat(failed.result()).isEqualTo(Outcome.FAILED);
        assertThat(failed.error())
                .isNotEmpty()
                .hasLineCount(1)
                .doesNotContain("Exception", "io.qanat")
                .matches("(orders|table (left|right)|/[^ ]+/state[^ ]*): .*")
                .containsAnyOf("No space left on device", "Input/output error", "Read-only file system");
    }

    /** The page that could not be kept is asked for again. */
    private static void requireNoPageAgain(Ledger ledger, RunResult first, RunResult second, int asked) {
        if (first.result() == Outcome.OK) {
            assertThat(ledger.asked()).hasSize(2 * Ledger.PAGES);
            return;
        }
        ledger.requireAsked(1);
        assertThat(ledger.asked().size() - asked).as("asked again").isLessThanOrEqualTo(Ledger.PAGES - asked + 1);
        assertThat(second.pages()).isEqualTo(Ledger.PAGES);
    }
}
