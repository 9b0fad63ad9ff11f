package io.qanat.api;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.ExecChain;

/**
 * The deadlines of attempts that each may take the same time. They are looked at together, when the earliest may be over: a
 * timer of its own for each attempt would wake the JDK's timer thread for each. Thread-safe.
 */
final class Deadlines {
    private final Duration time;
    private final Set<Deadline> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean watched = new AtomicBoolean();

    Deadlines(Duration time) {
        this.time = time;
    }

    /** Begins that of an attempt, which ends when it is closed. */
    Deadline begin(ExecChain.Scope scope) {
        Deadline deadline = new Deadline(scope, time, open::remove);
        open.add(deadline);
        watch();
        return deadline;
    }

    private void watch() {
        if (!open.isEmpty() && watched.compareAndSet(false, true)) {
            long wait = open.stream().mapToLong(Deadline::left).min().orElse(0);
            CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS).execute(this::look);
        }
    }

    private void look() {
        open.stream().filter(deadline -> deadline.left() <= 0).forEach(Deadline::breakOff);
        watched.set(false);
        watch();
    }
}
