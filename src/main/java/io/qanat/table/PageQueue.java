package io.qanat.table;

import io.qanat.page.Page;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Encodes pages on a thread of its own, so that the next one can be fetched meanwhile. A few wait; then who brings one waits.
 * What fails there is told at the next page and at the end. Thread-safe; pages of one caller keep their order.
 */
final class PageQueue {
    private static final int WAITING = 4;

    /** Takes a page, on the queue's thread. */
    interface Target {
        void write(Page page) throws IOException;
    }

    /** Compared by identity: no caller has it. */
    private static final Page END = Page.empty(0);

    private final BlockingQueue<Page> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Target target;
    private final Thread thread;
    private volatile @Nullable Throwable failure;
    private volatile boolean cancelled;
    private boolean ended;

    PageQueue(String name, Target target) {
        this.target = target;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** After a failure pages are still taken, and dropped: so nobody waits for a thread that has ended. */
    @SuppressWarnings("ReferenceEquality")
    private void run() {
        try {
            for (Page page = waiting.take(); page != END; page = waiting.take()) {
                if (failure == null && !cancelled) {
                    encode(page);
                }
            }
        } catch (InterruptedException e) {
            failure = e; // nobody does that
        }
    }

    private void encode(Page page) {
        try {
            target.write(page);
        } catch (Throwable e) { // an OutOfMemoryError too must reach the run
            failure = e;
        }
    }

    /**
     * Brings a page; it must not be changed any more.
     *
     * @throws IOException if an earlier one failed
     * @throws IllegalStateException if the queue has ended
     */
    synchronized void put(Page page) throws IOException {
        check();
        if (ended) {
            throw new IllegalStateException(thread.getName() + ": " + page + " came after the end of its run");
        }
        offer(page);
    }

    /**
     * Waits until all pages are encoded, and ends the thread.
     *
     * @throws IOException if one failed
     */
    void end() throws IOException {
        stop();
        check();
    }

    /** Drops the pages that wait, and ends the thread when it is done with the one it has. */
    void cancel() throws IOException {
        cancelled = true;
        stop();
    }

    private synchronized void stop() throws IOException {
        if (!ended) {
            ended = true;
            offer(END);
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void offer(Page page) throws IOException {
        try {
            waiting.put(page);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("was interrupted while pages were still being written", e);
    }

    private void check() throws IOException {
        Throwable cause = failure;
        if (cause instanceof TableException known) {
            throw new TableException(String.valueOf(known.getMessage()), known);
        }
        if (cause instanceof IOException) {
            throw new IOException(String.valueOf(cause.getMessage()), cause);
        }
        if (cause != null) {
            throw new IllegalStateException(thread.getName() + ": a page couldn't be encoded: " + cause, cause);
        }
    }
}
