package io.qanat.cli;

import io.qanat.pull.RunListener;
import io.qanat.pull.RunResult;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.pull.UnfinishedRun;
import java.io.PrintWriter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prints a line for each run when it ends: of a firing with many windows too, which may take days. */
final class ResultPrinter implements RunListener {
    private static final Logger LOG = LoggerFactory.getLogger(ResultPrinter.class);

    private final PrintWriter out;
    private final boolean json;
    private final Function<String, @Nullable UnfinishedRun> unfinished;
    private final Progress progress;

    /**
     * Prints there, over the lines of progress.
     *
     * @param unfinished gives the run of a pull that the next one goes on with
     */
    ResultPrinter(
            PrintWriter out, boolean json, Function<String, @Nullable UnfinishedRun> unfinished, Progress progress) {
        this.progress = progress;
        this.out = out;
        this.json = json;
        this.unfinished = unfinished;
    }

    @Override
    public void ended(RunResult result) {
        String line = json ? Results.json(result) : Results.line(result) + next(result);
        progress.aside(() -> {
            out.println(line);
            out.flush();
        });
    }

    /** What the next run will do about one that failed or was stopped, unless its error says it. */
    private String next(RunResult result) {
        boolean ended = result.result() == Outcome.FAILED || result.result() == Outcome.STOPPED;
        boolean told = result.error() != null && result.error().matches("(?s).*the next (run|firing).*");
        return ended && !told ? next(result.pull()) : "";
    }

    private String next(String pull) {
        try {
            UnfinishedRun kept = unfinished.apply(pull);
            return kept == null ? "" : "; " + Texts.nextRun(kept);
        } catch (RuntimeException e) {
            LOG.warn("{}: whether the next run goes on can't be told now ({})", pull, e.getMessage());
            return "";
        }
    }
}
