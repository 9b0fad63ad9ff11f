package io.qanat.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of the records, and the columns that hold it.
 *
 * @param name its name in the JSON
 * @param column its column's name: the same, unless that name is taken or can't be a column's
 * @param type its type
 * @param text the column beside it that takes, as JSON text, the values that don't fit the type; null before there is one
 */
record Field(
        String name, String column, Type type, @Nullable String text) {
    /** What a text column's name ends with. */
    static final String TEXT = "__text";

    /** Stands in the files for a group that has no typed field yet; no column of a record has this name. */
    static final String PLACEHOLDER = "__empty";

    /** A new field of a struct that has the others. */
    static Field in(StructBuilder struct, String name, String column, Type type) {
        return new Field(name, struct.free(column.isEmpty() ? "_" : column), type, null);
    }

    Field withType(Type changed) {
        return changed.equals(type) ? this : new Field(name, column, changed, text);
    }

    /** With a text column, named so that it differs from the struct's other columns. */
    Field withText(StructBuilder struct) {
        return text != null ? this : new Field(name, column, type, struct.free(column + TEXT));
    }

    /** Its columns with their types, as lines of a description. */
    List<String> written(String separator) {
        List<String> lines = new ArrayList<>();
        if (!(type instanceof Type.Unknown)) {
            lines.add(column + separator + Type.written(type));
        }
        if (text != null) {
            lines.add(text + separator + "string");
        }
        return lines;
    }
}
