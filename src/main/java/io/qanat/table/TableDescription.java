package io.qanat.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import io.qanat.page.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a table has, as its manifest says: its published files, and rows read back from them. Immutable. */
public final class TableDescription {
    private final Path folder;
    private final Manifest manifest;

    private TableDescription(Path folder, Manifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /**
     * Reads a table's manifest; a table that was never published is empty.
     *
     * @param directory the folder of all tables
     * @param name the table's name
     * @throws IOException if the manifest can't be read
     */
    public static TableDescription read(Path directory, String name) throws IOException {
        Path folder = directory.resolve(name);
        return new TableDescription(folder, Manifest.read(folder));
    }

    /** The published files, in the order of their rows. */
    public List<Path> files() {
        return manifest.files().stream()
                .map(file -> folder.resolve(file.name()))
                .toList();
    }

    /** How many rows there are. */
    public long rows() {
        return manifest.runs().stream().mapToLong(Manifest.RunFiles::rows).sum();
    }

    /** The size of all files, in bytes. */
    public long bytes() {
        return manifest.files().stream().mapToLong(Manifest.DataFile::bytes).sum();
    }

    /** A line for every column: {@code name  type}. */
    public List<String> schema() {
        return manifest.schema().fields().stream()
                .flatMap(field -> field.written("  ").stream())
                .toList();
    }

    /**
     * The first rows, by column. Values are Long, Double, Boolean, String, BigDecimal, Instant, LocalDateTime, LocalDate, List,
     * Map or null.
     *
     * @param count how many at most
     * @throws IOException if a file can't be read
     */
    public List<Map<String, Object>> first(int count) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Manifest.DataFile file : manifest.files()) {
            if (rows.size() < count) {
                PartitionValue partition = PartitionValue.of(manifest, file.name());
                read(folder.resolve(file.name()), count - rows.size(), row -> rows.add(complete(partition.in(row))));
            }
        }
        return rows;
    }

    /**
     * Hands over a field's value of every row that has one; of Parquet only its column is read.
     *
     * @param field the field's place in a record; its first part names a field or a column
     * @throws IOException if there is no such field, or a file can't be read
     */
    void values(JsonPointer field, Consumer<Object> values) throws IOException {
        if (rows() == 0) {
            return;
        }
        String column = column(field);
        for (Manifest.DataFile file : manifest.files()) {
            PartitionValue partition = PartitionValue.of(manifest, file.name());
            Path path = folder.resolve(file.name());
            Consumer<Map<String, Object>> taking =
                    row -> Optional.ofNullable(within(partition.in(row).get(column), field.tail()))
                            .ifPresent(values);
            if (manifest.format() == Format.PARQUET) {
                new RowReader(path).read(column, taking);
            } else {
                read(path, Long.MAX_VALUE, taking);
            }
        }
    }

    private String column(JsonPointer field) throws IOException {
        String name = field.getMatchingProperty();
        return manifest.schema().fields().stream()
                .filter(known -> known.name().equals(name) || known.column().equals(name))
                .map(Field::column)
                .findFirst()
                .orElseThrow(() -> new IOException("table " + folder.getFileName() + " has no field " + name
                        + "; it has: " + String.join(", ", schema())));
    }

    private static @Nullable Object within(@Nullable Object value, JsonPointer rest) {
        Object found = value;
        for (JsonPointer at = rest; !at.matches() && found != null; at = at.tail()) {
            found = found instanceof Map<?, ?> map ? map.get(at.getMatchingProperty()) : null;
        }
        return found;
    }

    private void read(Path file, long count, Consumer<Map<String, Object>> rows) throws IOException {
        if (manifest.format() == Format.PARQUET) {
            new RowReader(file).read(count, rows);
            return;
        }
        Type.Struct stored = StoredSchema.of(manifest.schema());
        try (StoredRows source = StoredRows.open(file, manifest.format(), stored)) {
            long left = count;
            for (JsonParser row = next(source, left); row != null; row = next(source, left)) {
                rows.accept(StoredValues.row(stored, Json.MAPPER.readTree(row)));
                left--;
            }
        }
    }

    private static @Nullable JsonParser next(StoredRows source, long left) throws IOException {
        return left > 0 ? source.next() : null;
    }

    /** An older file may lack columns that the table has. */
    private Map<String, Object> complete(Map<String, Object> row) {
        Map<String, Object> complete = new LinkedHashMap<>();
        for (Field field : manifest.schema().fields()) {
            if (!(field.type() instanceof Type.Unknown)) {
                complete.put(field.column(), row.get(field.column()));
            }
            if (field.text() != null) {
                complete.put(field.text(), row.get(field.text()));
            }
        }
        return complete;
    }
}
