package io.qanat.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;

/**
 * Gives all parts of a run the run's last schema. A part that has it already stays; neighbours that don't are copied,
 * column by column, to new files in their place. Not thread-safe.
 */
final class Rewriter {
    private static final int ROWS_AT_ONCE = 1_000;

    private final Type.Struct schema;
    private final MessageType parquet;
    private final PartFormat format;
    private final Supplier<Path> names;

    Rewriter(Type.Struct schema, PartFormat format, Supplier<Path> names) {
        this.schema = schema;
        this.parquet = ParquetSchema.of(schema);
        this.format = format;
        this.names = names;
    }

    /** The same rows in the same order; files that were copied are deleted. */
    List<Part> unify(List<Part> parts) throws IOException {
        List<Part> unified = new ArrayList<>();
        List<Part> older = new ArrayList<>();
        for (Part part : parts) {
            if (part.schema().equals(parquet)) {
                unified.addAll(copied(older));
                older.clear();
                unified.add(part);
            } else {
                older.add(part);
            }
        }
        unified.addAll(copied(older));
        return unified;
    }

    private List<Part> copied(List<Part> older) throws IOException {
        if (older.isEmpty()) {
            return List.of();
        }
        try (PartSequence copies = new PartSequence(parquet, format, names)) {
            List<Leaf> leaves = new RecordEncoder(schema, false).leaves();
            for (Part part : older) {
                copy(part, leaves, copies);
            }
            List<Part> ended = copies.end();
            for (Part part : older) {
                Files.delete(part.file());
            }
            return ended;
        }
    }

    private void copy(Part part, List<Leaf> leaves, PartSequence copies) throws IOException {
        try (ParquetFileReader reader = ParquetFiles.open(part.file())) {
            for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
                copy(group.getRowCount(), ColumnCopy.all(parquet, leaves, part.schema(), group), leaves, copies);
            }
        }
    }

    private static void copy(long rows, List<ColumnCopy> sources, List<Leaf> leaves, PartSequence copies)
            throws IOException {
        for (long done = 0; done < rows; done += ROWS_AT_ONCE) {
            int count = (int) Math.min(ROWS_AT_ONCE, rows - done);
            for (ColumnCopy source : sources) {
                source.copy(count);
            }
            copies.append(leaves, count);
        }
    }
}
