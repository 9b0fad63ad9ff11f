package io.qanat.cli;

import io.qanat.api.Quota;
import io.qanat.pull.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is at a moment.
 *
 * @param pull the pull's name
 * @param rows records that came
 * @param expected rows in all, as the API said; null if it didn't
 * @param pages pages that passed the steps
 * @param bytes of all answers, decompressed
 * @param requests HTTP requests, with those that failed
 * @param retries requests that were made again
 * @param left requests that may still go at once, by the API's word or else by the rate limit; nothing without either
 * @param pause how long the API has asked to wait; nothing if it hasn't
 */
record Snapshot(
        String pull,
        long rows,
        @Nullable Long expected,
        long pages,
        long bytes,
        long requests,
        long retries,
        OptionalLong left,
        Duration pause) {

    static Snapshot of(Run run, Quota.@Nullable State quota, Instant now) {
        return new Snapshot(
                run.pull(),
                run.rows(),
                run.expectedRows(),
                run.pages(),
                run.calls().bytes(),
                run.calls().requests(),
                run.calls().retries(),
                left(run.calls().left(), quota),
                pause(quota, now));
    }

    private static Duration pause(Quota.@Nullable State quota, Instant now) {
        Instant until = quota == null ? null : quota.pausedUntil();
        return until == null ? Duration.ZERO : Duration.between(now, until);
    }

    private static OptionalLong left(OptionalLong told, Quota.@Nullable State quota) {
        if (told.isPresent() || quota == null || quota.remaining() == Integer.MAX_VALUE) {
            return told;
        }
        return OptionalLong.of(quota.remaining());
    }
}
