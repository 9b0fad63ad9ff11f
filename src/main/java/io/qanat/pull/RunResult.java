package io.qanat.pull;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param pull the pull's name
 * @param run the run's id
 * @param result how it ended
 * @param resumed whether it went on with an earlier run's pages
 * @param pages pages that passed the steps
 * @param rows records that came
 * @param requests HTTP requests made for it, with those that failed
 * @param retries requests that were made again
 * @param bytes bytes of the answers, decompressed
 * @param time from its begin to its end
 * @param files what was published, as a user would name it
 * @param error why it failed, without secrets; null if it didn't
 */
public record RunResult(
        String pull,
        String run,
        Outcome result,
        boolean resumed,
        long pages,
        long rows,
        long requests,
        long retries,
        long bytes,
        Duration time,
        List<String> files,
        @Nullable String error) {

    /** How a run ends. */
    public enum Outcome {
        /** Every page came and every sink has published. */
        OK,
        /** Nothing was published. */
        FAILED,
        /** The program was stopped before the last page; nothing was published. */
        STOPPED,
        /** Not begun, since the pull was still running. */
        SKIPPED;

        /** As it is written for users and programs. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public RunResult {
        files = List.copyOf(files);
    }
}
