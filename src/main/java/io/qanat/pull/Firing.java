package io.qanat.pull;

import io.qanat.incremental.Bounds;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.state.PullLock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What one firing of a trigger does with a pull: its runs, one after the other (one, or one for each window), while it holds
 * the pull's lock. It is the iterator that the Kamelet's split goes over, and each of its elements. Thread-safe: the last
 * page may pass on another thread than the first.
 */
final class Firing implements Iterator<Firing> {
    private final Pulls pulls;
    private final PullSettings settings;
    private final RunOptions options;
    private final PullLock lock;
    private final @Nullable CompletableFuture<List<RunResult>> answer;
    private final List<RunResult> results = new ArrayList<>();
    private boolean begun;
    private boolean over;
    private @Nullable Bounds done;
    private boolean open;
    private boolean left;

    Firing(
            Pulls pulls,
            PullSettings settings,
            RunOptions options,
            PullLock lock,
            @Nullable CompletableFuture<List<RunResult>> answer) {
        this.pulls = pulls;
        this.settings = settings;
        this.options = options;
        this.lock = lock;
        this.answer = answer;
    }

    @Override
    public synchronized boolean hasNext() {
        return !begun || (settings.windowed() && !over);
    }

    @Override
    public Firing next() {
        if (!hasNext()) {
            throw new NoSuchElementException(settings.name() + ": has no further run in this firing");
        }
        begun = true;
        return this;
    }

    /** Whether a run follows; the split asks for one more element before the last run is over. */
    synchronized boolean more() {
        return !over;
    }

    /** A run of an earlier process was published; if nothing else was asked for, that is all that this firing does. */
    void finished(RunResult result) {
        results.add(result);
        over = options.equals(RunOptions.NONE);
        begun = over;
    }

    /** Nothing can be begun. */
    void failed(RunResult result) {
        results.add(result);
        begun = true;
        over = true;
    }

    /** Begins its next run, or goes on with the one that is unfinished. */
    synchronized Run begin() {
        Run run = pulls.begin(settings, options, done, lock);
        open = true;
        return run;
    }

    /** A run has ended; a window that is published is followed by the next one, unless its pages were an archive's. */
    synchronized void ended(Run run, RunResult result) {
        results.add(result);
        done = run.plan().bounds();
        over = result.result() != Outcome.OK || done == null || !done.more() || options.replayed() != null;
        open = false;
        release();
    }

    /** The trigger's exchange is done; a run may still be open, whose last page is on another thread. */
    synchronized void leave(Exchange exchange) {
        left = true;
        boolean untold = results.stream().allMatch(result -> result.result() == Outcome.OK);
        if (!open && untold && exchange.getException() != null) {
            results.add(pulls.notBegun(settings, exchange.getException()));
        }
        release();
    }

    private void release() {
        if (left && !open) {
            lock.close();
            if (answer != null) {
                answer.complete(List.copyOf(results));
            }
        }
    }
}
