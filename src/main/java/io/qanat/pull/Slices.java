package io.qanat.pull;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The slices of a run, which the Kamelet's split goes over: each is made when its turn comes, and as many are there at a time
 * as may be pulled at a time, however many there are in all. Thread-safe.
 */
final class Slices implements Iterator<Slice> {
    private final Run run;
    private final Parts parts;
    private final Semaphore width;
    private int next;
    private boolean closed;
    private @Nullable Slice only;

    Slices(Run run, Parts parts, int concurrency) {
        this.run = run;
        this.parts = parts;
        this.width = new Semaphore(concurrency);
    }

    @Override
    public synchronized boolean hasNext() {
        return !closed && next < parts.size() && run.going();
    }

    /** Waits until one more may be pulled. */
    @Override
    public Slice next() {
        width.acquireUninterruptibly();
        return made();
    }

    private synchronized Slice made() {
        if (next >= parts.size()) {
            throw new NoSuchElementException(run.pull() + ": has no further slice");
        }
        closed = true; // if it can't be made
        Slice slice = parts.slice(run, next++);
        closed = false;
        only = parts.size() == 1 ? slice : null;
        return slice;
    }

    /** One of them has ended; if not well, none follows. A split that ends goes over what is left. */
    void left(boolean well) {
        synchronized (this) {
            closed |= !well;
        }
        width.release();
    }

    /** Whether each of them was begun. */
    synchronized boolean begun() {
        return next == parts.size();
    }

    int size() {
        return parts.size();
    }

    /** The slice, if there is but one, and it has begun. */
    synchronized @Nullable Slice only() {
        return only;
    }
}
