package io.qanat.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A body on its way into memory. Where its length is known, it gets an array of that size as soon as its first bytes are
 * there. Otherwise the array grows, and the last step leads from an eighth of the limit to the limit: so growing never takes
 * more than an eighth besides, and a large body stays in an array that is larger still. Not thread-safe.
 */
final class GrowingBody {
    private static final int FIRST = 64 * 1024;

    private final int most;
    private final long expected;
    private byte[] bytes;
    private int size;

    /**
     * An empty one.
     *
     * @param most the largest size
     * @param expected the size that is expected; anything below 1 if none is
     */
    GrowingBody(int most, long expected) {
        this.most = most;
        this.expected = expected;
        this.bytes = new byte[Math.min(FIRST, most)];
    }

    /**
     * The array that a body and its copy of the right size may take together, and what else is made of a body: a little more
     * than the limit for one.
     */
    static long together(int most) {
        return most / 8 * 11L;
    }

    /**
     * Reads a stream to its end.
     *
     * @throws BodyTooLargeException if it is larger than the limit
     */
    GrowingBody read(InputStream in) throws IOException {
        int last = 0;
        while (last >= 0) {
            if (size == bytes.length) {
                last = in.read();
                if (last >= 0) {
                    room(1);
                    bytes[size++] = (byte) last;
                }
            } else {
                last = in.read(bytes, size, bytes.length - size);
                size += Math.max(0, last);
            }
        }
        return this;
    }

    /**
     * Adds a piece.
     *
     * @throws BodyTooLargeException if it is larger than the limit
     */
    void add(ByteBuffer piece) throws BodyTooLargeException {
        int more = piece.remaining();
        room(more);
        piece.get(bytes, size, more);
        size += more;
    }

    private void room(int more) throws BodyTooLargeException {
        if (more > most - size) {
            throw new BodyTooLargeException(most);
        }
        while (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, larger());
        }
    }

    private int larger() {
        if (expected > bytes.length && expected <= most) {
            return (int) expected;
        }
        return bytes.length < most / 8 ? bytes.length * 2 : most;
    }

    /** What came, in an array of its size unless that would take too much memory besides; nothing may be added after it. */
    BodyBytes whole() {
        if (size < bytes.length && (long) bytes.length + size <= together(most)) {
            bytes = Arrays.copyOf(bytes, size);
        }
        return new BodyBytes(bytes, size);
    }
}
