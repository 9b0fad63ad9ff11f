package io.qanat.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Asks a person, a line each. */
final class Questions {
    private final BufferedReader in;
    private final PrintWriter out;

    Questions(BufferedReader in, PrintWriter out) {
        this.in = in;
        this.out = out;
    }

    /** The person at the terminal, if there is one: input and output both, so that no script ever waits. */
    @SuppressWarnings("SystemConsoleNull") // from Java 22 on it is never null: then the launcher's word alone counts
    static Optional<Questions> terminal() {
        Console console = System.console();
        return console == null || !Logs.onTerminal()
                ? Optional.empty()
                : Optional.of(new Questions(new BufferedReader(console.reader()), console.writer()));
    }

    /** The answer, or the usual one for an empty line. */
    String ask(String question, String usual) {
        out.print(question + (usual.isEmpty() ? ": " : " [" + usual + "]: "));
        out.flush();
        try {
            String line = in.readLine();
            return line == null || line.isBlank() ? usual : line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows a line. */
    void tell(String line) {
        out.println(line);
        out.flush();
    }
}
