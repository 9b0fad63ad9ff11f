package io.qanat.pull;

import io.qanat.state.RunRecord;
import java.time.Duration;
import java.time.Instant;
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
 * @param limited answers with status 429
 * @param bytes bytes of the answers, decompressed
 * @param begun when it began, before any interruption
 * @param ended when it ended
 * @param files what was published, as a user would name it
 * @param error why it failed, or what was left out, without secrets; null if it is well
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
        long limited,
        long bytes,
        Instant begun,
        Instant ended,
        List<String> files,
        @Nullable String error) {

    /** How a run ends. */
    public enum Outcome {
        /** Every page came and every sink has published. */
        OK,
        /** Some values of {@code forEach} failed and were left out; all else was published. */
        PARTIAL,
        /** Nothing was published. */
        FAILED,
        /** The program was stopped before the last page; nothing was published, and the pages are kept. */
        STOPPED,
        /** Not begun, since the pull was still running. */
        SKIPPED;

        /** Whether records were published. */
        boolean published() {
            return this == OK || this == PARTIAL;
        }

        /** As it is written for users and programs. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public RunResult {
        files = List.copyOf(files);
    }

    /** From its begin to its end; nothing if the clock was put back in between. */
    public Duration time() {
        return ended.isBefore(begun) ? Duration.ZERO : Duration.between(begun, ended);
    }

    /** As it stands in the history. */
    RunRecord record() {
        return new RunRecord(
                pull,
                run,
                result.text(),
                resumed,
                begun,
                ended,
                pages,
                rows,
                bytes,
                requests,
                retries,
                limited,
                files,
                error);
    }

    /** As it was noted in the history before it ended, by a process that died then. */
    static RunResult of(RunRecord record, boolean resumed) {
        return new RunResult(
                record.pull(),
                record.run(),
                record.error() == null ? Outcome.OK : Outcome.PARTIAL,
                resumed,
                record.pages(),
                record.rows(),
                record.requests(),
                record.retries(),
                record.limited(),
                record.bytes(),
                record.begun(),
                record.ended(),
                record.files(),
                record.error());
    }
}
