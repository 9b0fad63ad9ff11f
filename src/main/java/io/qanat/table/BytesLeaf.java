package io.qanat.table;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/** Texts as UTF-8, and decimals of more than 18 digits: one after the other in one array. */
final class BytesLeaf extends Leaf {
    private static final int BEGIN_BYTES = 128;

    /** A larger array isn't kept for the next records. */
    private static final int KEPT = 1 << 20;

    /** The most bytes of UTF-8 for one char; a pair of them takes four. */
    private static final int UTF8_PER_CHAR = 3;

    private byte[] slab = new byte[BEGIN_BYTES];
    private int[] ends = new int[BEGIN];

    BytesLeaf(int maxDefinition) {
        super(maxDefinition);
    }

    /** Adds a text. Half a surrogate pair, which UTF-8 can't hold, becomes U+FFFD. */
    void add(char[] chars, int from, int length, int repetition) {
        int index = addValue(repetition);
        int start = start(index);
        reserve(start, (long) length * UTF8_PER_CHAR);
        end(index, encode(chars, from, from + length, start));
    }

    void add(String text, int repetition) {
        add(text.toCharArray(), 0, text.length(), repetition);
    }

    void add(byte[] bytes, int repetition) {
        add(ByteBuffer.wrap(bytes), repetition);
    }

    private void add(ByteBuffer bytes, int repetition) {
        int index = addValue(repetition);
        int start = start(index);
        int length = bytes.remaining();
        reserve(start, length);
        bytes.get(slab, start, length);
        end(index, start + length);
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    private void end(int index, int end) {
        if (index == ends.length) {
            ends = Arrays.copyOf(ends, index * 2);
        }
        ends[index] = end;
    }

    private void reserve(int start, long length) {
        long needed = start + length;
        if (needed > slab.length) {
            slab = Arrays.copyOf(
                    slab, Math.toIntExact(Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, 2L * slab.length))));
        }
    }

    private int encode(char[] chars, int from, int to, int start) {
        byte[] out = slab;
        int at = start;
        int i = from;
        while (i < to && chars[i] < 0x80) {
            out[at++] = (byte) chars[i++];
        }
        return i == to ? at : encodeRest(chars, i, to, at);
    }

    private int encodeRest(char[] chars, int from, int to, int start) {
        byte[] out = slab;
        int at = start;
        for (int i = from; i < to; i++) {
            int c = chars[i];
            if (c < 0x80) {
                out[at++] = (byte) c;
            } else if (c < 0x800) {
                out[at++] = (byte) (0xC0 | (c >> 6));
                out[at++] = (byte) (0x80 | (c & 0x3F));
            } else {
                int point = codePoint(chars, i, to);
                at = encodeLong(point, at);
                i += point > 0xFFFF ? 1 : 0;
            }
        }
        return at;
    }

    private static int codePoint(char[] chars, int at, int to) {
        char c = chars[at];
        if (!Character.isSurrogate(c)) {
            return c;
        }
        boolean pair = Character.isHighSurrogate(c) && at + 1 < to && Character.isLowSurrogate(chars[at + 1]);
        return pair ? Character.toCodePoint(c, chars[at + 1]) : 0xFFFD;
    }

    private int encodeLong(int point, int start) {
        int at = start;
        if (point > 0xFFFF) {
            slab[at++] = (byte) (0xF0 | (point >> 18));
            slab[at++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        } else {
            slab[at++] = (byte) (0xE0 | (point >> 12));
        }
        slab[at++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        slab[at++] = (byte) (0x80 | (point & 0x3F));
        return at;
    }

    /** Writes a text as a JSON string. */
    void writeString(int index, JsonGenerator out) throws IOException {
        int start = start(index);
        out.writeUTF8String(slab, start, ends[index] - start);
    }

    /** The value as a text. */
    String text(int index) {
        int start = start(index);
        return new String(slab, start, ends[index] - start, StandardCharsets.UTF_8);
    }

    /** The value as a whole number, its bytes from the highest to the lowest. */
    BigInteger integer(int index) {
        int start = start(index);
        return new BigInteger(slab, start, ends[index] - start);
    }

    @Override
    long bytes() {
        return start(values());
    }

    @Override
    void write(int index, ColumnWriter writer, int repetition) {
        int start = start(index);
        writer.write(Binary.fromReusedByteArray(slab, start, ends[index] - start), repetition, maxDefinition());
    }

    @Override
    Object value(int index) {
        int start = start(index);
        return new String(slab, start, ends[index] - start, StandardCharsets.ISO_8859_1);
    }

    @Override
    void copyTo(Leaf other, int index, int repetition) {
        int start = start(index);
        ((BytesLeaf) other).add(ByteBuffer.wrap(slab, start, ends[index] - start), repetition);
    }

    @Override
    void copy(ColumnReader reader, int repetition) {
        add(reader.getBinary().toByteBuffer(), repetition);
    }

    @Override
    void drained() {
        if (slab.length > KEPT) {
            slab = new byte[BEGIN_BYTES];
        }
    }
}
