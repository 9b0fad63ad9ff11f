package io.qanat.table;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Reads a file's rows as maps, by parquet's own record assembly. */
final class RowReader {
    private final Path file;

    RowReader(Path file) {
        this.file = file;
    }

    /** Hands over the first rows. */
    void read(long count, Consumer<Map<String, Object>> rows) throws IOException {
        try (ParquetFileReader reader = ParquetFiles.open(file)) {
            read(reader, reader.getFileMetaData().getSchema(), count, rows);
        }
    }

    /** Hands over all rows with that column alone; with all, if the file has it not, since its folder may tell it. */
    void read(String column, Consumer<Map<String, Object>> rows) throws IOException {
        try (ParquetFileReader reader = ParquetFiles.open(file)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            boolean partition = !schema.containsField(column);
            MessageType projected = partition ? schema : new MessageType(schema.getName(), schema.getType(column));
            reader.setRequestedSchema(projected);
            read(reader, projected, reader.getRecordCount(), rows);
        }
    }

    private static void read(
            ParquetFileReader reader, MessageType schema, long count, Consumer<Map<String, Object>> rows)
            throws IOException {
        MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
        long left = count;
        for (PageReadStore group = next(reader, left); group != null; group = next(reader, left)) {
            RecordReader<Group> records = columns.getRecordReader(group, new GroupRecordConverter(schema));
            for (long i = Math.min(left, group.getRowCount()); i > 0; i--) {
                rows.accept(struct(records.read(), schema));
                left--;
            }
        }
    }

    private static @Nullable PageReadStore next(ParquetFileReader reader, long left) throws IOException {
        return left > 0 ? reader.readNextRowGroup() : null;
    }

    private static Map<String, Object> struct(Group group, GroupType type) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < type.getFieldCount(); i++) {
            map.put(type.getFieldName(i), optional(group, i));
        }
        return map;
    }

    private static @Nullable Object optional(Group group, int field) {
        if (group.getFieldRepetitionCount(field) == 0) {
            return null;
        }
        org.apache.parquet.schema.Type type = group.getType().getType(field);
        return type.isPrimitive() ? primitive(group, field, type) : nested(group.getGroup(field, 0), type);
    }

    private static Object nested(Group group, org.apache.parquet.schema.Type type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof ListLogicalTypeAnnotation) {
            return list(group);
        }
        return logical instanceof MapLogicalTypeAnnotation ? map(group) : struct(group, type.asGroupType());
    }

    private static List<Object> list(Group group) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
            list.add(optional(group.getGroup(0, i), 0));
        }
        return list;
    }

    private static Map<String, Object> map(Group group) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
            Group entry = group.getGroup(0, i);
            map.put(entry.getString(0, 0), optional(entry, 1));
        }
        return map;
    }

    private static Object primitive(Group group, int field, org.apache.parquet.schema.Type type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
            case INT32 ->
                logical instanceof DateLogicalTypeAnnotation
                        ? IsoTime.date(group.getInteger(field, 0))
                        : (Object) group.getInteger(field, 0);
            case INT64 -> integer(group.getLong(field, 0), logical);
            case DOUBLE -> group.getDouble(field, 0);
            case BOOLEAN -> group.getBoolean(field, 0);
            case FIXED_LEN_BYTE_ARRAY ->
                new BigDecimal(new BigInteger(group.getBinary(field, 0).getBytes()), scale(logical));
            default -> group.getString(field, 0);
        };
    }

    private static Object integer(long value, @Nullable LogicalTypeAnnotation logical) {
        if (logical instanceof TimestampLogicalTypeAnnotation moment) {
            return moment.isAdjustedToUTC() ? IsoTime.time(value).toInstant(ZoneOffset.UTC) : IsoTime.time(value);
        }
        return logical instanceof DecimalLogicalTypeAnnotation
                ? BigDecimal.valueOf(value, scale(logical))
                : (Object) value;
    }

    private static int scale(@Nullable LogicalTypeAnnotation logical) {
        return logical instanceof DecimalLogicalTypeAnnotation decimal ? decimal.getScale() : 0;
    }
}
