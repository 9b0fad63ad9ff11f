package io.qanat.pull;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asked of a run beyond what its route says.
 *
 * @param fresh whether an unfinished run is given up
 * @param since the lower bound of a backfill, as it was written; null for the pull's own
 * @param until the upper bound of a backfill, as it was written; null for the pull's own
 * @param replayed the run whose kept pages are taken instead of calls; null for calls
 */
public record RunOptions(
        boolean fresh,
        @Nullable String since,
        @Nullable String until,
        @Nullable String replayed) {
    /** Nothing: as a schedule begins it. */
    public static final RunOptions NONE = new RunOptions(false, null, null, null);

    /** An unfinished run is given up, or not; and a range, if there is one. */
    public static RunOptions of(boolean fresh, @Nullable String since, @Nullable String until) {
        return new RunOptions(fresh, since, until, null);
    }

    /** The pages of that run again. */
    static RunOptions replaying(String run) {
        return new RunOptions(false, null, null, run);
    }

    /** Whether it asks for a range of its own. */
    boolean backfill() {
        return since != null || until != null;
    }

    boolean sameRange(RunOptions other) {
        return Objects.equals(since, other.since) && Objects.equals(until, other.until);
    }

    /** The range for messages. */
    String range() {
        return backfill()
                ? "(" + (since == null ? "" : "since " + since) + (until == null ? "" : " until " + until) + ")"
                : "(of the schedule)";
    }
}
