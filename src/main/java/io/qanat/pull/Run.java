package io.qanat.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.qanat.api.CallCount;
import io.qanat.incremental.Bookmark;
import io.qanat.incremental.BoundaryFilter;
import io.qanat.incremental.Bounds;
import io.qanat.incremental.Extent;
import io.qanat.incremental.IncrementalSettings;
import io.qanat.page.Json;
import io.qanat.page.Page;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.state.Commit;
import io.qanat.state.PullState;
import io.qanat.state.StateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final List<Slice> slices;
    private final List<Slice> active = new ArrayList<>();
    private volatile boolean fenced;
    private volatile boolean stopped;
    private boolean committed;

    Run(PullSettings settings, RunPlan plan) {
        this.settings = settings;
        this.plan = plan;
        this.filter = filter(settings, plan);
        this.slices = settings.slices(this);
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
        return slices.size() == 1 ? slices.get(0).expectedRows() : null;
    }

    List<Slice> slices() {
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
        Throwable reason = failure != null ? failure : publish(now);
        if (reason != null && !committed) {
            sinks.values().forEach(this::discard);
        }
        sinks.values().forEach(this::release);
        if (reason == null) {
            journal().end();
            return result(Outcome.OK, null, now);
        }
        boolean interrupted = stopped && !committed;
        suspend(interrupted ? null : reason);
        return result(
                interrupted ? Outcome.STOPPED : Outcome.FAILED, masked.apply(RunException.messageOf(reason)), now);
    }

    private void suspend(@Nullable Throwable reason) {
        try {
            journal().suspend(reason);
        } catch (RuntimeException e) {
            LOG.error("{}: {}", pull(), e.getMessage());
        }
    }

    /** One sink that can't clean up must not keep the others from it. */
    private void discard(Sink sink) {
        try {
            sink.discard();
        } catch (RuntimeException e) {
            LOG.error("{}: {} could not discard what run {} wrote: {}", pull(), sink.name(), id(), e.toString());
        }
    }

    private void release(Sink sink) {
        try {
            sink.release();
        } catch (RuntimeException e) {
            LOG.error("{}: {} could not be released after run {}: {}", pull(), sink.name(), id(), e.toString());
        }
    }

    RunResult result(Outcome outcome, @Nullable String error, Instant now) {
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
                outcome == Outcome.OK ? files() : List.of(),
                error);
    }

    private List<String> files() {
        return sinks.values().stream()
                .flatMap(sink -> sink.published().files().stream())
                .toList();
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

    private @Nullable Throwable publish(Instant now) {
        try {
            slices.forEach(Slice::requireEnd);
            requireRows();
            for (Sink sink : sinks.values()) {
                sink.prepare();
            }
            commit(now);
            for (Sink sink : sinks.values()) {
                publish(sink);
            }
            finish();
            return null;
        } catch (IOException | RuntimeException | Error e) { // an Error, too, must not leave the run open
            return e;
        }
    }

    /** From here on the run will be published, by whomever. */
    private void commit(Instant now) {
        journal().sync();
        plan.lock().requireHeld();
        committed = true; // also if the note's fate is unknown, since the connection broke
        plan.store()
                .commit(new Commit(
                        pull(),
                        id(),
                        addresses(),
                        nextState(),
                        result(Outcome.OK, null, now).record()));
    }

    private List<String> addresses() {
        return sinks.values().stream().map(Sink::address).toList();
    }

    private PullState nextState() {
        if (journal().complete()) {
            return plan.store().read(pull()); // old pages say nothing of where the next run begins
        }
        Map<String, JsonNode> values = new HashMap<>(plan.state().values());
        slices.stream()
                .map(Slice::recordsFound)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(at -> values.put(RunPlan.RECORDS, TextNode.valueOf(at)));
        if (filter != null) {
            Bookmark next = filter.end(extent());
            filter.notes().forEach(LOG::warn);
            if (next != null) {
                values.put(RunPlan.BOOKMARK, next.toJson());
            }
        }
        values.put(RunPlan.CURSORS, cursors());
        return new PullState(id(), values);
    }

    private ObjectNode cursors() {
        ObjectNode cursors = Json.MAPPER.createObjectNode();
        for (Slice slice : slices) {
            JsonNode kept = hidden(slice.kept());
            if (kept != null) {
                cursors.set(slice.key(), kept);
            }
        }
        return cursors;
    }

    /** A link may hold the API's credentials, which are not kept (requirement C6). */
    private @Nullable JsonNode hidden(@Nullable JsonNode cursor) {
        return cursor == null || !cursor.isTextual() ? cursor : marked(cursor, plan.marks()::hide);
    }

    /** What {@link #hidden} kept, with the credentials of now. */
    @Nullable
    JsonNode revealed(@Nullable JsonNode cursor) {
        return cursor == null || !cursor.isTextual() ? cursor : marked(cursor, plan.marks()::reveal);
    }

    private static JsonNode marked(JsonNode text, UnaryOperator<byte[]> marks) {
        byte[] bytes = text.textValue().getBytes(StandardCharsets.UTF_8);
        return TextNode.valueOf(new String(marks.apply(bytes), StandardCharsets.UTF_8));
    }

    private Extent extent() {
        boolean limited = slices.stream().anyMatch(Slice::limited);
        return !limited ? Extent.WHOLE : slices.size() == 1 ? Extent.BEGINNING : Extent.PARTS;
    }

    private void publish(Sink sink) {
        try {
            sink.publish();
        } catch (IOException | RuntimeException e) {
            throw later(sink.name() + " could not be published now: " + RunException.messageOf(e), e);
        }
    }

    private void finish() {
        try {
            plan.store().finish(pull(), id());
        } catch (StateException e) {
            throw later("its end could not be noted: " + e.getMessage(), e);
        }
    }

    private RunException later(String what, Exception cause) {
        return new RunException(
                pull() + ": run " + id() + " is complete, but " + what
                        + "; the next firing tries it again, without requests",
                cause);
    }

    private void requireRows() {
        if (rows() < settings.minRecords()) {
            throw new StaleJournalException(pull() + ": only " + rows() + " records came, and minRecords is "
                    + settings.minRecords() + "; nothing was published, and the next run begins afresh");
        }
    }
}
