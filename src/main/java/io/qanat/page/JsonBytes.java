package io.qanat.page;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.qanat.page.PageException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON that is being written in place of a body in another form. It may be {@link #TIMES} times as large as the body, or as
 * large as a page usually may be: a form that names its columns once becomes larger when each record names them. Not
 * thread-safe.
 */
final class JsonBytes {
    /** How many times as large as the body the JSON may be. */
    static final int TIMES = 4;

    /** JSON of this size is never refused. */
    static final int ALWAYS = 64 << 20;

    private static final int MOST_TAKEN_BACK = 10;
    private static final int LARGEST = Integer.MAX_VALUE - 8;
    private static final int SMALLEST = 1024;
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final PageLabel label;
    private final int limit;
    private final JsonStringEncoder encoder = JsonStringEncoder.getInstance();
    private byte[] bytes = new byte[SMALLEST];
    private int size;
    private long takenBack;

    /** For a body of that length. */
    JsonBytes(int length, PageLabel label) {
        this.limit = (int) Math.min(LARGEST, Math.max(ALWAYS, (long) TIMES * length));
        this.label = label;
    }

    /**
     * Makes room for so many bytes more, which will surely come, and if possible for others that may.
     *
     * @throws PageException if it is too much
     */
    void expect(long surely, long perhaps) {
        check(surely);
        expect(Math.min(surely + perhaps, limit - size));
    }

    /**
     * Makes room for so many bytes more.
     *
     * @throws PageException if that is too much
     */
    void expect(long more) {
        check(more);
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) (size + more));
        }
    }

    private void check(long more) {
        if (more > limit - size) {
            throw label.error(
                    Kind.FORMAT,
                    "as JSON, in which each record names its fields, the body has more than " + (limit >> 20) + " MiB, "
                            + TIMES + " times its size; ask for smaller pages, or in slices (window)");
        }
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

    /**
     * Takes back what was written from there on, so that it can be written in another order.
     *
     * @throws PageException if that happens to too much of it, again and again
     */
    byte[] takeBack(int from) {
        takenBack += size - from;
        if (takenBack > (long) MOST_TAKEN_BACK * limit) {
            throw label.error(
                    Kind.FORMAT,
                    "the XML is refused: elements of one name stand apart from each other on too many levels");
        }
        byte[] taken = Arrays.copyOfRange(bytes, from, size);
        size = from;
        return taken;
    }

    /** Writes a part of other bytes. */
    void write(byte[] utf8, int from, int to) {
        room(to - from);
        System.arraycopy(utf8, from, bytes, size, to - from);
        size += to - from;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** What was written, without a copy; nothing may be written after it. */
    Body body(Form form) {
        return new Body(bytes, 0, size, form);
    }

    private void room(int more) {
        if (more > bytes.length - size) {
            expect(Math.max(more, Math.min(bytes.length >> 2, limit - size)));
        }
    }
}
