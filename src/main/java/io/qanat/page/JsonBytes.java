package io.qanat.page;

import static io.qanat.page.PageException.Kind.FORMAT;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON that is written in place of a body in another form. It is written twice: first it is only counted, so that the second
 * time it goes into one array of its size. An array that grew would be copied, and take its memory twice. Not thread-safe.
 */
final class JsonBytes {
    private static final int MOST_TAKEN_BACK = 10;
    private static final int PIECE = 4 * 1024;
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final PageLabel label;
    private final Room room;
    private final boolean counting;
    private final byte[] bytes;
    private final JsonStringEncoder encoder = JsonStringEncoder.getInstance();
    private int size;
    private long takenBack;

    /** To be counted only. */
    JsonBytes(Room room, PageLabel label) {
        this(room, label, true, new byte[0]);
    }

    private JsonBytes(Room room, PageLabel label, boolean counting, byte[] bytes) {
        this.room = room;
        this.label = label;
        this.counting = counting;
        this.bytes = bytes;
    }

    /** To be written, after the same was counted here. */
    JsonBytes counted() {
        room.take(size);
        return new JsonBytes(room, label, false, new byte[size]);
    }

    /** Whether nothing can be read back, since it is only counted. */
    boolean counting() {
        return counting;
    }

    int size() {
        return size;
    }

    void write(char ascii) {
        if (counting) {
            count(1);
        } else {
            bytes[size++] = (byte) ascii;
        }
    }

    void write(byte[] utf8) {
        write(utf8, 0, utf8.length);
    }

    /** Writes a part of other bytes. */
    void write(byte[] utf8, int from, int to) {
        if (counting) {
            count(to - from);
        } else {
            System.arraycopy(utf8, from, bytes, size, to - from);
            size += to - from;
        }
    }

    /** A sum that is too large for an int is too large for the room, too: so it is asked first. */
    private void count(int more) {
        room.require((long) size + more);
        size += more;
    }

    /** A JSON string of that text, in pieces: so a long one isn't copied as a whole. */
    void string(CharSequence text) {
        write('"');
        int from = 0;
        while (from < text.length()) {
            int to = pieceEnd(text, from);
            write(encoder.quoteAsUTF8(text.subSequence(from, to).toString()));
            from = to;
        }
        write('"');
    }

    /** No piece ends between the two halves of a character. */
    private static int pieceEnd(CharSequence text, int from) {
        int to = Math.min(from + PIECE, text.length());
        return to < text.length() && Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to;
    }

    /** A JSON string of that text, or null if it is empty. */
    void stringOrNull(CharSequence text) {
        if (text.isEmpty()) {
            write(NULL);
        } else {
            string(text);
        }
    }

    /** Writes over a byte that was written before. */
    void patch(int at, char ascii) {
        if (!counting) {
            bytes[at] = (byte) ascii;
        }
    }

    /**
     * Takes back what was written from there on, so that it can be written in another order, which must not be longer.
     *
     * @throws PageException if that happens to too much of it, again and again
     */
    byte[] takeBack(int from) {
        takenBack += size - from;
        if (takenBack > (long) MOST_TAKEN_BACK * Math.max(bytes.length, Answer.USUAL_MOST)) {
            throw label.error(
                    FORMAT, "the XML is refused: elements of one name stand apart from each other on too many levels");
        }
        room.take(size - from);
        byte[] taken = Arrays.copyOfRange(bytes, from, size);
        size = from;
        return taken;
    }

    /** What was taken back is written again. */
    void writtenAgain(byte[] taken) {
        room.free(taken.length);
    }

    /** What was written, without a copy; nothing may be written after it. */
    Body body(Form form) {
        return new Body(bytes, 0, size, form);
    }
}
