package io.qanat.journal;

import java.nio.ByteBuffer;

/**
 * A journal's first bytes: six that say what it is, two of the format's version, eight of salt that are each file's own. The
 * frame with the caller's header follows.
 */
record Preamble(short version, long salt) {
    static final int BYTES = 16;
    static final short VERSION = 1;

    private static final byte[] MAGIC = {'Q', 'A', 'N', 'A', 'T', 'J'};

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .put(MAGIC)
                .putShort(version)
                .putLong(salt)
                .array();
    }

    static Preamble read(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes).position(MAGIC.length);
        return new Preamble(from.getShort(), from.getLong());
    }

    /** Whether a journal may begin with these bytes, of which there may be fewer than it needs. */
    static boolean journal(byte[] bytes, int length) {
        for (int i = 0; i < Math.min(length, MAGIC.length); i++) {
            if (bytes[i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }
}
