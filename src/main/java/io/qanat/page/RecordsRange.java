package io.qanat.page;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.util.Arrays;

/**
 * A value that may be the records.
 *
 * @param pointer where it stands
 * @param token its first token
 * @param from its first byte
 * @param to the byte after its last
 * @param count how many elements it has, if it is an array
 * @param lastFrom the first byte of its last element, if that was looked for
 * @param cutTo the byte after the last element within the limit of rows
 */
record RecordsRange(JsonPointer pointer, JsonToken token, int from, int to, int count, int lastFrom, int cutTo) {

    boolean array() {
        return token == JsonToken.START_ARRAY;
    }

    /** How many rows it stands for: an object is one, null is none. */
    int rows() {
        if (array()) {
            return count;
        }
        return token == JsonToken.START_OBJECT ? 1 : 0;
    }

    /** The page of at most {@code limit} rows; only a page that is cut gets bytes of its own. */
    Page page(int number, byte[] bytes, long limit) {
        if (rows() == 0 || limit < 1) {
            return Page.empty(number);
        }
        if (!array()) {
            return new Page(number, bytes, from, to, Page.Layout.SINGLE, 1);
        }
        if (count <= limit) {
            return new Page(number, bytes, from, to, Page.Layout.ARRAY, count);
        }
        byte[] cut = Arrays.copyOfRange(bytes, from, cutTo + 1);
        cut[cut.length - 1] = ']';
        return new Page(number, cut, 0, cut.length, Page.Layout.ARRAY, (int) limit);
    }
}
