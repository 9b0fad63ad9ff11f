package io.qanat.table;

import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Finds the folder of each row. Not thread-safe. */
final class PartitionKey {
    private final PartitionBy by;
    private final String folder;
    private final int column;
    private final @Nullable LeafText text;

    /**
     * The folders of rows of that schema.
     *
     * @throws TableException if the field's values can't name folders
     */
    PartitionKey(String subject, PartitionBy by, Type.Struct schema, MessageType parquet) {
        this.by = by;
        this.folder = by.folder(schema);
        Field field = typed(schema, by);
        if (field != null) {
            check(subject, by, field);
        }
        this.column = field == null ? -1 : column(field.column(), parquet.getColumns());
        this.text =
                column < 0 ? null : LeafText.of(parquet.getColumns().get(column).getPrimitiveType());
    }

    private static @Nullable Field typed(Type.Struct schema, PartitionBy by) {
        Field field = schema.field(by.field());
        return field == null || field.type() instanceof Type.Unknown ? null : field;
    }

    private static void check(String subject, PartitionBy by, Field field) {
        Type type = field.type();
        Kind kind = type instanceof Type.Scalar scalar ? scalar.kind() : null;
        if (kind == Kind.JSON || (kind == null && !(type instanceof Type.Decimal))) {
            throw new TableException(subject + ": partitionBy: " + by.field() + " is " + Type.written(type)
                    + ", but must be a single value: choose another field");
        }
        if (!by.unit().fits(kind)) {
            throw new TableException(subject + ": partitionBy: " + by.written() + " needs a timestamp"
                    + (by.unit() == PartitionBy.Unit.HOUR ? "" : " or date") + ", but " + by.field() + " is "
                    + Type.written(type) + ": declare its type, or partition by another field");
        }
    }

    private static int column(String name, List<ColumnDescriptor> columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).getPath()[0].equals(name)) {
                return i;
            }
        }
        throw new IllegalStateException("a field that has a type has a column: " + name);
    }

    /** The index of the column that the files don't have; -1 if they have all. */
    int left() {
        return by.unit() == PartitionBy.Unit.VALUE ? column : -1;
    }

    /** The folder of the row at which the cursors stand. */
    String of(List<LeafCursor> cursors) {
        if (text == null) {
            return HiveNames.folder(folder, null);
        }
        LeafCursor cursor = cursors.get(column);
        return HiveNames.folder(folder, cursor.there() ? by.unit().of(text.text(cursor.leaf(), cursor.index())) : null);
    }
}
