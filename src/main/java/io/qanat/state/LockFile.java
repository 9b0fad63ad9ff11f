package io.qanat.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A file that one process at a time has locked, and one holder within it. The system frees it when the process dies.
 * Thread-safe.
 *
 * <p>There is one of these for each file in the process, and a file once opened stays open: the locks of POSIX belong to the
 * process, and closing <em>any</em> descriptor of a file gives up all of them (POSIX fcntl: "all locks associated with a file
 * for a given process shall be removed"), those of another class loader's copy of this class included. For the same reason
 * who holds it stands in another file: to read this one means to close it.
 */
final class LockFile {
    private static final ConcurrentMap<Path, LockFile> ALL = new ConcurrentHashMap<>();

    private final Path file;
    private @Nullable FileChannel channel;
    private @Nullable Object opened;
    private @Nullable FileLock lock;

    private LockFile(Path file) {
        this.file = file;
    }

    /** The one of that file, whose folder exists. */
    static LockFile at(Path file) throws IOException {
        Path real = file.resolveSibling(".").toRealPath().resolve(file.getFileName());
        return ALL.computeIfAbsent(real, LockFile::new);
    }

    /** Whether the caller has it now; false if anybody has it already. */
    synchronized boolean take() throws IOException {
        if (lock != null) {
            return false;
        }
        do {
            lock = tryLock(open());
        } while (lock != null && !held());
        return lock != null;
    }

    /** Whether nobody else can have it: the lock is valid, and of the file that is found under the name now. */
    synchronized boolean held() throws IOException {
        if (lock != null && lock.isValid() && Objects.equals(opened, keyNow())) {
            return true;
        }
        lock = null;
        return false;
    }

    /** Frees it, by who has taken it. */
    synchronized void release() throws IOException {
        if (lock != null && lock.isValid()) {
            lock.release();
        }
        lock = null;
    }

    private FileChannel open() throws IOException {
        if (channel != null && channel.isOpen() && Objects.equals(opened, keyNow())) {
            return channel;
        }
        if (channel != null) {
            channel.close(); // of a file that was removed
        }
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        opened = keyNow();
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held through another class loader's copy of this class
        }
    }

    /** What tells this file from another of the same name; null where the system has no such thing. */
    private @Nullable Object keyNow() throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return new Object(); // equal to no other
        }
    }
}
