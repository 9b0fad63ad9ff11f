package io.qanat.page;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks bytes for being UTF-8 (RFC 3629 §4: no overlong forms, no surrogates, nothing above U+10FFFF), eight ASCII
 * characters in a step, so that the check costs next to nothing beside parsing.
 */
final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /** The place of the first byte that begins no character among so many, or -1 if all do. */
    static int firstInvalid(byte[] bytes, int length) {
        int at = 0;
        while (at < length) {
            at = afterAscii(bytes, at, length);
            if (at < length) {
                int sequence = sequence(bytes, at, length);
                if (sequence == 0) {
                    return at;
                }
                at += sequence;
            }
        }
        return -1;
    }

    private static int afterAscii(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** The length of the character of several bytes that begins there; 0 if none does. */
    private static int sequence(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        if (first >= 0xC2 && first <= 0xDF) {
            return continues(bytes, at + 1, end, 1, 0x80, 0xBF) ? 2 : 0;
        }
        if (first >= 0xE0 && first <= 0xEF) {
            return continues(bytes, at + 1, end, 2, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF) ? 3 : 0;
        }
        if (first >= 0xF0 && first <= 0xF4) {
            return continues(bytes, at + 1, end, 3, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF) ? 4 : 0;
        }
        return 0;
    }

    /** Whether so many bytes continue a character, of which the first one lies in a narrower range. */
    private static boolean continues(byte[] bytes, int at, int end, int count, int low, int high) {
        if (at + count > end || (bytes[at] & 0xFF) < low || (bytes[at] & 0xFF) > high) {
            return false;
        }
        for (int i = at + 1; i < at + count; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return false;
            }
        }
        return true;
    }
}
