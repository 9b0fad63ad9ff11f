package io.qanat.crash;

import io.qanat.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Numbers every change that is made on the computer's disk, and asks for each what becomes of it. It syncs nothing: what a
 * process has written outlives it. Thread-safe.
 */
public class StepDisk implements Disk {
    /** Every step is done. */
    public static final Fate SOUND = (number, step, path) -> null;

    private final Fate fate;
    private int steps;

    /** The kinds of changes. */
    public enum Step {
        WHOLE_FILE,
        OPEN,
        APPEND,
        TRUNCATE,
        SYNC,
        RENAME,
        FOLDER,
        DELETE,
        DELETE_TREE
    }

    /** Decides about each step. */
    public interface Fate {
        /**
         * What goes wrong with a step; null if it is done.
         *
         * @param number from 1
         */
        @Nullable
        Fault of(int number, Step step, Path path);
    }

    /**
     * How a step fails.
     *
     * @param half whether half of it is done before: half of the bytes, one file of a tree
     * @param thrown what is told
     */
    public record Fault(boolean half, IOException thrown) {}

    /** What is done of a step that fails half-way. */
    private interface Half {
        void run() throws IOException;
    }

    public StepDisk(Fate fate) {
        this.fate = fate;
    }

    /** Steps that were begun so far. */
    public final synchronized int steps() {
        return steps;
    }

    private synchronized @Nullable Fault next(Step step, Path path) {
        return fate.of(++steps, step, path);
    }

    private void step(Step step, Path path) throws IOException {
        step(step, path, () -> {});
    }

    private void step(Step step, Path path, Half half) throws IOException {
        Fault fault = next(step, path);
        if (fault != null) {
            if (fault.half()) {
                half.run();
            }
            throw fault.thrown();
        }
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        step(Step.WHOLE_FILE, file, () -> Disk.super.write(file, Arrays.copyOf(content, content.length / 2)));
        Disk.super.write(file, content);
    }

    @Override
    public Appender append(Path file) throws IOException {
        step(Step.OPEN, file);
        return new Stepped(file, Disk.super.append(file));
    }

    @Override
    public void sync(Path path) throws IOException {
        step(Step.SYNC, path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step(Step.RENAME, from);
        Disk.super.rename(from, to);
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            step(Step.FOLDER, folder);
            Disk.super.makeFolder(folder);
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        step(Step.DELETE, file);
        Disk.super.delete(file);
    }

    @Override
    public void deleteTree(Path folder) throws IOException {
        step(Step.DELETE_TREE, folder, () -> deleteOne(folder));
        Disk.super.deleteTree(folder);
    }

    private static void deleteOne(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = files.filter(Files::isRegularFile).toList();
            for (Path file : found.subList(0, Math.min(1, found.size()))) {
                Files.delete(file);
            }
        }
    }

    private final class Stepped implements Appender {
        private final Path file;
        private final Appender appender;

        Stepped(Path file, Appender appender) {
            this.file = file;
            this.appender = appender;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            step(Step.APPEND, file, () -> appender.write(bytes.slice(bytes.position(), bytes.remaining() / 2)));
            appender.write(bytes);
        }

        @Override
        public void sync() throws IOException {
            step(Step.SYNC, file);
        }

        @Override
        public void truncate(long length) throws IOException {
            step(Step.TRUNCATE, file);
            appender.truncate(length);
        }

        @Override
        public long length() throws IOException {
            return appender.length();
        }

        @Override
        public void close() throws IOException {
            appender.close();
        }
    }
}
