package io.qanat.pull;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.disk.Disk;
import io.qanat.journal.Journal;
import io.qanat.page.Answer;
import io.qanat.state.Commit;
import io.qanat.state.PullLock;
import io.qanat.state.PullNames;
import io.qanat.state.PullState;
import io.qanat.state.StateException;
import io.qanat.state.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of pulls, to be looked at and changed by hand, without their routes. Changes take the pull's lock, so
 * that no run goes on meanwhile. Thread-safe.
 */
public final class PullMemory implements AutoCloseable {
    private final StateStore store;
    private final Journals journals;
    private final InstantSource clock;

    private PullMemory(StateStore store, Journals journals, InstantSource clock) {
        this.store = store;
        this.journals = journals;
        this.clock = clock;
    }

    /**
     * Opens it.
     *
     * @throws StateException if the state can't be reached
     */
    public static PullMemory open(Storage storage) {
        return new PullMemory(storage.store(Disk.LOCAL), storage.journals(Disk.LOCAL), InstantSource.system());
    }

    /**
     * The runs whose pages are kept, the latest first; the state isn't needed.
     *
     * @throws JournalException if their folder can't be read
     */
    public static List<Archive> archives(Storage storage) {
        try {
            return storage.journals(Disk.LOCAL).archives();
        } catch (IOException e) {
            throw new JournalException(storage.journal() + ": can't be read (" + e + ")", e);
        }
    }

    /**
     * A run whose pages are kept.
     *
     * @param pull its pull
     * @param run its id
     */
    public record Archive(String pull, String run) {
        static Archive of(Path folder, Path file) {
            String name = folder.getFileName().toString();
            String pull = PullNames.pull(name);
            return new Archive(
                    pull == null ? name : pull, file.getFileName().toString().replaceFirst("\\.[^.]*$", ""));
        }
    }

    /**
     * The kept pages of a run as the API answered them, those of one slice after the other.
     *
     * @param instead what stands in the place of credentials
     * @throws RunException if none are kept
     * @throws JournalException if they can't be read
     */
    public static List<Answer> pages(Storage storage, String run, String instead) {
        Journals journals = storage.journals(Disk.LOCAL);
        List<Answer> pages = new ArrayList<>();
        try (Journal archive = journals.open(journals.requireArchive(run), new HiddenForGood(instead))) {
            for (String slice : archive.slices()) {
                for (int page = 1; page <= archive.pages(slice); page++) {
                    pages.add(Objects.requireNonNull(StoredPages.read(archive, slice, page)));
                }
            }
            return pages;
        } catch (IOException e) {
            throw new JournalException("run " + run + ": its pages can't be read (" + e.getMessage() + ")", e);
        }
    }

    /** The state itself. */
    public StateStore store() {
        return store;
    }

    /** What a pull begins its next run with. */
    public Remembered read(String pull) {
        return Remembered.of(store.read(pull));
    }

    /** The pull's unfinished run; null if there is none. */
    public @Nullable UnfinishedRun unfinished(String pull) {
        return UnfinishedRun.find(journals, pull, store.read(pull), clock.instant());
    }

    /** Who has the pull now, in words; null if nobody has. To find out, it is taken for a moment. */
    public @Nullable String holder(String pull) {
        try (PullLock lock = store.lock(pull)) {
            return lock == null ? store.holder(pull) : null;
        }
    }

    /**
     * Forgets bookmark and cursors, so that the next run begins as the first one did. The history stays.
     *
     * @param fresh whether an unfinished run is given up
     * @return what was remembered before
     * @throws RunException if the pull is running, or has a run that must end before
     */
    public Remembered forget(String pull, boolean fresh) {
        return edit(pull, fresh, values -> {
            values.remove(RunPlan.BOOKMARK);
            values.remove(RunPlan.CURSORS);
            return values;
        });
    }

    /**
     * Sets where the next run begins.
     *
     * @param next makes of what is remembered the bookmark, or the cursors
     * @param fresh whether an unfinished run is given up
     * @return what was remembered before
     * @throws RunException if the pull is running, or has a run that must end before
     */
    public Remembered change(String pull, UnaryOperator<Remembered> next, boolean fresh) {
        String lastRun = store.read(pull).lastRun();
        return edit(pull, fresh, values -> next.apply(Remembered.of(new PullState(lastRun, values)))
                .into(values));
    }

    private Remembered edit(String pull, boolean fresh, UnaryOperator<Map<String, JsonNode>> change) {
        try (PullLock lock = taken(pull)) {
            requireNothingToPublish(pull);
            UnfinishedRun unfinished = unfinished(pull);
            if (unfinished != null && unfinished.goesOn() && !fresh) {
                throw new RunException(unfinished(pull, unfinished));
            }
            PullState before = store.read(pull);
            PullState after = new PullState(before.lastRun(), change.apply(new HashMap<>(before.values())));
            if (unfinished != null) {
                setAside(pull);
            }
            lock.requireHeld();
            store.write(pull, after);
            return Remembered.of(before);
        }
    }

    private PullLock taken(String pull) {
        PullLock lock = store.lock(pull);
        if (lock == null) {
            throw new RunException(pull + ": is running in " + store.holder(pull)
                    + ", which will remember something else when it ends; nothing was changed: wait, or stop it first");
        }
        return lock;
    }

    private void requireNothingToPublish(String pull) {
        Commit pending = store.pending(pull);
        if (pending != null) {
            throw new RunException(pull + ": run " + pending.run()
                    + " is complete and about to be published, with what is remembered then; nothing was changed:"
                    + " run \"qanat pull " + pull + "\" first, which publishes it");
        }
    }

    private static String unfinished(String pull, UnfinishedRun run) {
        return pull + ": run " + run.run() + " is unfinished: the next run would go on with its " + run.pages()
                + " pages and its old bounds, and then remember where it came to; nothing was changed: finish it with"
                + " \"qanat pull " + pull + "\", or give it up with --fresh here";
    }

    /** What its sinks have staged is removed by their next run. */
    private void setAside(String pull) {
        try {
            Path file = journals.unfinished(pull);
            if (file != null) {
                journals.setAside(file);
            }
        } catch (IOException e) {
            throw new JournalException(pull + ": the unfinished run can't be given up (" + e + ")", e);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
