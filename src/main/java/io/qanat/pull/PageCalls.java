package io.qanat.pull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a slice that are under way, in the order of their pages: each on a thread of its own, while their answers are
 * taken one after the other, each in its turn. So a walk over pages stays sequential, however many are asked for at the same
 * time. Thread-safe.
 */
final class PageCalls {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<PageCall> open = new ArrayDeque<>();
    private final List<PageCall> given = new ArrayList<>();
    private @Nullable PageCall turn;
    private boolean ending;

    int size() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    /** Another call is going to be made. */
    void add(PageCall call) {
        locked(() -> open.add(call));
    }

    /** The call of the page whose turn is next. */
    PageCall first() {
        lock.lock();
        try {
            return open.getFirst();
        } finally {
            lock.unlock();
        }
    }

    /** The call behind it; null if there is none. */
    @Nullable
    PageCall second() {
        lock.lock();
        try {
            return open.stream().skip(1).findFirst().orElse(null);
        } finally {
            lock.unlock();
        }
    }

    /** Gives the first call its turn, and waits until it is over. */
    PageCall await() {
        lock.lock();
        try {
            PageCall first = open.getFirst();
            turn = first;
            changed.signalAll();
            while (!first.isOver() && (!ending || first.running())) {
                changed.awaitUninterruptibly();
            }
            if (!first.isOver()) {
                first.cancel(); // it was never begun, and must not begin any more
            }
            open.remove(first);
            turn = null;
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Called on the thread of a call. */
    void awaitTurn(PageCall call) {
        lock.lock();
        try {
            while (turn != call && !call.isCancelled()) {
                changed.awaitUninterruptibly();
            }
            call.take();
        } finally {
            lock.unlock();
        }
    }

    /** None of them is needed any more. */
    void cancel() {
        locked(() -> {
            open.forEach(PageCall::cancel);
            given.addAll(open);
            open.clear();
            given.removeIf(call -> !call.running());
        });
    }

    /** Wakes those that wait for something, since the run is ending. */
    void interrupt() {
        locked(() -> {
            ending = true;
            open.forEach(PageCall::interrupt);
        });
    }

    /** Cancels all and waits until none is under way. */
    void close() {
        cancel();
        lock.lock();
        try {
            while (given.stream().anyMatch(PageCall::running)) {
                changed.awaitUninterruptibly();
            }
            given.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Changes something of a call. */
    void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
