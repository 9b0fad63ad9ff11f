package io.qanat.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames and verifies them. Not thread-safe. A {@link RandomAccessFile}, since a thread that is interrupted closes a
 * channel for all the others.
 */
final class FrameReader implements Closeable {
    private static final int SEARCHED = 1 << 16;

    private final RandomAccessFile file;
    private final byte[] head = new byte[FrameHeader.BYTES];
    private byte[] kept = {};
    private long salt;

    FrameReader(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        this.file = new RandomAccessFile(path.toFile(), "r");
    }

    /** Sets what the file's frames were written with. */
    void salt(long salt) {
        this.salt = salt;
    }

    long length() throws IOException {
        return file.length();
    }

    /** The file's first bytes; fewer if it is shorter. */
    byte[] first(int bytes) throws IOException {
        byte[] first = new byte[(int) Math.min(bytes, length())];
        file.seek(0);
        file.readFully(first);
        return first;
    }

    /** The header of the frame at that offset; null if there is none that is sound and within these bytes of the file. */
    @Nullable
    FrameHeader header(long offset, long length) throws IOException {
        if (length - offset < FrameHeader.BYTES) {
            return null;
        }
        file.seek(offset);
        file.readFully(head);
        return FrameHeader.read(head, 0, salt, offset);
    }

    /** The payload, verified; null if it is damaged. It may be overwritten by the next one that is read. */
    @Nullable
    ByteBuffer payload(long offset, FrameHeader header) throws IOException {
        byte[] bytes = array(header.length());
        file.seek(offset + FrameHeader.BYTES);
        file.readFully(bytes, 0, header.length());
        boolean sound = FrameHeader.crc(bytes, 0, header.length()) == header.payloadCrc();
        return sound ? ByteBuffer.wrap(bytes, 0, header.length()) : null;
    }

    private byte[] array(int length) {
        if (length > Frame.KEPT) { // as in the writer
            return new byte[length];
        }
        if (kept.length < length) {
            kept = new byte[Math.min(Frame.KEPT, Math.max(length, 2 * kept.length))];
        }
        return kept;
    }

    /** Whether a sound header stands behind that offset which says that the file was durable beyond it. */
    boolean durableBeyond(long offset, long length) throws IOException {
        byte[] block = new byte[SEARCHED];
        for (long at = offset + 1; length - at >= FrameHeader.BYTES; at += SEARCHED - FrameHeader.BYTES + 1) {
            int filled = (int) Math.min(SEARCHED, length - at);
            file.seek(at);
            file.readFully(block, 0, filled);
            if (durableBeyond(offset, block, filled, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean durableBeyond(long offset, byte[] block, int filled, long at) {
        for (int i = 0; i + FrameHeader.BYTES <= filled; i++) {
            if (block[i] == (byte) (FrameHeader.MAGIC >>> 24)) {
                FrameHeader header = FrameHeader.read(block, i, salt, at + i);
                if (header != null && header.syncedTo() > offset) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
