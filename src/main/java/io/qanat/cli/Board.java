package io.qanat.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The last lines of a terminal, which change in place. Whoever prints something else does so by {@link #above}: it comes to
 * stand over them. Thread-safe.
 *
 * <p>Its control sequences (ECMA-48: CUU, ED) are those that every terminal in use knows.
 */
final class Board {
    private static final String ERASE_BELOW = "\u001b[J";

    private final PrintStream terminal;
    private int shown;

    Board(PrintStream terminal) {
        this.terminal = terminal;
    }

    /** Shows these lines in the place of those before; none of them may be as wide as the terminal. */
    synchronized void show(List<String> lines) {
        StringBuilder text = new StringBuilder(home());
        text.append(String.join("\n", lines));
        shown = lines.size();
        print(text.toString());
    }

    /** Prints something else. */
    synchronized void above(Runnable printing) {
        clear();
        printing.run();
    }

    /** Takes the lines away, until they are shown again. */
    synchronized void clear() {
        if (shown > 0) {
            print(home());
            shown = 0;
        }
    }

    /** To the first of the lines, and all of them away. */
    private String home() {
        if (shown == 0) {
            return "";
        }
        return "\r" + (shown > 1 ? "\u001b[" + (shown - 1) + "A" : "") + ERASE_BELOW;
    }

    private void print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        terminal.write(bytes, 0, bytes.length);
        terminal.flush();
    }
}
