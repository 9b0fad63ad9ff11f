package io.qanat.journal;

import java.io.OutputStream;

/** An array that a body is written to. What comes when it is full is only counted. Not thread-safe. */
final class BodyArray extends OutputStream {
    private byte[] bytes;
    private long length;

    BodyArray(int length) {
        this.bytes = new byte[length];
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int at, int count) {
        if (length < bytes.length) {
            System.arraycopy(from, at, bytes, (int) length, (int) Math.min(count, bytes.length - length));
        }
        length += count;
    }

    /** Bytes that were written, with those that had no room. */
    long length() {
        return length;
    }

    /** Whether all had room. */
    boolean whole() {
        return length <= bytes.length;
    }

    /** Begins again with room for all that was written; the old array is let go of first. */
    void enlarge() {
        bytes = new byte[0];
        bytes = new byte[Math.toIntExact(length)];
        length = 0;
    }

    byte[] bytes() {
        return bytes;
    }
}
