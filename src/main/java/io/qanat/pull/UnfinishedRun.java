package io.qanat.pull;

import io.qanat.journal.Journal;
import io.qanat.journal.JournalCorruptException;
import io.qanat.journal.JournalEmptyException;
import io.qanat.state.PullState;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run that isn't published, and whose pages are kept for the next run to go on with. Immutable.
 *
 * @param run its id
 * @param begun when it began; null if its journal can't be read
 * @param range the range that was asked for by hand, or {@code (of the schedule)}
 * @param pages how many pages are kept
 * @param obstacle why the next run will begin afresh instead; null if it goes on, unless the route is changed before
 */
public record UnfinishedRun(
        String run,
        @Nullable Instant begun,
        String range,
        int pages,
        @Nullable String obstacle) {
    /** Pages that are older would stand beside newer ones in one table. */
    static final Duration LONGEST_PAUSE = Duration.ofDays(7);

    /** So often a run may fail at the same place. */
    private static final int MOST_SAME_FAILURES = 2;

    /** Whether the next run goes on with it. */
    public boolean goesOn() {
        return obstacle == null;
    }

    /** That of a pull; null if there is none. Only looked at, so that the run may be going on meanwhile. */
    static @Nullable UnfinishedRun find(Journals journals, String pull, PullState state, Instant now) {
        try {
            Path file = journals.unfinished(pull);
            return file == null ? null : look(file, state, now);
        } catch (JournalEmptyException | NoSuchFileException e) {
            return null; // never begun properly, or published in this moment
        } catch (IOException e) {
            throw new JournalException(
                    pull + ": whether a run is unfinished can't be read in " + journals.folder() + " (" + e.getMessage()
                            + ")",
                    e);
        }
    }

    private static @Nullable UnfinishedRun look(Path file, PullState state, Instant now) throws IOException {
        String run = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        try {
            Journal.Look journal = Journal.look(file);
            JournalHeader header = JournalHeader.of(journal.header());
            return header.run().equals(state.lastRun())
                    ? null // it was published; only to remove the file was left
                    : new UnfinishedRun(
                            header.run(),
                            header.begun(),
                            header.options().range(),
                            journal.pages(),
                            obstacle(header, state, journal, now));
        } catch (JournalCorruptException e) {
            return new UnfinishedRun(run, null, "", 0, String.valueOf(e.getMessage()));
        }
    }

    /** Why a run can't be gone on with, as far as its journal alone tells; null if it can. */
    static @Nullable String obstacle(JournalHeader header, PullState state, Journal.Look journal, Instant now) {
        if (!Objects.equals(header.state().lastRun(), state.lastRun())) {
            return "another run was published since (" + state.lastRun() + ")";
        }
        if (Duration.between(header.begun(), now).compareTo(LONGEST_PAUSE) > 0) {
            return "it is older than " + LONGEST_PAUSE.toDays() + " days";
        }
        if (KeptJournal.useless(journal)) {
            return "its pages can't lead to an end that could be published";
        }
        return KeptJournal.sameFailures(journal) >= MOST_SAME_FAILURES
                ? "it has failed " + MOST_SAME_FAILURES + " times at the same place"
                : null;
    }
}
