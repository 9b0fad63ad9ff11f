package io.qanat.pull;

import io.qanat.api.Apis;
import io.qanat.disk.Disk;
import io.qanat.incremental.Bounds;
import io.qanat.incremental.IncrementalSettings;
import io.qanat.incremental.Windows;
import io.qanat.journal.Journal;
import io.qanat.journal.JournalCorruptException;
import io.qanat.journal.JournalEmptyException;
import io.qanat.journal.SecretMarks;
import io.qanat.state.PullLock;
import io.qanat.state.PullState;
import io.qanat.state.StateStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a pull goes on with the run that is unfinished or begins a new one. Thread-safe. */
final class RunPlanner {
    private static final Logger LOG = LoggerFactory.getLogger(RunPlanner.class);

    private final CamelContext context;
    private final Pulls pulls;

    RunPlanner(CamelContext context, Pulls pulls) {
        this.context = context;
        this.pulls = pulls;
    }

    /**
     * Settles the next run.
     *
     * @param done what the run before asked for, which another window of the same firing follows; null if there is none
     * @throws RunException if the unfinished run is of another range than what is asked for
     * @throws JournalException if no journal can be begun
     */
    RunPlan plan(PullSettings settings, RunOptions options, @Nullable Bounds done, PullLock lock) {
        StateStore store = pulls.store();
        PullState state = store.read(settings.name());
        try {
            if (options.replayed() != null) {
                return archived(settings, options, options.replayed(), state, store, lock);
            }
            RunPlan unfinished = unfinished(settings, options, state, store, lock);
            return unfinished != null
                    ? unfinished
                    : fresh(settings, options, bounds(settings, options, state, done), state, store, lock);
        } catch (IOException e) {
            throw new JournalException(
                    settings.name() + ": its journal can't be written in "
                            + pulls.journals().folder() + " (" + Disk.reason(e)
                            + "): make room, give rights, or set qanat.journal to another folder",
                    e);
        }
    }

    /** The plan of a run that is only looked at: nothing is taken, and nothing is kept. */
    RunPlan look(PullSettings settings) {
        StateStore store = pulls.store();
        PullState state = store.read(settings.name());
        Instant now = pulls.now();
        return new RunPlan(
                RunId.next(now, state.lastRun()),
                now,
                RunOptions.NONE,
                bounds(settings, RunOptions.NONE, state, null),
                state,
                marks(settings),
                new NoJournal(),
                store,
                new NoLock());
    }

    /** Of a run that publishes nothing. */
    private record NoLock() implements PullLock {
        @Override
        public void requireHeld() {
            throw new IllegalStateException("a run that is only looked at is never published");
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    /** A new run over the pages of an old one, which asked for what it asked for. */
    private RunPlan archived(
            PullSettings settings,
            RunOptions options,
            String replayed,
            PullState state,
            StateStore store,
            PullLock lock)
            throws IOException {
        Journal journal = pulls.journals().open(pulls.journals().requireArchive(replayed), marks(settings));
        JournalHeader header = JournalHeader.of(journal.header());
        Instant now = pulls.now();
        return new RunPlan(
                RunId.next(now, state.lastRun()),
                now,
                options,
                header.bounds(),
                header.state(),
                marks(settings),
                new ArchivedJournal(journal),
                store,
                lock);
    }

    private @Nullable Bounds bounds(PullSettings settings, RunOptions options, PullState state, @Nullable Bounds done) {
        IncrementalSettings increments = settings.increments();
        if (increments == null) {
            requireNoRange(settings, options);
            return null;
        }
        Windows windows = new Windows(increments, settings.name());
        return done != null
                ? windows.next(done, pulls.now())
                : windows.first(
                        increments.bookmark(state.values().get(RunPlan.BOOKMARK), settings.name()),
                        increments.backfill(options.since(), options.until(), settings.name()),
                        pulls.now());
    }

    private static void requireNoRange(PullSettings settings, RunOptions options) {
        if (options.backfill()) {
            throw new RunException(settings.name()
                    + ": has no incrementalField, so that --since and --until mean nothing to it; leave them out");
        }
    }

    /** The run that is gone on with, or null if there is none, or none that can be gone on with: that one is set aside. */
    private @Nullable RunPlan unfinished(
            PullSettings settings, RunOptions options, PullState state, StateStore store, PullLock lock)
            throws IOException {
        Path file = pulls.journals().unfinished(settings.name());
        if (file == null) {
            return null;
        }
        Journal journal = open(settings, file);
        if (journal == null) {
            return null;
        }
        JournalHeader header = JournalHeader.of(journal.header());
        if (header.run().equals(state.lastRun())) {
            journal.close();
            pulls.journals().ended(file, settings.keepRaw()); // it was published; only this was left to do
            return null;
        }
        String obstacle = obstacle(settings, options, state, journal, header);
        if (obstacle != null) {
            setAside(settings, journal, obstacle);
            return null;
        }
        requireSameRange(header, options);
        LOG.info(
                "{}: goes on with run {} of {}, of which {} pages are kept",
                settings.name(),
                header.run(),
                header.begun(),
                journal.pages());
        KeptJournal kept = pulls.journals().resume(journal, settings.keepRaw());
        return new RunPlan(
                header.run(),
                header.begun(),
                header.options(),
                header.bounds(),
                header.state(),
                marks(settings),
                kept,
                store,
                lock);
    }

    /** Null if it is damaged, or was never begun properly: then there is nothing to go on with. */
    private @Nullable Journal open(PullSettings settings, Path file) throws IOException {
        try {
            return pulls.journals().open(file, marks(settings));
        } catch (JournalEmptyException e) {
            pulls.journals().ended(file, false);
            return null;
        } catch (JournalCorruptException e) {
            Path kept = pulls.journals().setAside(file);
            LOG.error("{}: {}; it is kept as {}, and the pull begins afresh", settings.name(), e.getMessage(), kept);
            return null;
        }
    }

    /** Why the unfinished run can't be gone on with; null if it can. */
    private @Nullable String obstacle(
            PullSettings settings, RunOptions options, PullState state, Journal journal, JournalHeader header) {
        Set<String> changed = header.changed(digests(settings));
        if (options.fresh()) {
            return "a fresh begin was asked for";
        }
        if (!changed.isEmpty()) {
            return "the route has changed since (" + String.join(", ", changed) + ")";
        }
        return UnfinishedRun.obstacle(
                header, state, new Journal.Look(journal.header(), journal.pages(), journal.notes()), pulls.now());
    }

    private void setAside(PullSettings settings, Journal journal, String obstacle) throws IOException {
        KeptJournal.addresses(journal)
                .forEach(address ->
                        discard(address, JournalHeader.of(journal.header()).run()));
        journal.close();
        Path kept = pulls.journals().setAside(journal.file());
        LOG.warn(
                "{}: the unfinished run with {} pages is given up, since {}; its journal is kept as {}, and the pull begins afresh",
                settings.name(),
                journal.pages(),
                obstacle,
                kept);
    }

    /** What it prepared is in nobody's way for long: the sink's next run removes it as well. */
    private void discard(String address, String run) {
        try {
            pulls.recovery().of(address).discard(address, run);
        } catch (IOException | RuntimeException e) {
            LOG.warn("{}: what run {} left there can't be removed now ({})", address, run, e.toString());
        }
    }

    private static void requireSameRange(JournalHeader header, RunOptions options) {
        if (options.backfill() && !header.options().sameRange(options)) {
            throw new RunException(header.pull() + ": run " + header.run() + " "
                    + header.options().range()
                    + " is unfinished: pull it first without another range, or give it up with --fresh");
        }
    }

    private RunPlan fresh(
            PullSettings settings,
            RunOptions options,
            @Nullable Bounds bounds,
            PullState state,
            StateStore store,
            PullLock lock)
            throws IOException {
        Instant now = pulls.now();
        String id = RunId.next(now, state.lastRun());
        JournalHeader header = new JournalHeader(settings.name(), id, now, options, bounds, state, digests(settings));
        RunJournal journal = pulls.journaled()
                ? pulls.journals().create(settings.name(), id, header.json(), marks(settings), settings.keepRaw())
                : new NoJournal();
        return new RunPlan(id, now, options, bounds, state, marks(settings), journal, store, lock);
    }

    /** What makes the pull's requests and reads their answers, by name, as digests. */
    private Map<String, String> digests(PullSettings settings) {
        URI url = Apis.of(context).url(settings.api());
        Map<String, String> digests = new HashMap<>(settings.digests());
        digests.put("url", url == null ? "" : Digests.of(url.toString()));
        return digests;
    }

    private SecretMarks marks(PullSettings settings) {
        return new HiddenSecrets(Apis.of(context).secrets(settings.api()));
    }
}
