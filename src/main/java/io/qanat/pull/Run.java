package io.qanat.pull;

import io.qanat.api.CallCount;
import io.qanat.pull.RunResult.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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
    private final String id;
    private final Instant begun;
    private final CallCount calls = new CallCount();
    private final AtomicLong pages = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition sliceLeft = lock.newCondition();
    private final Map<String, Sink> sinks = new LinkedHashMap<>();
    private final Set<Sink> published = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Slice> slices;
    private final List<Slice> active = new ArrayList<>();
    private volatile boolean fenced;
    private volatile boolean stopped;

    Run(PullSettings settings, String id, Instant begun) {
        this.settings = settings;
        this.id = id;
        this.begun = begun;
        this.slices = settings.slices(this);
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
        return id;
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
            return type.cast(sinks.computeIfAbsent(key, k -> maker.get()));
        } finally {
            lock.unlock();
        }
    }

    /** Logged here, since who delivers it is often a route whose exceptions nobody sees. */
    private RunException tooLate(String key) {
        RunException refusal = new RunException(pull() + ": a page came to " + key + " after run " + id
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
     * Ends the run: publishes all or nothing.
     *
     * @param failure what the route's exchange failed with, if it did
     * @param masked takes secrets out of a message
     */
    RunResult end(@Nullable Throwable failure, Instant now, UnaryOperator<String> masked) {
        fence();
        Throwable reason = failure != null ? failure : publish();
        if (reason == null) {
            return result(Outcome.OK, null, now);
        }
        sinks.values().stream().filter(sink -> !published.contains(sink)).forEach(this::discard);
        String error = masked.apply(RunException.messageOf(reason));
        return result(stopped && published.isEmpty() ? Outcome.STOPPED : Outcome.FAILED, error, now);
    }

    /** One sink that can't clean up must not keep the others from it. */
    private void discard(Sink sink) {
        try {
            sink.discard();
        } catch (RuntimeException e) {
            LOG.error("{}: {} could not discard what run {} wrote: {}", pull(), sink.name(), id, e.toString());
        }
    }

    RunResult result(Outcome outcome, @Nullable String error, Instant now) {
        List<String> files = outcome == Outcome.OK
                ? sinks.values().stream()
                        .flatMap(sink -> sink.published().files().stream())
                        .toList()
                : List.of();
        return new RunResult(
                pull(),
                id,
                outcome,
                false,
                pages(),
                rows(),
                calls.requests(),
                calls.retries(),
                calls.bytes(),
                Duration.between(begun, now),
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

    private @Nullable Throwable publish() {
        try {
            slices.forEach(Slice::requireEnd);
            requireRows();
            for (Sink sink : sinks.values()) {
                sink.prepare();
            }
            for (Sink sink : sinks.values()) {
                publish(sink);
            }
            return null;
        } catch (IOException | RuntimeException | Error e) { // an Error, too, must not leave the run open
            return e;
        }
    }

    private void publish(Sink sink) throws IOException {
        try {
            sink.publish();
        } catch (IOException | RuntimeException e) {
            if (published.isEmpty()) {
                throw e;
            }
            throw new RunException(
                    pull() + ": " + published.stream().map(Sink::name).collect(Collectors.joining(", "))
                            + " was published, but " + sink.name() + " could not be: " + RunException.messageOf(e),
                    e);
        }
        published.add(sink);
    }

    private void requireRows() {
        if (rows() < settings.minRecords()) {
            throw new RunException(pull() + ": only " + rows() + " records came, and minRecords is "
                    + settings.minRecords() + "; nothing was published");
        }
    }
}
