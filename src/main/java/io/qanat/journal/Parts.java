package io.qanat.journal;

import java.nio.ByteBuffer;

/**
 * The parts that stand before the frame of a page of which the body is large; nothing else stands between them.
 *
 * @param count how many
 * @param bytes of their frames
 * @param crc CRC-32C of their payloads, one after the other: a part of an earlier page, which a loss of power may bring to
 *     light at its old place, isn't taken for one of this page
 */
record Parts(int count, long bytes, int crc) {
    static final int BYTES = Integer.BYTES + Long.BYTES + Integer.BYTES;

    void write(ByteBuffer to) {
        to.putInt(count).putLong(bytes).putInt(crc);
    }

    static Parts read(ByteBuffer from) {
        return new Parts(from.getInt(), from.getLong(), from.getInt());
    }
}
