package io.qanat.table;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** An array, in Parquet's three-level form. */
final class ListShape extends Shape {
    private final Shape element;
    private final int definition;
    private final int repetitionOfNext;

    /**
     * An array of such elements.
     *
     * @param definition the definition level of an array that is there and empty
     * @param repetitionOfNext the repetition level of every element but the first
     */
    ListShape(Shape element, int definition, int repetitionOfNext) {
        this.element = element;
        this.definition = definition;
        this.repetitionOfNext = repetitionOfNext;
    }

    @Override
    boolean isNull() {
        return first().definition() < definition;
    }

    @Override
    void skip() {
        element.skip();
    }

    @Override
    void write(JsonGenerator out) throws IOException {
        out.writeStartArray();
        if (first().definition() == definition) {
            skip();
        } else {
            writeElements(out);
        }
        out.writeEndArray();
    }

    private void writeElements(JsonGenerator out) throws IOException {
        do {
            if (element.isNull()) {
                out.writeNull();
                element.skip();
            } else {
                element.write(out);
            }
        } while (first().repetition() == repetitionOfNext);
    }

    @Override
    LeafCursor first() {
        return element.first();
    }
}
