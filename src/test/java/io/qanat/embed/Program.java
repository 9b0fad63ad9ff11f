package io.qanat.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program in a process of its own, and what it prints. */
final class Program implements AutoCloseable {
    /** The build's folder; Maven runs tests in the project's. */
    static final Path TARGET = Path.of("target").toAbsolutePath();

    /** The standalone jar. */
    static final String JAR = TARGET.resolve("qanat.jar").toString();

    /** The exit code of a program that ended by SIGTERM. */
    static final int TERMINATED = 128 + 15;

    /** The exit code of a program that ended by SIGKILL. */
    static final int KILLED = 128 + 9;

    private static final long LONGEST_SECONDS = 90;

    private final Process process;
    private final Path out;
    private final Path err;

    private Program(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts {@code java -jar target/qanat.jar} in a folder. */
    static Program qanat(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        return qanat(folder, environment, List.of("-jar", JAR), arguments);
    }

    /** Starts the same jar with options of Java's own, of which the last ones say what is run. */
    static Program qanat(Path folder, Map<String, String> environment, List<String> options, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(java(), "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.addAll(options);
        command.addAll(List.of(arguments));
        return start(folder, environment, command);
    }

    /** Starts anything in a folder. */
    static Program start(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new Program(builder.start(), out, err);
    }

    /** The Java that runs the tests. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Its exit code, when it has ended. */
    int exit() throws InterruptedException {
        assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS))
                .as("ended: %s%s", out(), err())
                .isTrue();
        return process.exitValue();
    }

    /** Asks it to stop, as a terminal or a service's supervisor does (SIGTERM). */
    void terminate() {
        process.destroy();
    }

    /** Ends it at once (SIGKILL); its exit code tells whether it had ended before. */
    int kill() throws InterruptedException {
        process.destroyForcibly();
        return exit();
    }

    /** Returns when that is done, or the process has ended. */
    void runUntil(CompletableFuture<Void> done) throws Exception {
        CompletableFuture<Void> ended = process.onExit().thenRun(() -> {});
        done.applyToEither(ended, either -> true).get(LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    /** Whether it has ended, for which it gets so long. */
    boolean endedWithin(long milliseconds) throws InterruptedException {
        return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** The number of its process. */
    long pid() {
        return process.pid();
    }

    /** What it has printed on standard output so far. */
    String out() {
        return read(out);
    }

    /** What it has printed on standard error so far. */
    String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
