package io.qanat.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Adds up parts in their order. Not thread-safe. */
final class PartsSum {
    private final CRC32C crc = new CRC32C();
    private int count;
    private long bytes;

    /** Adds the next part; the payload is read to its end. */
    void add(ByteBuffer payload) {
        count++;
        bytes += FrameHeader.BYTES + (long) payload.remaining();
        crc.update(payload);
    }

    /** Begins again, with none. */
    void clear() {
        count = 0;
        bytes = 0;
        crc.reset();
    }

    long bytes() {
        return bytes;
    }

    Parts total() {
        return new Parts(count, bytes, (int) crc.getValue());
    }
}
