package io.qanat.testserver;

import java.util.concurrent.Executor;

/** Threads for tests that wait for each other. */
public final class Threads {
    /** One for each task: on two cores the common pool has a single one, so that a task that waits holds up the next. */
    public static final Executor OWN = task -> new Thread(task).start();

    private Threads() {}
}
