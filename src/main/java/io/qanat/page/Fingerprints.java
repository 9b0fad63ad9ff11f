package io.qanat.page;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Remembers what came in a walk by 128 bits each, so that a million pages take tens of megabytes at most. Open addressing
 * with linear probing. Not thread-safe.
 */
final class Fingerprints {
    private long[] slots = new long[128];
    private int size;

    /** Adds a text, by the first half of its SHA-256; false if it was there. */
    boolean add(String text) {
        ByteBuffer digest = ByteBuffer.wrap(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
        return add(digest.getLong(), digest.getLong());
    }

    /** Adds bytes, by two checksums and their length: cheap, and enough against chance; false if they were there. */
    boolean add(byte[] bytes, int from, int to) {
        CRC32 crc32 = new CRC32();
        crc32.update(bytes, from, to - from);
        CRC32C crc32c = new CRC32C();
        crc32c.update(bytes, from, to - from);
        return add(crc32.getValue() << 32 | crc32c.getValue(), to - from);
    }

    private boolean add(long high, long low) {
        long second = high == 0 && low == 0 ? 1 : low; // two zeros mark a free slot
        int slot = find(slots, high, second);
        if (slots[slot] != 0 || slots[slot + 1] != 0) {
            return false;
        }
        slots[slot] = high;
        slots[slot + 1] = second;
        size++;
        if (size * 3 > slots.length) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (int i = 0; i < slots.length; i += 2) {
            if (slots[i] != 0 || slots[i + 1] != 0) {
                int slot = find(larger, slots[i], slots[i + 1]);
                larger[slot] = slots[i];
                larger[slot + 1] = slots[i + 1];
            }
        }
        slots = larger;
    }

    /** Where the pair stands, or the free slot where it belongs. */
    private static int find(long[] slots, long high, long low) {
        int slot = (int) ((high ^ high >>> 32 ^ low) & (slots.length / 2 - 1)) * 2;
        while ((slots[slot] != 0 || slots[slot + 1] != 0) && (slots[slot] != high || slots[slot + 1] != low)) {
            slot = (slot + 2) & (slots.length - 1);
        }
        return slot;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
