package io.qanat.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** What a command told a user: its exit code, and what it printed. */
record Told(int exit, String out, String err) {

    /** Runs a command in a folder that has {@code routes/} and {@code application.properties}. */
    static Told by(Path folder, String... args) {
        List<String> all = new ArrayList<>(Arrays.asList(args));
        all.add("--properties");
        all.add(folder.resolve("application.properties").toString());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                QanatCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exit = line.execute(all.toArray(String[]::new));
        return new Told(exit, out.toString(), err.toString());
    }

    /** Writes the route file of a folder. */
    static void routes(Path folder, String yaml) throws IOException {
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(folder.resolve("routes/shop.camel.yaml"), yaml);
    }

    /** All that is in a folder but routes and settings: names of files below it. */
    static List<String> written(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.startsWith("routes") && !name.startsWith("state"))
                    .filter(name -> !name.equals("application.properties"))
                    .sorted()
                    .toList();
        }
    }

    /** The lines of a stack trace among what was printed. */
    long stackLines() {
        return Stream.of(out, err)
                .flatMap(String::lines)
                .filter(line -> line.startsWith("\tat ") || line.contains("Caused by:"))
                .count();
    }
}
