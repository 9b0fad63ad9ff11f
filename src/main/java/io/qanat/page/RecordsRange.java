package io.qanat.page;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.util.Arrays;

/**
 * What may be the records: a value, or all values of a sequence.
 *
 * @param pointer where it stands
 * @param token its first token
 * @param layout how the rows lie in its bytes
 * @param from its first byte
 * @param to the byte after its last
 * @param rows how many rows it stands for
 * @param lastFrom the first byte of its last element, if that was looked for
 * @param cutTo the byte after the last element within the limit of rows
 */
record RecordsRange(
        JsonPointer pointer, JsonToken token, Page.Layout layout, int from, int to, int rows, int lastFrom, int cutTo) {

    /** A value with so many elements, if it is an array; an object is one row, null and others are none. */
    static RecordsRange of(
            JsonPointer pointer, JsonToken token, int from, int to, int elements, int lastFrom, int cutTo) {
        if (token == JsonToken.START_ARRAY) {
            return new RecordsRange(pointer, token, Page.Layout.ARRAY, from, to, elements, lastFrom, cutTo);
        }
        int rows = token == JsonToken.START_OBJECT ? 1 : 0;
        return new RecordsRange(pointer, token, Page.Layout.SINGLE, from, to, rows, from, 0);
    }

    /** Values one after another. */
    static RecordsRange sequence(int from, int to, int count, int lastFrom, int cutTo) {
        JsonToken token = count == 0 ? JsonToken.VALUE_NULL : JsonToken.START_OBJECT;
        return new RecordsRange(JsonPointer.empty(), token, Page.Layout.SEQUENCE, from, to, count, lastFrom, cutTo);
    }

    /** The same as one row, whatever value it is. */
    RecordsRange asRow() {
        return new RecordsRange(pointer, token, layout, from, to, 1, lastFrom, cutTo);
    }

    boolean array() {
        return token == JsonToken.START_ARRAY;
    }

    /** Whether null or nothing is there. */
    boolean nothing() {
        return token == JsonToken.VALUE_NULL;
    }

    /** The byte after the last row. */
    int lastTo() {
        return layout == Page.Layout.ARRAY ? to - 1 : to;
    }

    /** The page of at most {@code limit} rows; only an array that is cut gets bytes of its own. */
    Page page(int number, byte[] bytes, long limit) {
        if (rows == 0 || limit < 1) {
            return Page.empty(number);
        }
        if (rows <= limit) {
            return new Page(number, bytes, from, to, layout, rows);
        }
        if (layout == Page.Layout.SEQUENCE) {
            return new Page(number, bytes, from, cutTo, layout, (int) limit);
        }
        byte[] cut = Arrays.copyOfRange(bytes, from, cutTo + 1);
        cut[cut.length - 1] = ']';
        return new Page(number, cut, 0, cut.length, layout, (int) limit);
    }
}
