package io.qanat.cli;

import io.qanat.demo.TextWidth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A run's progress in words. */
final class ProgressText {
    private static final int BAR = 16;
    private static final int KIBI = 1024;
    private static final String UNITS = "KMGTP";
    private static final String BETWEEN = "  ";

    private ProgressText() {}

    /** What is said, and how soon it is left out where there is no room: the greater, the sooner. */
    private record Part(String text, int rank) {}

    /** One line of at most that many columns; what matters least is left out first. */
    static String line(Snapshot run, Pulse pulse, int width) {
        List<Part> parts = new ArrayList<>(parts(run, pulse));
        parts.add(0, new Part(run.pull(), 0));
        if (run.expected() != null && run.expected() > 0) {
            parts.add(1, new Part(bar(share(run)), 5));
        }
        while (parts.size() > 1 && TextWidth.of(joined(parts, BETWEEN)) > width) {
            parts.remove(parts.stream().max(Comparator.comparingInt(Part::rank)).orElseThrow());
        }
        return TextWidth.cut(joined(parts, BETWEEN), width);
    }

    /** All of it, for a log. */
    static String sentence(Snapshot run, Pulse pulse) {
        return run.pull() + ": " + joined(parts(run, pulse), ", ");
    }

    private static String joined(List<Part> parts, String between) {
        return parts.stream().map(Part::text).collect(Collectors.joining(between));
    }

    private static List<Part> parts(Snapshot run, Pulse pulse) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(rows(run), 1));
        if (!run.pause().isZero() && !run.pause().isNegative()) {
            parts.add(new Part("paused by the API for " + time(run.pause()), 2));
        }
        pulse.left(run).ifPresent(left -> parts.add(new Part(time(left) + " left", 3)));
        parts.add(new Part(Texts.count(run.pages(), "page"), 4));
        parts.add(new Part(bytes(run.bytes()), 8));
        parts.add(new Part(String.format(Locale.ROOT, "%,.0f rows/s", pulse.rowsPerSecond()), 6));
        parts.add(new Part(String.format(Locale.ROOT, "%.1f req/s", pulse.requestsPerSecond()), 10));
        if (run.retries() > 0) {
            parts.add(new Part(run.retries() == 1 ? "1 retry" : Texts.count(run.retries(), "retrie"), 7));
        }
        run.left().ifPresent(left -> parts.add(new Part(String.format(Locale.ROOT, "quota %,d", left), 11)));
        parts.add(new Part(time(pulse.elapsed()), 9));
        return parts;
    }

    private static String rows(Snapshot run) {
        Long expected = run.expected();
        return expected == null || expected <= 0
                ? Texts.count(run.rows(), "row")
                : String.format(Locale.ROOT, "%d %% of %,d rows", share(run), expected);
    }

    /** In percent; 100 only when all are there. */
    private static int share(Snapshot run) {
        long expected = run.expected() == null ? 1 : run.expected();
        return run.rows() >= expected ? 100 : Math.min(99, (int) (run.rows() * 100.0 / expected));
    }

    private static String bar(int percent) {
        int full = percent * BAR / 100;
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
    }

    /** Whole seconds: {@code 21 s}, {@code 3m 05s}. */
    private static String time(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 60 ? seconds + " s" : Texts.duration(Duration.ofSeconds(seconds));
    }

    /** {@code 312 B}, {@code 4.1 MiB}. */
    static String bytes(long bytes) {
        double value = bytes;
        int unit = -1;
        while (value >= KIBI && unit < UNITS.length() - 1) {
            value /= KIBI;
            unit++;
        }
        return unit < 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %siB", value, UNITS.charAt(unit));
    }
}
