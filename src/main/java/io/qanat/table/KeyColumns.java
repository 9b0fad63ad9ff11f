package io.qanat.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** The keys of the rows that a schema's buffers hold, one after the other. Not thread-safe. */
final class KeyColumns {
    /**
     * One of the key's columns.
     *
     * @param leaf the index of its buffer; negative if there is none
     * @param constant what all rows have there; null if they have values of their own
     */
    private record Column(int leaf, @Nullable KeyBytes constant) {}

    private final List<Column> columns;
    private List<@Nullable LeafCursor> cursors = List.of();

    private KeyColumns(List<Column> columns) {
        this.columns = columns;
    }

    /** The key's columns among the buffers of a schema; a column that isn't there is null in all rows. */
    static KeyColumns of(MergeKey key, MessageType schema) {
        return new KeyColumns(
                key.columns().stream().map(name -> column(name, schema)).toList());
    }

    /** The same, of rows that all have the same value in a column. */
    KeyColumns with(int index, @Nullable KeyBytes constant) {
        List<Column> changed = new ArrayList<>(columns);
        changed.set(index, new Column(-1, constant));
        return new KeyColumns(changed);
    }

    private static Column column(String name, MessageType schema) {
        List<ColumnDescriptor> all = schema.getColumns();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).getPath().length == 1 && all.get(i).getPath()[0].equals(name)) {
                return new Column(i, null);
            }
        }
        return new Column(-1, null);
    }

    /** Whether each column has a buffer or a value. */
    boolean complete() {
        return columns.stream().allMatch(column -> column.leaf() >= 0 || column.constant() != null);
    }

    /** Begins with the first row of the buffers. */
    void over(List<Leaf> leaves) {
        List<@Nullable LeafCursor> begun = new ArrayList<>();
        columns.forEach(column -> begun.add(column.leaf() < 0 ? null : new LeafCursor(leaves.get(column.leaf()))));
        cursors = begun;
    }

    /** Reads the key of the next row; false if a part of it is null. */
    boolean next(KeyBytes key) {
        key.clear();
        boolean whole = true;
        for (int i = 0; i < cursors.size(); i++) {
            whole &= add(columns.get(i), cursors.get(i), key);
        }
        return whole;
    }

    private static boolean add(Column column, @Nullable LeafCursor cursor, KeyBytes key) {
        if (cursor == null) {
            KeyBytes constant = column.constant();
            if (constant != null) {
                key.add(constant);
            }
            return constant != null;
        }
        boolean there = cursor.there();
        if (there) {
            key.add(cursor.leaf().value(cursor.index()));
        }
        cursor.next();
        return there;
    }
}
