package io.qanat.incremental;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The first 16 bytes of the SHA-256 of a record's bytes. Two different records among a hundred thousand kept and a million
 * compared have the same one with a chance of 3·10⁻²⁸, and to make two that have needs 2⁶⁴ attempts: nobody loses a record.
 *
 * @param high the first eight bytes
 * @param low the next eight
 */
record ContentHash(long high, long low) {
    private static final int DIGITS = 16;

    static ContentHash of(byte[] sha256) {
        ByteBuffer bytes = ByteBuffer.wrap(sha256);
        return new ContentHash(bytes.getLong(), bytes.getLong());
    }

    /**
     * Reads 32 hexadecimal digits.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    static ContentHash parse(String hex) {
        if (hex.length() != 2 * DIGITS) {
            throw new IllegalArgumentException("\"" + Values.shown(hex) + "\" is no hash of 32 hexadecimal digits");
        }
        return new ContentHash(
                HexFormat.fromHexDigitsToLong(hex, 0, DIGITS), HexFormat.fromHexDigitsToLong(hex, DIGITS, 2 * DIGITS));
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }
}
