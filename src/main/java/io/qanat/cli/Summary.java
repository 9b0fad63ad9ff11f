package io.qanat.cli;

import io.qanat.demo.TextWidth;
import io.qanat.pull.RunListener;
import io.qanat.pull.RunResult;
import io.qanat.pull.RunResult.Outcome;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;

/** All runs of a command in a table, for its end: a line each, its error below, and the sums. Thread-safe. */
final class Summary implements RunListener {
    private static final List<String> HEADER =
            List.of("PULL", "RESULT", "ROWS", "PAGES", "REQUESTS", "RETRIES", "429S", "SECONDS", "FILES");

    /** The first columns are texts, as is the last one; the others are numbers. */
    private static final int TEXTS = 2;

    private static final String BETWEEN = "  ";

    private final List<RunResult> results = new ArrayList<>();

    @Override
    public synchronized void ended(RunResult result) {
        results.add(result);
    }

    /** Prints them below what is there already; the width is asked for only if there is something to print. */
    void print(PrintWriter out, IntSupplier width) {
        if (runs() > 1) {
            out.println();
            lines(width.getAsInt()).forEach(out::println);
            out.flush();
        }
    }

    private synchronized int runs() {
        return results.size();
    }

    /** The lines, none wider than that; none at all if there were fewer than two runs. */
    synchronized List<String> lines(int width) {
        if (results.size() < 2) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>(List.of(HEADER));
        results.forEach(result -> rows.add(cells(result)));
        rows.add(sums());
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            lines.add(TextWidth.cut(line(rows.get(i), rows), width));
            if (i > 0 && i <= results.size() && results.get(i - 1).error() != null) {
                lines.add(BETWEEN
                        + Texts.shortened(String.valueOf(results.get(i - 1).error()), width - BETWEEN.length()));
            }
        }
        return lines;
    }

    private static List<String> cells(RunResult run) {
        return List.of(
                run.pull(),
                run.result().text() + (run.resumed() ? " resumed" : ""),
                number(run.rows()),
                number(run.pages()),
                number(run.requests()),
                number(run.retries()),
                number(run.limited()),
                seconds(run.time()),
                files(run.files()));
    }

    private List<String> sums() {
        long good =
                results.stream().filter(result -> result.result() == Outcome.OK).count();
        return List.of(
                Texts.count(results.size(), "run"),
                good + " ok",
                sum(RunResult::rows),
                sum(RunResult::pages),
                sum(RunResult::requests),
                sum(RunResult::retries),
                sum(RunResult::limited),
                seconds(results.stream().map(RunResult::time).reduce(Duration.ZERO, Duration::plus)),
                "");
    }

    private String sum(ToLongFunction<RunResult> part) {
        return number(results.stream().mapToLong(part).sum());
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%,.1f", time.toMillis() / 1000.0);
    }

    /** The first, and how many more: a run may have thousands. */
    private static String files(List<String> files) {
        if (files.isEmpty()) {
            return "";
        }
        return files.get(0) + (files.size() == 1 ? "" : " and " + number(files.size() - 1L) + " more");
    }

    private static String line(List<String> cells, List<List<String>> rows) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            String space = " ".repeat(width(rows, column) - TextWidth.of(cell));
            boolean text = column < TEXTS || column == cells.size() - 1;
            line.append(column == 0 ? "" : BETWEEN).append(text ? cell + space : space + cell);
        }
        return line.toString().stripTrailing();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream()
                .mapToInt(row -> TextWidth.of(row.get(column)))
                .max()
                .orElse(0);
    }
}
