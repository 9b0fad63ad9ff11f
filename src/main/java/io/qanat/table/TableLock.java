package io.qanat.table;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a table for one run, over all processes of the machine: two runs at once would each continue the same schema in a way
 * of its own. The system releases it when the process ends, however it does.
 */
final class TableLock implements Closeable {
    private static final String NAME = "lock";

    private final FileChannel channel;

    private TableLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the table.
     *
     * @throws TableException if another run has it
     */
    static TableLock take(String subject, Path folder) throws IOException {
        Path staging = Files.createDirectories(folder.resolve(TableFolder.STAGING));
        FileChannel channel =
                FileChannel.open(staging.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new TableException(subject + ": another run is writing it; give each pull a table of its own,"
                    + " or schedules that don't meet");
        }
        return new TableLock(channel);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
