package io.qanat.cli;

import io.qanat.pull.Run;
import io.qanat.pull.RunListener;
import io.qanat.pull.RunResult;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how far the pull at hand is. For one run at a time. */
abstract sealed class Progress implements RunListener, AutoCloseable {

    /** A bar where somebody looks, a log line now and then elsewhere. */
    static Progress onTerminalOrLog() {
        return Logs.onTerminal() ? new Bar() : new Lines();
    }

    @Override
    public void close() {}

    /** One line that changes, on standard error. */
    private static final class Bar extends Progress {
        private @Nullable ProgressBar bar;

        @Override
        public void begun(Run run) {
            bar = new ProgressBarBuilder()
                    .setTaskName(run.pull())
                    .setInitialMax(-1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUnit(" rows", 1)
                    .setUpdateIntervalMillis(200)
                    .build();
        }

        @Override
        public void progressed(Run run) {
            if (bar != null) {
                Long expected = run.expectedRows();
                bar.maxHint(expected == null ? -1 : expected);
                bar.stepTo(run.rows());
                bar.setExtraMessage(run.pages() + " pages");
            }
        }

        @Override
        public void ended(RunResult result) {
            close();
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
                bar = null;
            }
        }
    }

    /** A log line every ten seconds. */
    private static final class Lines extends Progress {
        private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
        private static final long INTERVAL = Duration.ofSeconds(10).toNanos();

        private long told;

        @Override
        public void begun(Run run) {
            told = System.nanoTime();
        }

        @Override
        public void progressed(Run run) {
            if (System.nanoTime() - told > INTERVAL) {
                told = System.nanoTime();
                LOG.info("{}: {} rows in {} pages so far", run.pull(), run.rows(), run.pages());
            }
        }
    }
}
