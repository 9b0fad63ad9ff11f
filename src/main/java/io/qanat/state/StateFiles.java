package io.qanat.state;

import io.qanat.disk.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Whole files of the state, read and replaced, with failures that say which and what to do. Thread-safe. */
final class StateFiles {
    private static final String ADVICE = ": make room and make it writable there, or set qanat.state to another folder";

    private StateFiles() {}

    /** The file's content; null if there is none. */
    static byte @Nullable [] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static StateException unreadable(Path path, IOException e) {
        return new StateException(
                path + ": can't be read (" + Disk.reason(e)
                        + "): make it readable, or set qanat.state to another folder",
                e);
    }

    static void replace(Disk disk, Path file, String content) {
        write(file, () -> disk.replace(file, content.getBytes(StandardCharsets.UTF_8)));
    }

    /** Makes a folder that survives a loss of power. */
    static void makeFolder(Disk disk, Path folder) {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = folder.getParent();
        if (above != null) {
            makeFolder(disk, above);
        }
        write(folder, () -> {
            Files.createDirectories(folder);
            if (above != null) {
                disk.sync(above);
            }
        });
    }

    /** Does something to a file or folder. */
    static void write(Path path, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new StateException(path + ": can't be written (" + Disk.reason(e) + ")" + ADVICE, e);
        }
    }

    /** Part of what is done to a file. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }
}
