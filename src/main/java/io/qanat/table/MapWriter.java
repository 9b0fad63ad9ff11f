package io.qanat.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Writes objects whose names are data, as Parquet's map: entries of a key and a value. */
final class MapWriter extends ValueWriter {
    private final BytesLeaf keys;
    private final ValueWriter values;
    private final int emptyDefinition;
    private final int repetitionOfNext;

    /**
     * A writer of maps.
     *
     * @param emptyDefinition the definition level of a map that is there and empty
     * @param repetitionOfNext the repetition level of every entry but the first
     */
    MapWriter(BytesLeaf keys, ValueWriter values, int emptyDefinition, int repetitionOfNext) {
        this.keys = keys;
        this.values = values;
        this.emptyDefinition = emptyDefinition;
        this.repetitionOfNext = repetitionOfNext;
    }

    @Override
    boolean write(JsonParser parser, JsonToken token, int repetition) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            return false;
        }
        int level = repetition;
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (!seen.add(key)) {
                return false; // the last one counts, as everywhere
            }
            keys.add(key, level);
            if (!entry(parser, parser.nextToken(), level)) {
                return false;
            }
            level = repetitionOfNext;
        }
        if (seen.isEmpty()) {
            writeNull(repetition, emptyDefinition);
        }
        return true;
    }

    private boolean entry(JsonParser parser, JsonToken token, int level) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            values.writeNull(level, emptyDefinition + 1);
            return true;
        }
        return values.write(parser, token, level);
    }

    @Override
    void writeNull(int repetition, int definition) {
        keys.addNull(repetition, definition);
        values.writeNull(repetition, definition);
    }
}
