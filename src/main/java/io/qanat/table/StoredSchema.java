package io.qanat.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;

/** A table's schema as files of text have it: each column by its own name, JSON text as the text that it is. */
final class StoredSchema {
    private StoredSchema() {}

    /** A schema by which an encoder reads stored rows; its columns are those of the table's. */
    static Type.Struct of(Type.Struct table) {
        List<Field> fields = new ArrayList<>();
        for (Field field : table.fields()) {
            if (!(field.type() instanceof Type.Unknown)) {
                fields.add(column(field.column(), of(field.type())));
            }
            if (field.text() != null) {
                fields.add(column(field.text(), Type.inferred(Kind.STRING)));
            }
        }
        return new Type.Struct(fields);
    }

    private static Field column(String name, Type type) {
        return new Field(name, name, type, null);
    }

    private static Type of(Type type) {
        if (type instanceof Type.Struct struct) {
            return of(struct);
        }
        if (type instanceof Type.ListOf list) {
            return new Type.ListOf(of(list.element()));
        }
        if (type instanceof Type.MapOf map) {
            return new Type.MapOf(of(map.value()));
        }
        if (type instanceof Type.Scalar scalar) {
            return stored(scalar.kind());
        }
        return type;
    }

    private static Type stored(Kind kind) {
        return Type.inferred(kind == Kind.JSON ? Kind.STRING : kind == Kind.INT64 ? Kind.WIDE_INT64 : kind);
    }

    /**
     * Whether a file of text can stay as it is when its table's schema has become another: a column that it lacks reads as
     * null. One that the table never got a type for must go; and the columns of CSV are the same in all files.
     */
    static boolean reads(Format format, MessageType file, MessageType table) {
        boolean header = format == Format.JSONL || names(file).equals(names(table));
        return header && file.getPaths().stream().allMatch(table::containsPath);
    }

    private static List<String> names(GroupType schema) {
        return schema.getFields().stream()
                .map(org.apache.parquet.schema.Type::getName)
                .toList();
    }
}
