package io.qanat.cli;

import picocli.CommandLine.Model.CommandSpec;

/** The terminal that results are shown on. */
final class Screen {
    private static final int USUAL = 120;
    private static final int LEAST = 40;

    private Screen() {}

    /** Its columns: as {@code COLUMNS} says, or the terminal itself; 120 if there is none. */
    static int width(CommandSpec spec) {
        String columns = System.getenv("COLUMNS");
        if (columns != null && columns.matches("\\d{1,4}")) {
            return Math.max(LEAST, Integer.parseInt(columns));
        }
        if (!Logs.onTerminal()) {
            return USUAL;
        }
        return Math.max(LEAST, spec.usageMessage().autoWidth(true).width());
    }
}
