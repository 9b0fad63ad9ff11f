package io.qanat.pull;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines about the ends of runs. */
final class RunLog {
    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

    private RunLog() {}

    /** Says how a run ended. */
    static void told(RunResult result) {
        switch (result.result()) {
            case OK ->
                LOG.info(
                        "{}: {} rows in {} pages by {} requests ({} retries, {} limited) in {} s, published as run {}",
                        result.pull(),
                        result.rows(),
                        result.pages(),
                        result.requests(),
                        result.retries(),
                        result.limited(),
                        result.time().toMillis() / 1000.0,
                        result.run());
            case PARTIAL ->
                LOG.error(
                        "{}: {} rows in {} pages published as run {}, but {}",
                        result.pull(),
                        result.rows(),
                        result.pages(),
                        result.run(),
                        result.error());
            case STOPPED ->
                LOG.warn(
                        "{}: stopped after {} pages; they are kept, and the next run goes on there",
                        result.pull(),
                        result.pages());
            default -> LOG.error("{}: failed after {} pages: {}", result.pull(), result.pages(), result.error());
        }
    }
}
