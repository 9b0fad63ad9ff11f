package io.qanat.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What stands before a frame's payload. All numbers are big-endian:
 *
 * <pre>
 *  0  int   magic
 *  4  int   type
 *  8  int   bytes of the payload
 * 12  long  synced to: bytes of the file that were known to be durable when the frame was written
 * 20  int   CRC-32C of the payload
 * 24  int   CRC-32C of the journal's salt, the frame's offset and the 24 bytes above
 * </pre>
 *
 * The header has a checksum of its own, so that it can be trusted, and found again behind a damaged part, without its payload.
 * Salt and offset are in it so that a block of an older file, or of another place, which a loss of power may bring to light,
 * isn't taken for a frame; nor is anything that an API sends.
 *
 * @param type what the payload is
 * @param length bytes of the payload
 * @param syncedTo never beyond the frame's own offset
 * @param payloadCrc CRC-32C of the payload (RFC 3720 appendix B.4)
 */
record FrameHeader(FrameType type, int length, long syncedTo, int payloadCrc) {
    static final int BYTES = 28;
    static final int MAGIC = 0x514A4652; // "QJFR"

    private static final int CHECKED = 24;

    /** Writes it into the first bytes of a frame that will stand at that offset. */
    void write(byte[] frame, long salt, long offset) {
        ByteBuffer.wrap(frame)
                .putInt(MAGIC)
                .putInt(type.code())
                .putInt(length)
                .putLong(syncedTo)
                .putInt(payloadCrc)
                .putInt(crc(frame, 0, salt, offset));
    }

    /** The header that stands in these bytes, if they were written as one for that offset of that journal; or null. */
    static @Nullable FrameHeader read(byte[] bytes, int at, long salt, long offset) {
        ByteBuffer from = ByteBuffer.wrap(bytes, at, BYTES);
        if (from.getInt() != MAGIC) {
            return null;
        }
        FrameType type = FrameType.of(from.getInt());
        int length = from.getInt();
        long syncedTo = from.getLong();
        int payloadCrc = from.getInt();
        boolean sound = from.getInt() == crc(bytes, at, salt, offset) && length >= 0 && syncedTo <= offset;
        return type == null || !sound ? null : new FrameHeader(type, length, syncedTo, payloadCrc);
    }

    private static int crc(byte[] frame, int at, long salt, long offset) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(salt)
                .putLong(offset)
                .flip());
        crc.update(frame, at, CHECKED);
        return (int) crc.getValue();
    }

    /** The checksum of a payload. */
    static int crc(byte[] bytes, int at, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, at, length);
        return (int) crc.getValue();
    }
}
