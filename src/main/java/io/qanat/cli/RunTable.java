package io.qanat.cli;

import io.qanat.state.RunRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs as a table that fits a terminal of 80 columns, if names and numbers are not too long: a line for each, and another for
 * its error.
 *
 * @param rows cells, the header's first
 * @param errors of each row; empty for none
 */
record RunTable(List<List<String>> rows, List<String> errors) {
    private static final List<String> HEADER =
            List.of("PULL", "RUN (BEGUN, UTC)", "RESULT", "PAGES", "ROWS", "REQ", "RETRY", "429", "TIME");

    /** The first columns are texts; the others are numbers. */
    private static final int TEXTS = 3;

    private static final int WIDTH = 80;
    private static final String INDENT = "  ";

    static RunTable of(List<RunRecord> runs) {
        List<List<String>> rows = new ArrayList<>(List.of(HEADER));
        List<String> errors = new ArrayList<>(List.of(""));
        for (RunRecord run : runs) {
            rows.add(cells(run));
            errors.add(run.error() == null ? "" : run.error());
        }
        return new RunTable(rows, errors);
    }

    private static List<String> cells(RunRecord run) {
        return List.of(
                run.pull(),
                run.run(),
                run.result() + (run.resumed() ? " resumed" : ""),
                number(run.pages()),
                number(run.rows()),
                number(run.requests()),
                number(run.retries()),
                number(run.limited()),
                Texts.duration(Duration.between(run.begun(), run.ended())));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** The lines from the top. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            lines.add(line(rows.get(row)));
            if (!errors.get(row).isEmpty()) {
                lines.add(INDENT + Texts.shortened(errors.get(row), WIDTH - INDENT.length()));
            }
        }
        return lines;
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String space = column == 0 ? "" : column <= TEXTS ? "  " : " ";
            String format = space + "%" + (column < TEXTS ? "-" : "") + width(column) + "s";
            line.append(String.format(Locale.ROOT, format, cells.get(column)));
        }
        return line.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1);
    }
}
