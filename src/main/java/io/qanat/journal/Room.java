package io.qanat.journal;

import io.qanat.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;

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
    void require(long end, int frame) throws IOException {
        long needed = frame + (long) FrameHeader.BYTES; // and of the mark that its sync will write
        if (needed > limits.maxBytes() - end) {
            throw new JournalFullException(
                    file + ": the next page needs " + needed + " bytes, with which the journal's "
                            + end + " would pass qanat.journal.maxSize (" + limits.maxBytes()
                            + " bytes). What was fetched is kept: raise the setting and start again, or pull shorter windows");
        }
        if (limits.minFreeBytes() > 0 && end + needed > checkedTo) {
            checkedTo = end + askDisk(needed);
        }
    }

    private long askDisk(long needed) throws IOException {
        long free = disk.usableBytes(file);
        if (free - needed < limits.minFreeBytes()) {
            throw new JournalFullException(file + ": the next page needs " + needed + " bytes, but " + free
                    + " are free on its disk, and qanat.journal.minFree keeps " + limits.minFreeBytes()
                    + " of them. What was fetched is kept: make room, or lower the setting, and start again");
        }
        return Math.min(free - limits.minFreeBytes(), Math.max(GOOD_FOR, needed));
    }
}
