package io.qanat.pull;

/** Runs for tests of other packages. */
public final class OpenRuns {
    private OpenRuns() {}

    /** A run that has begun. */
    public static Run run(String pull, String id, boolean incremental) {
        return new Run(pull, id, incremental);
    }
}
