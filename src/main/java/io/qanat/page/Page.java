package io.qanat.page;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The records of one answer, as the bytes that came: the body of every exchange of a pull. Immutable and thread-safe: the
 * bytes are shared, never copied and never changed.
 */
public final class Page {
    /** How the records lie in the bytes. */
    public enum Layout {
        /** One JSON array, each element a record. */
        ARRAY,
        /** One JSON value, which is the record. */
        SINGLE,
        /** JSON values one after another, white space between (JSON lines). */
        SEQUENCE
    }

    private static final byte[] EMPTY_ARRAY = "[]".getBytes(StandardCharsets.US_ASCII);

    private final int number;
    private final byte[] bytes;
    private final int from;
    private final int to;
    private final Layout layout;
    private final int size;

    /**
     * A page within bytes that nobody changes any more.
     *
     * @param number the page's number in its run, from 1
     * @param bytes UTF-8 JSON, well-formed between {@code from} and {@code to}
     * @param from the first byte of the records (of the array, its bracket)
     * @param to the byte after the last
     * @param layout how the records lie between them
     * @param size how many records there are
     */
    public Page(int number, byte[] bytes, int from, int to, Layout layout, int size) {
        this.number = number;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.layout = layout;
        this.size = size;
    }

    /** A page without records. */
    public static Page empty(int number) {
        return new Page(number, EMPTY_ARRAY, 0, EMPTY_ARRAY.length, Layout.ARRAY, 0);
    }

    /** The page's number in its run, from 1. */
    public int number() {
        return number;
    }

    /** How many records it has. */
    public int size() {
        return size;
    }

    /** How many bytes its records take. */
    public int length() {
        return to - from;
    }

    /** How its records lie in {@link #stream}. */
    public Layout layout() {
        return layout;
    }

    /** The bytes of the records, as they came, in the page's layout. */
    public InputStream stream() {
        return new ByteArrayInputStream(bytes, from, to - from);
    }

    /** Reads the records, one after the other. */
    public Records records() {
        return new Records();
    }

    @Override
    public String toString() {
        return "page " + number + " (" + size + " records, " + length() + " bytes)";
    }

    /** A walk over the records by a streaming parser. Not thread-safe. */
    public final class Records implements AutoCloseable {
        private final JsonParser parser;
        private boolean begun;
        private boolean ended;

        private Records() {
            try {
                parser = Json.FACTORY.createParser(bytes, from, to - from);
            } catch (IOException e) {
                throw new IllegalStateException("a parser over bytes in memory needs no input", e);
            }
        }

        /**
         * Moves to the next record; its value must have been read to its last token, or not at all.
         *
         * @return whether there is one: then {@link #parser} stands at its first token
         * @throws IOException if the bytes are not JSON
         */
        public boolean next() throws IOException {
            if (ended) {
                return false;
            }
            if (begun && parser.currentToken() != null && parser.currentToken().isStructStart() && skippable()) {
                parser.skipChildren();
            }
            if (!begun && layout == Layout.ARRAY) {
                parser.nextToken();
            }
            begun = true;
            JsonToken token = parser.nextToken();
            ended = token == null || (layout == Layout.ARRAY && token == JsonToken.END_ARRAY && depth() == 0);
            return !ended;
        }

        /** The parser, at the record that {@link #next} found. */
        public JsonParser parser() {
            return parser;
        }

        @Override
        public void close() throws IOException {
            parser.close();
        }

        private boolean skippable() {
            return depth() == (layout == Layout.ARRAY ? 2 : 1);
        }

        private int depth() {
            return parser.getParsingContext().getNestingDepth();
        }
    }
}
