package io.qanat.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Bytes in which frames are built, one after the other, with room for the frame's header. Not thread-safe.
 */
final class Frame {
    /** A larger frame gets an array of its own, which isn't kept. It is enough for a part that can't be compressed. */
    static final int KEPT = PageWriter.PART + (1 << 13);

    /** Virtual machines allow a little less than 2^31. */
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private byte[] kept = {};
    private ByteBuffer bytes = ByteBuffer.wrap(kept);

    /**
     * Begins a frame; the payload is to be written at the buffer's position.
     *
     * @throws IOException if a payload of that length is more than an array can hold
     */
    ByteBuffer begin(long payloadBound) throws IOException {
        long length = FrameHeader.BYTES + payloadBound;
        if (length > LONGEST) {
            throw new IOException("a page of " + payloadBound + " bytes is too large to be stored");
        }
        bytes = ByteBuffer.wrap(array((int) length));
        return bytes.position(FrameHeader.BYTES);
    }

    private byte[] array(int length) {
        if (length > KEPT) {
            return new byte[length];
        }
        if (kept.length < length) {
            kept = new byte[Math.min(KEPT, Math.max(length, 2 * kept.length))];
        }
        return kept;
    }

    /** Bytes of the frame so far, with its header. */
    int length() {
        return bytes.position();
    }

    /** The whole frame, for that place in the file, ready to be written. */
    ByteBuffer finish(FrameType type, long salt, long offset, long syncedTo) {
        int length = bytes.position() - FrameHeader.BYTES;
        int crc = FrameHeader.crc(bytes.array(), FrameHeader.BYTES, length);
        new FrameHeader(type, length, syncedTo, crc).write(bytes.array(), salt, offset);
        return bytes.flip();
    }

    /** Lets go of an array that isn't to be kept. */
    void done() {
        bytes = ByteBuffer.wrap(kept);
    }
}
