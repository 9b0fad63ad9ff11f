package io.qanat.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Writes arrays in Parquet's three-level form: a list, its entries, an element in each. */
final class ListWriter extends ValueWriter {
    private final ValueWriter element;
    private final int emptyDefinition;
    private final int repetitionOfNext;

    /**
     * A writer of arrays.
     *
     * @param emptyDefinition the definition level of a list that is there and empty
     * @param repetitionOfNext the repetition level of every element but the first
     */
    ListWriter(ValueWriter element, int emptyDefinition, int repetitionOfNext) {
        this.element = element;
        this.emptyDefinition = emptyDefinition;
        this.repetitionOfNext = repetitionOfNext;
    }

    @Override
    boolean write(JsonParser parser, JsonToken token, int repetition) throws IOException {
        if (token != JsonToken.START_ARRAY) {
            return false;
        }
        int level = repetition;
        boolean empty = true;
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            if (next == JsonToken.VALUE_NULL) {
                element.writeNull(level, emptyDefinition + 1);
            } else if (!element.write(parser, next, level)) {
                return false;
            }
            level = repetitionOfNext;
            empty = false;
        }
        if (empty) {
            element.writeNull(repetition, emptyDefinition);
        }
        return true;
    }

    @Override
    void writeNull(int repetition, int definition) {
        element.writeNull(repetition, definition);
    }
}
