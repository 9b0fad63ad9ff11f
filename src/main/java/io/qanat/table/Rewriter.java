package io.qanat.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.parquet.schema.MessageType;

/**
 * Gives all parts of a run the run's last schema. A part that has it already, or reads as if it had, stays; neighbours that
 * don't are copied to new files in their place: Parquet column by column, text row by row. Not thread-safe.
 */
final class Rewriter {
    private static final BitSet NONE = new BitSet();

    private final RowCopy rows;
    private final MessageType parquet;
    private final PartFormat format;
    private final Supplier<Path> names;

    /**
     * A rewriter to files of that schema.
     *
     * @param schema what the files have of the table's schema
     */
    Rewriter(Type.Struct schema, PartFormat format, Supplier<Path> names) {
        this.rows = new RowCopy(schema, format.format());
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
                rows.copy(part.file(), NONE, copies);
            }
            List<Part> ended = copies.end();
            for (Part part : older) {
                Files.delete(part.file());
            }
            return ended;
        }
    }
}
