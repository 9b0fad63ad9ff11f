package io.qanat.table.db;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyIn;

/** Bytes on their way to PostgreSQL: numbers in network order. Not thread-safe. */
final class CopyBuffer {
    private static final int BEGIN = 1 << 17;
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};

    private byte[] bytes = new byte[BEGIN];
    private int size;

    int size() {
        return size;
    }

    /** What a copy begins with: no flags, no extension. */
    void header() {
        put(SIGNATURE);
        putInt(0);
        putInt(0);
    }

    /** What a copy ends with. */
    void trailer() {
        putShort(-1);
    }

    /** Leaves place for a field's length; gives where that is. */
    int beginField() {
        putInt(0);
        return size;
    }

    /** Puts the length of what came since. */
    void endField(int at) {
        int end = size;
        size = at - Integer.BYTES;
        putInt(end - at);
        size = end;
    }

    void putByte(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void putShort(int value) {
        putByte(value >> 8);
        putByte(value);
    }

    void putInt(int value) {
        putShort(value >> 16);
        putShort(value);
    }

    void putLong(long value) {
        putInt((int) (value >> 32));
        putInt((int) value);
    }

    void putText(String text) {
        put(text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    /** Hands over all that is there. */
    void sendTo(CopyIn copy) throws SQLException {
        copy.writeToCopy(bytes, 0, size);
        size = 0;
    }
}
