package io.qanat.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.qanat.page.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of files that earlier runs published: of Parquet only the key's columns, of text the whole rows. A file that
 * lacks a column of the key has none. Not thread-safe.
 */
final class StoredKeys {
    private static final int ROWS_AT_ONCE = 1_000;

    private final MergeKey key;
    private final Format format;
    private final @Nullable PartitionBy partitionBy;
    private final Type.Struct schema;
    private final Type.Struct inFiles;
    private final MessageType parquet;
    private final KeyBytes bytes = new KeyBytes();

    /** Keys of a table that has that schema by now. */
    StoredKeys(MergeKey key, Format format, @Nullable PartitionBy partitionBy, Type.Struct schema) {
        this.key = key;
        this.format = format;
        this.partitionBy = partitionBy;
        this.schema = schema;
        this.inFiles = only(key, StoredSchema.of(PartitionBy.inFiles(partitionBy, schema)));
        this.parquet = ParquetSchema.of(inFiles);
    }

    private static Type.Struct only(MergeKey key, Type.Struct stored) {
        return new Type.Struct(stored.fields().stream()
                .filter(field -> key.columns().contains(field.column()))
                .toList());
    }

    /**
     * Hands over the keys of a file's rows.
     *
     * @param folder where the table lies
     * @param number tells the file from others
     */
    void read(Path folder, Manifest.DataFile file, int number, KeyFile.Target target) throws IOException {
        KeyColumns columns = columns(file.name());
        if (!columns.complete()) {
            return;
        }
        if (inFiles.fields().isEmpty()) {
            columns.over(List.of());
            give(columns, file.rows(), number, 0, target);
        } else if (format == Format.PARQUET) {
            readColumns(folder.resolve(file.name()), columns, number, target);
        } else {
            readRows(folder.resolve(file.name()), columns, number, target);
        }
    }

    private KeyColumns columns(String file) throws IOException {
        KeyColumns columns = KeyColumns.of(key, parquet);
        Field field = partitionBy == null || partitionBy.unit() != PartitionBy.Unit.VALUE
                ? null
                : schema.field(partitionBy.field());
        int index = field == null ? -1 : key.columns().indexOf(field.column());
        if (field == null || index < 0 || field.type() instanceof Type.Unknown || file.indexOf('/') < 0) {
            return columns;
        }
        return columns.with(index, constant(field, HiveNames.value(file.substring(0, file.indexOf('/')))));
    }

    private static @Nullable KeyBytes constant(Field field, @Nullable String text) throws IOException {
        if (text == null) {
            return null;
        }
        Type.Struct one = StoredSchema.of(new Type.Struct(List.of(field)));
        RecordEncoder encoder = new RecordEncoder(one, true);
        try (JsonParser parser =
                Json.FACTORY.createParser(StoredCsv.json(one.fields().get(0), text))) {
            encoder.add(parser, parser.nextToken());
        }
        KeyBytes constant = new KeyBytes();
        constant.add(encoder.leaves().get(0).value(0));
        return constant;
    }

    private void give(KeyColumns columns, long rows, int number, long first, KeyFile.Target target) throws IOException {
        for (long row = 0; row < rows; row++) {
            if (columns.next(bytes)) {
                target.key(bytes, number, first + row, false);
            }
        }
    }

    private void readColumns(Path file, KeyColumns columns, int number, KeyFile.Target target) throws IOException {
        List<Leaf> leaves = new RecordEncoder(inFiles, true).leaves();
        try (ParquetFileReader reader = ParquetFiles.open(file)) {
            MessageType has = reader.getFileMetaData().getSchema();
            if (!inFiles.fields().stream().allMatch(field -> has.containsField(field.column()))) {
                return;
            }
            MessageType wanted = new MessageType(
                    has.getName(),
                    parquet.getFields().stream()
                            .map(field -> has.getType(field.getName()))
                            .toList());
            reader.setRequestedSchema(wanted);
            long row = 0;
            for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
                List<ColumnCopy> sources = ColumnCopy.all(parquet, leaves, wanted, group);
                for (long end = row + group.getRowCount(); row < end; ) {
                    int count = (int) Math.min(ROWS_AT_ONCE, end - row);
                    sources.forEach(source -> source.copy(count));
                    drain(columns, leaves, count, number, row, target);
                    row += count;
                }
            }
        }
    }

    private void drain(KeyColumns columns, List<Leaf> leaves, int count, int number, long row, KeyFile.Target target)
            throws IOException {
        columns.over(leaves);
        give(columns, count, number, row, target);
        leaves.forEach(Leaf::clear);
    }

    private void readRows(Path file, KeyColumns columns, int number, KeyFile.Target target) throws IOException {
        RecordEncoder encoder = new RecordEncoder(inFiles, true);
        long row = 0;
        try (StoredRows rows = StoredRows.open(file, format, inFiles)) {
            for (JsonParser next = rows.next(); next != null; next = rows.next()) {
                if (!encoder.add(next, JsonToken.START_OBJECT)) {
                    throw new IllegalStateException(file + ": a row doesn't fit the columns it was made of");
                }
                if (encoder.records() == ROWS_AT_ONCE) {
                    row = drained(encoder, columns, number, row, target);
                }
            }
        }
        drained(encoder, columns, number, row, target);
    }

    private long drained(RecordEncoder encoder, KeyColumns columns, int number, long row, KeyFile.Target target)
            throws IOException {
        int count = encoder.records();
        drain(columns, encoder.leaves(), count, number, row, target);
        encoder.drained();
        return row + count;
    }
}
