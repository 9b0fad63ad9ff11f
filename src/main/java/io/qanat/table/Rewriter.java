package io.qanat.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;

/**
 * Gives all parts of a run the run's last schema. A part that has it already, or reads as if it had, stays; neighbours that
 * don't are copied to new files in their place: Parquet column by column, text row by row. Not thread-safe.
 */
final class Rewriter {
    private static final int ROWS_AT_ONCE = 1_000;

    private final Type.Struct schema;
    private final Type.Struct stored;
    private final MessageType parquet;
    private final PartFormat format;
    private final Supplier<Path> names;

    /**
     * A rewriter to files of that schema.
     *
     * @param schema what the files have of the table's schema
     */
    Rewriter(Type.Struct schema, PartFormat format, Supplier<Path> names) {
        this.schema = schema;
        this.stored = StoredSchema.of(schema);
        this.parquet = ParquetSchema.of(schema);
        this.format = format;
        this.names = names;
    }

    /** The same rows, in each folder in the same order; files that were copied are deleted. */
    List<Part> unify(List<Part> parts) throws IOException {
        Map<String, List<Part>> folders = new LinkedHashMap<>();
        parts.forEach(part -> folders.computeIfAbsent(part.folder(), folder -> new ArrayList<>())
                .add(part));
        List<Part> unified = new ArrayList<>();
        for (List<Part> folder : folders.values()) {
            unified.addAll(unifyFolder(folder));
        }
        return unified;
    }

    private List<Part> unifyFolder(List<Part> parts) throws IOException {
        List<Part> unified = new ArrayList<>();
        List<Part> older = new ArrayList<>();
        for (Part part : parts) {
            if (stays(part) && !(parts.size() > 1 && isShort(part))) {
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

    /** Whether a folder's file was ended only because others were to be open: it is put together with its neighbours. */
    private boolean isShort(Part part) {
        return !part.folder().isEmpty() && part.bytes() < format.maxFileBytes() / 4;
    }

    private boolean stays(Part part) {
        return part.schema().equals(parquet)
                || (format.format() != Format.PARQUET && StoredSchema.reads(format.format(), part.schema(), parquet));
    }

    private List<Part> copied(List<Part> older) throws IOException {
        if (older.isEmpty()) {
            return List.of();
        }
        try (PartSequence copies = new PartSequence(parquet, older.get(0).folder(), format, names)) {
            for (Part part : older) {
                copy(part, copies);
            }
            List<Part> ended = copies.end();
            for (Part part : older) {
                Files.delete(part.file());
            }
            return ended;
        }
    }

    private void copy(Part part, PartSequence copies) throws IOException {
        if (format.format() == Format.PARQUET) {
            copyColumns(part, copies);
        } else {
            copyRows(part, copies);
        }
    }

    private void copyRows(Part part, PartSequence copies) throws IOException {
        RecordEncoder encoder = new RecordEncoder(stored, true);
        try (StoredRows rows = StoredRows.open(part.file(), format.format(), stored)) {
            for (JsonParser row = rows.next(); row != null; row = rows.next()) {
                if (!encoder.add(row, JsonToken.START_OBJECT)) {
                    throw new IllegalStateException(part.file() + ": a row doesn't fit the columns it was made of");
                }
                if (encoder.records() == ROWS_AT_ONCE) {
                    drain(encoder, copies);
                }
            }
        }
        drain(encoder, copies);
    }

    private static void drain(RecordEncoder encoder, PartSequence copies) throws IOException {
        copies.append(encoder.leaves(), encoder.records());
        encoder.drained();
    }

    private void copyColumns(Part part, PartSequence copies) throws IOException {
        List<Leaf> leaves = new RecordEncoder(schema, false).leaves();
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
