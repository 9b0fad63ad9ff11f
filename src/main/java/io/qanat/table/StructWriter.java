package io.qanat.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes objects field by field, in whatever order they come: usually the order of the object before. */
final class StructWriter extends ValueWriter {
    /**
     * What holds one field.
     *
     * @param values its column or columns; null while only nulls were seen
     * @param text the column for what doesn't fit; null if there is none
     */
    record Column(
            String name,
            @Nullable ValueWriter values,
            @Nullable BytesLeaf text) {
        void writeNull(int repetition, int definition) {
            if (values != null) {
                values.writeNull(repetition, definition);
            }
            if (text != null) {
                text.addNull(repetition, definition);
            }
        }

        void writeText(String json, int repetition, int definition) {
            if (values != null) {
                values.writeNull(repetition, definition);
            }
            if (text != null) {
                text.add(json, repetition);
            }
        }

        boolean write(JsonParser parser, JsonToken token, int repetition, int definition) throws IOException {
            if (values != null && values.write(parser, token, repetition)) {
                if (text != null) {
                    text.addNull(repetition, definition);
                }
                return true;
            }
            if (text == null || !(values instanceof ScalarWriter scalar) || scalar.mayLearn(token)) {
                return false;
            }
            writeText(ScalarWriter.jsonText(parser), repetition, definition);
            return true;
        }
    }

    private static final int UNKNOWN_NAME = -1;
    private static final int NO_MORE = -2;

    private final Column[] columns;
    private final SerializableString[] names;
    private final Map<String, Integer> positions = new HashMap<>();
    private final @Nullable Leaf placeholder;
    private final int definition;
    private final boolean skipUnknown;
    private final long[] seenIn;
    private long object;

    /**
     * A writer of objects with these fields.
     *
     * @param placeholder stands in the file for an object without any column; null if there is one
     * @param definition the definition level of an object that is there
     * @param skipUnknown whether fields of other names are skipped; otherwise the object doesn't fit
     */
    StructWriter(List<Column> columns, @Nullable Leaf placeholder, int definition, boolean skipUnknown) {
        this.columns = columns.toArray(Column[]::new);
        this.placeholder = placeholder;
        this.definition = definition;
        this.skipUnknown = skipUnknown;
        this.seenIn = new long[columns.size()];
        this.names = new SerializableString[columns.size()];
        for (int i = 0; i < this.columns.length; i++) {
            names[i] = new SerializedString(this.columns[i].name());
            positions.put(this.columns[i].name(), i);
        }
    }

    @Override
    boolean write(JsonParser parser, JsonToken token, int repetition) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            return false;
        }
        long mine = ++object;
        int seen = 0;
        int position;
        for (int expected = 0; (position = next(parser, expected)) != NO_MORE; ) {
            JsonToken value = parser.nextToken();
            if (position == UNKNOWN_NAME) {
                if (!skipUnknown) {
                    return false;
                }
                parser.skipChildren();
                continue;
            }
            if (seenIn[position] == mine || !field(columns[position], parser, value, repetition)) {
                return false; // also when a name comes twice: then the last one counts, as everywhere
            }
            seenIn[position] = mine;
            seen++;
            expected = position + 1;
        }
        finish(mine, seen, repetition);
        return true;
    }

    /** Goes to the next field. A name that is expected is compared as bytes; any other is looked up. */
    private int next(JsonParser parser, int expected) throws IOException {
        if (expected < names.length && parser.nextFieldName(names[expected])) {
            return expected;
        }
        JsonToken token = expected < names.length ? parser.currentToken() : parser.nextToken();
        if (token == JsonToken.END_OBJECT) {
            return NO_MORE;
        }
        Integer position = positions.get(parser.currentName());
        return position == null ? UNKNOWN_NAME : position;
    }

    private boolean field(Column column, JsonParser parser, JsonToken value, int repetition) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            column.writeNull(repetition, definition);
            return true;
        }
        if (value == JsonToken.VALUE_EMBEDDED_OBJECT) {
            column.writeText(((Misfit) parser.getEmbeddedObject()).json(), repetition, definition);
            return true;
        }
        return column.write(parser, value, repetition, definition);
    }

    private void finish(long mine, int seen, int repetition) {
        for (int i = 0; seen < columns.length && i < columns.length; i++) {
            if (seenIn[i] != mine) {
                columns[i].writeNull(repetition, definition);
            }
        }
        if (placeholder != null) {
            placeholder.addNull(repetition, definition);
        }
    }

    @Override
    void writeNull(int repetition, int definitionThere) {
        for (Column column : columns) {
            column.writeNull(repetition, definitionThere);
        }
        if (placeholder != null) {
            placeholder.addNull(repetition, definitionThere);
        }
    }
}
