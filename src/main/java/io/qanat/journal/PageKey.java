package io.qanat.journal;

import java.nio.ByteBuffer;

/**
 * What is known of a page without its content: the beginning of its payload.
 *
 * @param slice any text; its characters are stored as they are, also those that UTF-8 can't encode
 * @param number from 1
 * @param next digest of the request that follows; {@link RequestDigest#NONE} at the slice's end
 */
record PageKey(String slice, int number, long next) {
    PageKey {
        if (number < 1) {
            throw new IllegalArgumentException("page " + number + " of slice \"" + slice + "\": pages count from 1");
        }
    }

    int bytes() {
        return Integer.BYTES + Long.BYTES + Integer.BYTES + slice.length() * Character.BYTES;
    }

    void write(ByteBuffer to) {
        to.putInt(number).putLong(next).putInt(slice.length());
        for (int i = 0; i < slice.length(); i++) {
            to.putChar(slice.charAt(i));
        }
    }

    static PageKey read(ByteBuffer from) {
        int number = from.getInt();
        long next = from.getLong();
        char[] slice = new char[from.getInt()];
        for (int i = 0; i < slice.length; i++) {
            slice[i] = from.getChar();
        }
        return new PageKey(new String(slice), number, next);
    }
}
