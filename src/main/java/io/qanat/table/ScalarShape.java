package io.qanat.table;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A single value. */
final class ScalarShape extends Shape {
    private final LeafCursor cursor;
    private final LeafText text;

    ScalarShape(LeafCursor cursor, LeafText text) {
        this.cursor = cursor;
        this.text = text;
    }

    @Override
    boolean isNull() {
        return !cursor.there();
    }

    @Override
    void skip() {
        cursor.next();
    }

    @Override
    void write(JsonGenerator out) throws IOException {
        text.write(cursor.leaf(), cursor.index(), out);
        cursor.next();
    }

    /** The value, which isn't null, as a text. */
    String text() {
        String written = text.text(cursor.leaf(), cursor.index());
        cursor.next();
        return written;
    }

    @Override
    LeafCursor first() {
        return cursor;
    }
}
