package io.qanat.journal;

import io.qanat.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Watches a journal's limits. The disk isn't asked for every page, since that costs as much as storing one: an answer is good
 * for so many bytes, and until the next sync. Not thread-safe.
 */
final class Room {
    private static final long GOOD_FOR = 8 << 20;

    private final Path file;
    private final JournalLimits limits;
    private final Disk disk;
    private long checkedTo;

    Room(Path file, JournalLimits limits, Disk disk) {
        this.file = file;
        this.limits = limits;
        this.disk = disk;
    }

    /** The next frame asks the disk again: others write there too. */
    void askAgain() {
        checkedTo = 0;
    }

    /**
     * Returns if a frame may be written.
     *
     * @param end the file's length before it
     * @param frame bytes of the frame
     * @throws JournalFullException if a limit would be passed
     */
    void require(long end, long frame) throws IOException {
        String lacking = lacking(end, frame);
        if (lacking != null) {
            throw new JournalFullException(lacking);
        }
    }

    /** Whether frames of so many bytes may be written. */
    boolean has(long end, long frames) throws IOException {
        return lacking(end, frames) == null;
    }

    /** What to tell if they may not. */
    private @Nullable String lacking(long end, long frames) throws IOException {
        long needed = frames + FrameHeader.BYTES; // and of the mark that its sync will write
        if (needed > limits.maxBytes() - end) {
            return file + ": the next page needs " + needed + " bytes, with which the journal's "
                    + end + " would pass qanat.journal.maxSize (" + limits.maxBytes()
                    + " bytes). What was fetched is kept: raise the setting and start again, or pull shorter windows";
        }
        return limits.minFreeBytes() > 0 && end + needed > checkedTo ? askDisk(end, needed) : null;
    }

    private @Nullable String askDisk(long end, long needed) throws IOException {
        long free = disk.usableBytes(file);
        if (free - needed < limits.minFreeBytes()) {
            return file + ": the next page needs " + needed + " bytes, but " + free
                    + " are free on its disk, and qanat.journal.minFree keeps " + limits.minFreeBytes()
                    + " of them. What was fetched is kept: make room, or lower the setting, and start again";
        }
        checkedTo = end + Math.min(free - limits.minFreeBytes(), Math.max(GOOD_FOR, needed));
        return null;
    }
}
