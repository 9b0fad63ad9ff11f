package io.qanat.page;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.qanat.page.PageException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON that is being written in place of a body in another form. It grows up to a limit: a form that names its columns once
 * becomes larger when each record names them. Not thread-safe.
 */
final class JsonBytes {
    /** More is refused. */
    static final int LIMIT = 256 << 20;

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final int SMALLEST = 1024;

    private final PageLabel label;
    private final JsonStringEncoder encoder = JsonStringEncoder.getInstance();
    private byte[] bytes;
    private int size;

    JsonBytes(int expected, PageLabel label) {
        this.bytes = new byte[Math.max(SMALLEST, Math.min(expected, LIMIT))];
        this.label = label;
    }

    int size() {
        return size;
    }

    void write(char ascii) {
        room(1);
        bytes[size++] = (byte) ascii;
    }

    void write(byte[] utf8) {
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
    }

    /** A JSON string of that text. */
    void string(String text) {
        write('"');
        write(encoder.quoteAsUTF8(text));
        write('"');
    }

    /** A JSON string of that text, or null if it is empty. */
    void stringOrNull(String text) {
        if (text.isEmpty()) {
            write(NULL);
        } else {
            string(text);
        }
    }

    /** Writes over a byte that was written before. */
    void patch(int at, char ascii) {
        bytes[at] = (byte) ascii;
    }

    /** A copy of a part. */
    byte[] copy(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** Writes a part of other bytes. */
    void write(byte[] utf8, int from, int to) {
        room(to - from);
        System.arraycopy(utf8, from, bytes, size, to - from);
        size += to - from;
    }

    /** Forgets what was written from there on. */
    void cut(int at) {
        size = at;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** What was written, without a copy; nothing may be written after it. */
    Body body(Form form) {
        return new Body(bytes, 0, size, form);
    }

    private void room(int more) {
        if (more > LIMIT - size) {
            throw label.error(
                    Kind.FORMAT,
                    "as JSON, in which each record names its fields, the body has more than " + (LIMIT >> 20)
                            + " MiB; ask for smaller pages, or in slices (window)");
        }
        if (size + more > bytes.length) {
            long grown = Math.max((long) size + more, bytes.length + (bytes.length >> 1));
            bytes = Arrays.copyOf(bytes, (int) Math.min(grown, LIMIT));
        }
    }
}
