package io.qanat.journal;

import io.qanat.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames behind the last whole one and makes them durable. A frame that can't be written whole is cut off again, and so
 * are the parts before it; if that fails too, nothing more is taken, but what is there can still be synced. After a sync has failed nothing more is taken
 * and no other is tried: the disk may have dropped pages, and a later sync that succeeds wouldn't say that it holds them. Thread-safe; frames may be appended while the disk syncs.
 */
final class FrameWriter implements AutoCloseable {
    private final Path file;
    private final Disk.Appender appender;
    private final long salt;
    private final Frame mark = new Frame();

    /** Held while the disk syncs; taken before this object's own lock. */
    private final Object syncing = new Object();

    private long end;

    /** Where the parts begin that don't have their page yet; without any, the end. */
    private long whole;

    private long durable;
    private long content;
    private @Nullable IOException failure;

    /** Whether a sync has failed. */
    private boolean lost;

    private boolean closed;

    /**
     * Goes on with a file.
     *
     * @param end its length; all of it is durable
     */
    FrameWriter(Path file, Disk.Appender appender, long salt, long end) {
        this.file = file;
        this.appender = appender;
        this.salt = salt;
        this.end = end;
        this.whole = end;
        this.durable = end;
        this.content = end;
    }

    /** Writes a frame of a page or a note, and says where it begins. */
    synchronized long append(FrameType type, Frame frame) throws IOException {
        requireUsable();
        long offset = end;
        write(type, frame);
        whole = end;
        content = end;
        return offset;
    }

    /** Writes a part of a page that is appended next. */
    synchronized void part(Frame frame) throws IOException {
        requireUsable();
        write(FrameType.PART, frame);
    }

    /** Cuts off parts of which the page was not appended, if there are any. */
    synchronized void withdraw() {
        if (end > whole && !closed) {
            cutBack(new IOException("the parts of a page can't be cut off again"));
        }
    }

    private void requireUsable() throws IOException {
        if (closed) {
            throw new IOException(file + ": the journal is closed, so nothing more can be stored");
        }
        if (failure != null) {
            throw new IOException(
                    file + ": nothing more is stored, since an earlier write failed (" + failure.getMessage()
                            + "). What was fetched is kept: see to the disk and start again",
                    failure);
        }
    }

    private void write(FrameType type, Frame frame) throws IOException {
        ByteBuffer bytes = frame.finish(type, salt, end, durable);
        int length = bytes.remaining();
        try {
            appender.write(bytes);
            end += length;
        } catch (IOException e) {
            cutBack(e);
            throw new IOException(
                    file + ": can't be written (" + e.getMessage()
                            + "). What was fetched before is kept: make room or see to the disk, and start again",
                    e);
        } catch (RuntimeException | Error e) { // half a frame must not stay before the next one
            cutBack(new IOException(e));
            throw e;
        }
    }

    private void cutBack(IOException cause) {
        end = whole;
        try {
            appender.truncate(whole);
        } catch (IOException e) {
            cause.addSuppressed(e);
            failure = cause;
        }
    }

    /** Returns when all that was appended before is durable. */
    void sync() throws IOException {
        synchronized (syncing) {
            long upTo = unsynced();
            if (upTo > 0) {
                force();
                synced(upTo);
            }
        }
    }

    /** What a sync would make durable, if anything; else 0. */
    private synchronized long unsynced() throws IOException {
        if (content <= durable) {
            return 0;
        }
        if (lost) {
            requireUsable();
        }
        return whole;
    }

    private void force() throws IOException {
        try {
            appender.sync();
        } catch (IOException e) {
            fail(e);
            throw new IOException(
                    file + ": can't be made durable (" + e.getMessage()
                            + "), so nothing more is stored; see to the disk and start again",
                    e);
        }
    }

    private synchronized void fail(IOException e) {
        failure = e;
        lost = true;
    }

    /** The mark tells whoever opens the file that damage before it is no torn end; it is durable by the next sync. */
    private synchronized void synced(long upTo) {
        if (end > whole) {
            return; // no mark stands among parts: the next sync tells it
        }
        durable = upTo;
        if (failure != null) {
            return; // behind half a frame no other may stand
        }
        try {
            mark.begin(0);
            write(FrameType.MARK, mark);
            whole = end;
        } catch (IOException e) {
            // What sync promises is done. A disk that is full refuses the next page, and that says why.
        }
    }

    /** The next frame's offset. */
    synchronized long end() {
        return end;
    }

    /** Whether it is closed, or a sync has failed. */
    synchronized boolean stopped() {
        return closed || lost;
    }

    /** Syncs and frees the file; done again it does nothing. */
    @Override
    public void close() throws IOException {
        synchronized (syncing) {
            if (!closed()) {
                try (appender) {
                    sync();
                } finally {
                    closed(true);
                }
            }
        }
    }

    private synchronized boolean closed() {
        return closed;
    }

    private synchronized void closed(boolean closed) {
        this.closed = closed;
    }
}
