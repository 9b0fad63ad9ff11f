package io.qanat.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Every change that journals, state and tables make on a disk, one method each, so that a test can make each step fail or
 * end the process at it. Thread-safe.
 */
public interface Disk {
    /** The computer's own. */
    Disk LOCAL = new Disk() {};

    /** Writes a whole file, over an older one. It may be lost with the power until it is synced. */
    default void write(Path file, byte[] content) throws IOException {
        Files.write(file, content);
    }

    /** Opens a file to write behind its last byte; it is made if it isn't there. */
    default Appender append(Path file) throws IOException {
        return new LocalAppender(new RandomAccessFile(file.toFile(), "rw"));
    }

    /** Returns when a file's content, or a folder's names, would survive a loss of power. */
    default void sync(Path path) throws IOException {
        boolean folder = Files.isDirectory(path);
        try (FileChannel channel =
                FileChannel.open(path, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Gives a file another name at once, over a file that has it. */
    default void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes a folder and those above it; a new one's name is durable when this returns. */
    default void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = folder.toAbsolutePath().getParent();
        if (above != null) {
            makeFolder(above);
        }
        Files.createDirectories(folder);
        if (above != null) {
            sync(above);
        }
    }

    /** Removes a file, if it is there. */
    default void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Removes a folder with all that is in it, if it is there. */
    default void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Bytes that may still be written where that file or folder lies. */
    default long usableBytes(Path path) throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }

    /**
     * Replaces a file by steps of this disk: a reader sees the old content or the new one, and after a loss of power so too.
     * What it leaves behind when it fails is a file {@code <name>.new}, which the next call overwrites.
     */
    default void replace(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        write(fresh, content);
        sync(fresh);
        rename(fresh, file);
        sync(file.resolveSibling("."));
    }

    /** What went wrong, in a few words for a message that names the file itself. */
    static String reason(IOException failure) {
        if (failure instanceof ClosedByInterruptException) {
            return "it was interrupted";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "a file of that name is in its place";
        }
        if (failure instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder: " + failure.getMessage();
        }
        boolean plain = failure.getClass() == IOException.class;
        return (plain ? "" : failure.getClass().getSimpleName() + ": ") + failure.getMessage();
    }

    /** A file that grows. Not thread-safe, but {@link #sync} may be called while another thread writes or cuts off. */
    interface Appender extends AutoCloseable {
        /**
         * Writes all bytes behind the last one.
         *
         * @throws IOException if not all of them could be written; some may be in the file then
         */
        void write(ByteBuffer bytes) throws IOException;

        /** Returns when all that was written before the call would survive a loss of power. */
        void sync() throws IOException;

        /** Cuts off what lies beyond that length. */
        void truncate(long length) throws IOException;

        /** The file's length in bytes. */
        long length() throws IOException;

        @Override
        void close() throws IOException;
    }
}
