package io.qanat.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;

/**
 * Copies rows of older files to files of a later schema, in their order: Parquet column by column, text row by row. Every value
 * stays what it is; an integer may become the double of the same value. Not thread-safe.
 */
final class RowCopy {
    private static final int ROWS_AT_ONCE = 1_000;

    private final Type.Struct schema;
    private final Type.Struct stored;
    private final MessageType parquet;
    private final Format format;

    /**
     * Copies to files of that schema.
     *
     * @param schema what the files have of the table's schema
     */
    RowCopy(Type.Struct schema, Format format) {
        this.schema = schema;
        this.stored = StoredSchema.of(schema);
        this.parquet = ParquetSchema.of(schema);
        this.format = format;
    }

    /** The schema of the files that it writes. */
    MessageType parquet() {
        return parquet;
    }

    /**
     * Copies the rows of a file.
     *
     * @param left the rows that are left out
     */
    void copy(Path file, BitSet left, Parts copies) throws IOException {
        if (format == Format.PARQUET) {
            copyColumns(file, left, copies);
        } else {
            copyRows(file, left, copies);
        }
    }

    private void copyRows(Path file, BitSet left, Parts copies) throws IOException {
        RecordEncoder encoder = new RecordEncoder(stored, true);
        int number = 0;
        try (StoredRows rows = StoredRows.open(file, format, stored)) {
            for (JsonParser row = rows.next(); row != null; row = rows.next()) {
                if (left.get(number++)) {
                    row.skipChildren();
                } else if (!encoder.add(row, JsonToken.START_OBJECT)) {
                    throw new IllegalStateException(file + ": a row doesn't fit the columns it was made of");
                }
                if (encoder.records() == ROWS_AT_ONCE) {
                    drain(encoder, copies);
                }
            }
        }
        drain(encoder, copies);
    }

    private static void drain(RecordEncoder encoder, Parts copies) throws IOException {
        if (encoder.records() > 0) {
            copies.append(encoder.leaves(), encoder.records());
            encoder.drained();
        }
    }

    private void copyColumns(Path file, BitSet left, Parts copies) throws IOException {
        List<Leaf> leaves = new RecordEncoder(schema, false).leaves();
        try (ParquetFileReader reader = ParquetFiles.open(file)) {
            MessageType old = reader.getFileMetaData().getSchema();
            int row = 0;
            for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
                int end = row + Math.toIntExact(group.getRowCount());
                copy(row, end, left, ColumnCopy.all(parquet, leaves, old, group), leaves, copies);
                row = end;
            }
        }
    }

    /** Copies stretches of rows between those that are left out, some of them at once. */
    private static void copy(int begin, int end, BitSet left, List<ColumnCopy> sources, List<Leaf> leaves, Parts copies)
            throws IOException {
        int held = 0;
        for (int row = begin; row < end; ) {
            int kept = Math.min(nextLeft(left, row, end) - row, ROWS_AT_ONCE - held);
            sources.forEach(source -> source.copy(kept));
            row += kept;
            held += kept;
            if (held == ROWS_AT_ONCE) {
                copies.append(leaves, held);
                held = 0;
            }
            int skipped = Math.min(left.nextClearBit(row), end) - row;
            sources.forEach(source -> source.skip(skipped));
            row += skipped;
        }
        if (held > 0) {
            copies.append(leaves, held);
        }
    }

    private static int nextLeft(BitSet left, int row, int end) {
        int next = left.nextSetBit(row);
        return next < 0 ? end : Math.min(next, end);
    }
}
