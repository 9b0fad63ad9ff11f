package io.qanat.pull;

import io.qanat.api.CallCount;
import io.qanat.incremental.Bookmark;
import io.qanat.incremental.BoundaryFilter;
import io.qanat.incremental.Bounds;
import io.qanat.incremental.IncrementalSettings;
import io.qanat.page.Page;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.state.PullState;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a pull, from its first request to its end. It is the exchange property {@value #PROPERTY} of every page.
 * Thread-safe.
 *
 * <p>The rule of commit stands in {@link #end}, and nowhere else: its sinks publish only if every slice came to its end and
 * every page passed the steps. That the route's last step was reached proves nothing: a dead letter channel, {@code stop}
 * or a shutdown end a route as well, without an exception.
 */
public final class Run {
    /** The exchange property that holds the run. */
    public static final String PROPERTY = "QanatRun";

    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final PullSettings settings;
    private final RunPlan plan;
    private final CallCount calls = new CallCount();
    private final AtomicLong pages = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition sliceLeft = lock.newCondition();
    private final Map<String, Sink> sinks = new LinkedHashMap<>();
    private final @Nullable BoundaryFilter filter;
    private final Slices slices;
    private final SliceEnds ends = new SliceEnds();
    private final List<Slice> active = new ArrayList<>();
    private volatile boolean fenced;
    private volatile boolean stopped;

    Run(PullSettings settings, RunPlan plan, Parts parts) {
        this.settings = settings;
        this.plan = plan;
        this.filter = filter(settings, plan);
        this.slices = new Slices(this, parts, settings.partitionConcurrency());
    }

    private static @Nullable BoundaryFilter filter(PullSettings settings, RunPlan plan) {
        IncrementalSettings increments = settings.increments();
        Bounds bounds = plan.bounds();
        if (increments == null || bounds == null) {
            return null;
        }
        Bookmark before = increments.bookmark(plan.state().values().get(RunPlan.BOOKMARK), settings.name());
        return new BoundaryFilter(increments, settings.name(), before, bounds, InstantSource.fixed(plan.begun()));
    }

    PullSettings settings() {
        return settings;
    }

    /** The pull's name. */
    public String pull() {
        return settings.name();
    }

    /** Names the run in files and history: letters, digits and hyphens; later runs of the pull sort after earlier ones. */
    public String id() {
        return plan.id();
    }

    /** Whether it goes on with pages that came before an interruption. */
    public boolean resumed() {
        return plan.journal().resumed();
    }

    RunPlan plan() {
        return plan;
    }

    RunJournal journal() {
        return plan.journal();
    }

    /** A page without the records that were published already. */
    Page withoutKnown(Page page) {
        return filter == null ? page : filter.take(page);
    }

    /** Whether it asks only for what is new. */
    public boolean incremental() {
        return settings.incremental();
    }

    /** Pages that passed the steps so far. */
    public long pages() {
        return pages.get();
    }

    /** Records that came so far. */
    public long rows() {
        return rows.get();
    }

    /** The HTTP requests made for it so far. */
    public CallCount calls() {
        return calls;
    }

    /** Rows in all, as the API told with a page; null if it didn't, or if there are several slices. */
    public @Nullable Long expectedRows() {
        Slice only = slices.only();
        return only == null ? null : only.expectedRows();
    }

    Slices slices() {
        return slices;
    }

    /**
     * The sink of that key, made when its first page comes.
     *
     * @throws RunException if the run has ended: a page that comes later (from a wireTap or an aggregate) would be lost
     */
    public <S extends Sink> S enlist(String key, Class<S> type, Supplier<S> maker) {
        lock.lock();
        try {
            if (fenced) {
                throw tooLate(key);
            }
            return type.cast(sinks.computeIfAbsent(key, k -> joined(maker.get())));
        } finally {
            lock.unlock();
        }
    }

    /** Whoever goes on with the run, or gives it up, must find what the sink has written. */
    private Sink joined(Sink sink) {
        try {
            journal().enlisted(sink.address());
            return sink;
        } catch (RuntimeException e) {
            sink.discard();
            sink.release();
            throw e;
        }
    }

    /** Logged here, since who delivers it is often a route whose exceptions nobody sees. */
    private RunException tooLate(String key) {
        RunException refusal = new RunException(pull() + ": a page came to " + key + " after run " + id()
                + " had ended, and was refused: a wireTap, aggregate or seda in the route works on it too late");
        LOG.error(refusal.getMessage());
        return refusal;
    }

    /** Called at shutdown: no slice asks for another page, and the run ends without publishing. */
    void stop() {
        stopped = true;
        lock.lock();
        try {
            active.forEach(Slice::interrupt);
        } finally {
            lock.unlock();
        }
    }

    boolean stopped() {
        return stopped;
    }

    /** Whether slices may ask for another page. */
    boolean going() {
        return !fenced && !stopped;
    }

    /** Called by each slice before its first request; false if the run is already ending. */
    boolean enter(Slice slice) {
        lock.lock();
        try {
            return !fenced && active.add(slice);
        } finally {
            lock.unlock();
        }
    }

    /** Called when a slice's exchange is done, however it ended. */
    void leave(Slice slice) {
        lock.lock();
        try {
            active.remove(slice);
            slices.left(ends.add(slice));
            sliceLeft.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void pageHandled(int records) {
        pages.incrementAndGet();
        rows.addAndGet(records);
    }

    /**
     * Ends the run: publishes all or nothing. Once it is noted as prepared nothing is discarded: what can't be published now
     * is published by the next process or firing.
     *
     * @param failure what the route's exchange failed with, if it did
     * @param masked takes secrets out of a message
     */
    RunResult end(@Nullable Throwable failure, Instant now, UnaryOperator<String> masked) {
        fence();
        Publication publication = new Publication(pull(), plan, sinks.values());
        Throwable reason = failure != null ? failure : publish(publication, now);
        if (reason != null) {
            publication.discard();
        }
        publication.release();
        if (reason == null) {
            close(() -> journal().end());
            return published(publication, now);
        }
        boolean interrupted = stopped && !publication.noted();
        close(() -> journal().suspend(interrupted ? null : reason));
        return result(
                interrupted ? Outcome.STOPPED : Outcome.FAILED,
                List.of(),
                masked.apply(RunException.messageOf(reason)),
                now);
    }

    private RunResult published(Publication publication, Instant now) {
        String omissions = ends.omissions();
        return result(omissions == null ? Outcome.OK : Outcome.PARTIAL, publication.files(), omissions, now);
    }

    /** What becomes of the journal changes nothing of how the run has ended. */
    private void close(Runnable ending) {
        try {
            ending.run();
        } catch (RuntimeException e) {
            LOG.error("{}: {}", pull(), e.getMessage());
        }
    }

    private RunResult result(Outcome outcome, List<String> files, @Nullable String error, Instant now) {
        return new RunResult(
                pull(),
                id(),
                outcome,
                resumed(),
                pages(),
                rows(),
                calls.requests(),
                calls.retries(),
                calls.limited(),
                calls.bytes(),
                plan.begun(),
                now,
                files,
                error);
    }

    /** No page comes after this: siblings of a slice that failed are interrupted and waited for. */
    private void fence() {
        lock.lock();
        try {
            fenced = true;
            active.forEach(Slice::interrupt);
            while (!active.isEmpty()) {
                sliceLeft.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Throwable publish(Publication publication, Instant now) {
        try {
            requireSlices();
            requireRows();
            publication.prepare();
            publication.publish(nextState(), published(publication, now).record());
            return null;
        } catch (IOException | RuntimeException | Error e) { // an Error, too, must not leave the run open
            return e;
        }
    }

    private void requireSlices() {
        ends.require(pull());
        if (!slices.begun()) {
            throw new RunException(pull() + ": stopped before all of its partitions were begun");
        }
    }

    /** Old pages say nothing of where the next run begins. */
    private PullState nextState() {
        return journal().complete() ? plan.store().read(pull()) : new NextState(plan, ends).after(filter);
    }

    private void requireRows() {
        if (rows() < settings.minRecords()) {
            throw new StaleJournalException(pull() + ": only " + rows() + " records came, and minRecords is "
                    + settings.minRecords() + "; nothing was published, and the next run begins afresh");
        }
    }
}
