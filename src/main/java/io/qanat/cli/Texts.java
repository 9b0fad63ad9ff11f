package io.qanat.cli;

import io.qanat.pull.UnfinishedRun;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Values as a person reads them. */
final class Texts {
    private static final int MINUTE = 60;

    private Texts() {}

    /** What becomes of an unfinished run's pages. */
    static String nextRun(UnfinishedRun run) {
        String pages = count(run.pages(), "page");
        return run.obstacle() == null
                ? pages + (run.pages() == 1 ? " is" : " are") + " kept, and the next run goes on there"
                : "the next run begins afresh, since " + run.obstacle();
    }

    /** {@code 1 page}, {@code 1,000 pages}. */
    static String count(long number, String word) {
        return String.format(Locale.ROOT, "%,d %s%s", number, word, number == 1 ? "" : "s");
    }

    /** To the second, in UTC, as run ids and logs have it. */
    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** {@code 3.4 s}, {@code 12m 05s}, {@code 3h 02m}. */
    static String duration(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        return seconds < MINUTE * MINUTE
                ? String.format(Locale.ROOT, "%dm %02ds", seconds / MINUTE, seconds % MINUTE)
                : String.format(Locale.ROOT, "%dh %02dm", time.toHours(), time.toMinutesPart());
    }

    /** On one line, of at most that many characters. */
    static String shortened(String text, int most) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= most ? line : line.substring(0, most - 1) + "…";
    }
}
