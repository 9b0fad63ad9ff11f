package io.qanat.table;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value that all rows of a file have and only its folder tells.
 *
 * @param column its column; null if the files have all columns
 * @param value the value, as Java's
 */
record PartitionValue(@Nullable String column, @Nullable Object value) {
    private static final PartitionValue NONE = new PartitionValue(null, null);

    /** The value of a file's folder. */
    static PartitionValue of(Manifest table, String file) {
        PartitionBy by = table.partitionBy();
        Field field = by == null || by.unit() != PartitionBy.Unit.VALUE
                ? null
                : table.schema().field(by.field());
        if (field == null || field.type() instanceof Type.Unknown || file.indexOf('/') < 0) {
            return NONE;
        }
        String text = HiveNames.value(file.substring(0, file.indexOf('/')));
        return new PartitionValue(field.column(), text == null ? null : StoredValues.ofText(field.type(), text));
    }

    /** The row with this value. */
    Map<String, Object> in(Map<String, Object> row) {
        if (column == null || value == null) {
            return row;
        }
        Map<String, Object> whole = new LinkedHashMap<>(row);
        whole.put(column, value);
        return whole;
    }
}
