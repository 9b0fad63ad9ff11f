package io.qanat.pull;

/** Is told of runs, in the thread that does them: it must not block, and not throw. */
public interface RunListener {

    /** A run has begun. */
    default void begun(Run run) {}

    /** Another page has passed the steps. */
    default void progressed(Run run) {}

    /** A run has ended, or was skipped. */
    default void ended(RunResult result) {}
}
