package io.qanat.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;

/**
 * The records a request is about, as they were when it came. Immutable.
 *
 * @param store where they are
 * @param numbers theirs, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // identity is fine: selections are not compared
record Selection(Store store, long[] numbers) {

    int size() {
        return numbers.length;
    }

    /** The part from an index on; empty beyond the end. */
    Selection part(long from, int count) {
        int start = (int) Math.min(from, numbers.length);
        return new Selection(store, Arrays.copyOfRange(numbers, start, Math.min(start + count, numbers.length)));
    }

    /** The part after a record, which may be gone by now. */
    Selection after(long number, int count) {
        int index = Arrays.binarySearch(numbers, number + 1);
        return part(index < 0 ? -index - 1 : index, count);
    }

    /** The number of the last one. There must be one. */
    long last() {
        return numbers[numbers.length - 1];
    }

    /** Whether records of the other one follow its last. */
    boolean endsBefore(Selection whole) {
        return size() > 0 && last() < whole.last();
    }

    void write(JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (long number : numbers) {
            store.write(number, out);
        }
        out.setHighestNonEscapedChar(0);
        out.writeEndArray();
    }

    void write(JsonGenerator out, String field) throws IOException {
        out.writeFieldName(field);
        write(out);
    }
}
