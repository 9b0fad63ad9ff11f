package io.qanat.table;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A key as bytes: those of two keys are equal if, and only if, all their values are, whatever the types of their columns are by
 * then; an integer equals the double of the same value. Used again for one key after the other. Not thread-safe.
 */
final class KeyBytes {
    private static final byte INTEGER = 1;
    private static final byte FRACTION = 2;
    private static final byte TEXT = 3;
    private static final byte BOOLEAN = 4;

    private static final int BEGIN = 64;
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private byte[] bytes = new byte[BEGIN];
    private int length;

    /** Begins the next key. */
    void clear() {
        length = 0;
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Makes room for a key of that length, which the caller puts into the array. */
    byte[] ofLength(int keyLength) {
        length = 0;
        reserve(keyLength);
        length = keyLength;
        return bytes;
    }

    /** Adds a value as {@link Leaf#value} gives it. */
    void add(Object value) {
        if (value instanceof Double real) {
            add(real.doubleValue());
        } else if (value instanceof Number number) {
            put(INTEGER, number.longValue());
        } else if (value instanceof Boolean is) {
            reserve(2);
            bytes[length++] = BOOLEAN;
            bytes[length++] = (byte) (is ? 1 : 0);
        } else {
            byte[] text = String.valueOf(value).getBytes(StandardCharsets.ISO_8859_1);
            put(TEXT, text.length);
            add(text, text.length);
        }
    }

    /** Adds the values of another key. */
    void add(KeyBytes other) {
        add(other.bytes, other.length);
    }

    private void add(byte[] more, int count) {
        reserve(count);
        System.arraycopy(more, 0, bytes, length, count);
        length += count;
    }

    private void add(double value) {
        if (value == Math.rint(value) && Math.abs(value) <= Numbers.EXACT) {
            put(INTEGER, (long) value);
        } else {
            put(FRACTION, Double.doubleToLongBits(value));
        }
    }

    private void put(byte tag, long value) {
        reserve(1 + Long.BYTES);
        bytes[length++] = tag;
        ByteBuffer.wrap(bytes).putLong(length, value);
        length += Long.BYTES;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }

    /** FNV-1a, and its bits mixed once more, so that the high and the low ones are independent. */
    long hash() {
        long hash = FNV_BASIS;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ bytes[i]) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 32)) * MIX;
        return hash ^ (hash >>> 29);
    }
}
