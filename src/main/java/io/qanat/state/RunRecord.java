package io.qanat.state;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run in the history (requirement D4).
 *
 * @param pull the pull's name
 * @param run the run's id
 * @param result {@code ok}, {@code failed} or {@code stopped}
 * @param resumed whether it went on with pages of an earlier process
 * @param begun when it began, before its first process
 * @param ended when it ended
 * @param pages pages that passed the steps
 * @param rows records that came
 * @param bytes bytes of the answers, decompressed
 * @param requests HTTP requests, with those that failed
 * @param retries requests that were made again
 * @param limited answers with status 429, and others that say the limit is reached
 * @param files what was published, as a user would name it
 * @param error why it failed, without secrets; null if it didn't
 */
public record RunRecord(
        String pull,
        String run,
        String result,
        boolean resumed,
        Instant begun,
        Instant ended,
        long pages,
        long rows,
        long bytes,
        long requests,
        long retries,
        long limited,
        List<String> files,
        @Nullable String error) {
    public RunRecord {
        files = List.copyOf(files);
    }
}
