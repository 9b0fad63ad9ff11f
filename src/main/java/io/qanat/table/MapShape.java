package io.qanat.table;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** An object whose names are data, as Parquet's map. */
final class MapShape extends Shape {
    private final ScalarShape key;
    private final Shape value;
    private final int definition;
    private final int repetitionOfNext;

    /**
     * A map of such values.
     *
     * @param definition the definition level of a map that is there and empty
     * @param repetitionOfNext the repetition level of every entry but the first
     */
    MapShape(ScalarShape key, Shape value, int definition, int repetitionOfNext) {
        this.key = key;
        this.value = value;
        this.definition = definition;
        this.repetitionOfNext = repetitionOfNext;
    }

    @Override
    boolean isNull() {
        return first().definition() < definition;
    }

    @Override
    void skip() {
        key.skip();
        value.skip();
    }

    @Override
    void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        if (first().definition() == definition) {
            skip();
        } else {
            writeEntries(out);
        }
        out.writeEndObject();
    }

    private void writeEntries(JsonGenerator out) throws IOException {
        do {
            out.writeFieldName(key.text());
            if (value.isNull()) {
                out.writeNull();
                value.skip();
            } else {
                value.write(out);
            }
        } while (first().repetition() == repetitionOfNext);
    }

    @Override
    LeafCursor first() {
        return key.first();
    }
}
