package io.qanat.pull;

import io.qanat.page.PageRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The call for one page, on a thread of its own: an exchange property of it. Thread-safe; its {@link PageCalls} say when it
 * may take its answer.
 */
final class PageCall {
    /** The exchange property that holds the call. */
    static final String PROPERTY = "QanatPageCall";

    private final Slice slice;
    private final PageCalls calls;
    private final PageRequest request;
    private final AtomicInteger attempt = new AtomicInteger(1);
    private volatile boolean cancelled;
    private volatile boolean taking;
    private volatile @Nullable Exception failure;
    private @Nullable Thread thread;
    private boolean over;
    private Map<String, Object> before = Map.of();
    private Map<String, Object> changes = Map.of();

    PageCall(Slice slice, PageCalls calls, PageRequest request) {
        this.slice = slice;
        this.calls = calls;
        this.request = request;
    }

    /** That of the exchange of a call. */
    static PageCall of(Exchange exchange) {
        return Objects.requireNonNull(
                exchange.getProperty(PROPERTY, PageCall.class),
                () -> "the exchange property " + PROPERTY + " was removed within the API's route");
    }

    Slice slice() {
        return slice;
    }

    PageRequest request() {
        return request;
    }

    /** Whether it is still the call for that request. */
    boolean asks(@Nullable PageRequest wanted) {
        return wanted != null && request.same(wanted);
    }

    /** The attempt at hand, from 1; the failed one, after a failure. */
    int attempt() {
        return attempt.get();
    }

    /** Another attempt follows. */
    void failedOnce() {
        attempt.incrementAndGet();
        calls.locked(() -> taking = false);
        slice.run().calls().retried();
    }

    /** Whether another attempt would be of use. */
    boolean wanted() {
        return !cancelled && slice.run().going();
    }

    /** Called on its thread, before anything else. */
    void begin(Exchange exchange) {
        before = new HashMap<>(exchange.getProperties());
        calls.locked(() -> thread = Thread.currentThread());
        if (cancelled) {
            throw cancellation();
        }
    }

    /**
     * Waits until the pages before it were taken; from then on it is not interrupted.
     *
     * @throws CancellationException if its answer is not wanted any more
     */
    void awaitTurn() {
        calls.awaitTurn(this);
    }

    private CancellationException cancellation() {
        return new CancellationException(slice.subject() + ": the call is not needed any more");
    }

    /** What the API's route has set on its exchange is for the steps too. */
    void note(Exchange exchange) {
        Map<String, Object> changed = new HashMap<>(exchange.getProperties());
        changed.entrySet().removeAll(before.entrySet());
        changed.keySet().removeIf(name -> name.startsWith("Qanat"));
        changes = changed;
    }

    /** What its exchange has got on its way. */
    Map<String, Object> changes() {
        return changes;
    }

    /** It has failed, after its last attempt. */
    void fail(Exception cause) {
        failure = cause;
    }

    /** Why it failed; null if it didn't. */
    @Nullable
    Exception failure() {
        return failure;
    }

    /** Called on its thread, after everything else. */
    void over() {
        calls.locked(() -> {
            over = true;
            thread = null;
        });
    }

    // What follows is called by its calls, under their lock.

    boolean isOver() {
        return over;
    }

    boolean running() {
        return thread != null;
    }

    void cancel() {
        cancelled = true;
        interrupt();
    }

    /** Wakes it from waiting; an answer that is being taken is not disturbed. */
    void interrupt() {
        if (thread != null && !taking) {
            thread.interrupt();
        }
    }

    /** Its turn has come; an interruption that came too late is forgotten. */
    void take() {
        if (cancelled) {
            throw cancellation();
        }
        taking = true;
        Thread.interrupted();
    }

    boolean isCancelled() {
        return cancelled;
    }
}
