package io.qanat.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import io.qanat.page.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    private final LocalFile files;
    private final Manifest manifest;

    /** A file of the table by its name in the manifest, on this machine. */
    interface LocalFile {
        Path of(String name) throws IOException;
    }

    /** A table whose files are got one by one, when they are needed. */
    TableDescription(LocalFile files, Manifest manifest) {
        this.files = files;
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
        return new TableDescription(folder::resolve, Manifest.read(folder));
    }

    /** The published files, in the order of their rows. */
    public List<Path> files() {
        return manifest.files().stream().map(file -> local(file.name())).toList();
    }

    private Path local(String name) {
        try {
            return files.of(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** How many files there are. */
    public int fileCount() {
        return manifest.files().size();
    }

    /** Whether a run has published the table. */
    public boolean exists() {
        return !manifest.equals(Manifest.EMPTY);
    }

    /** The columns and their types. */
    public Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        for (Field field : manifest.schema().fields()) {
            if (!(field.type() instanceof Type.Unknown)) {
                columns.put(field.column(), Type.written(field.type()));
            }
            if (field.text() != null) {
                columns.put(field.text(), "string");
            }
        }
        return columns;
    }

    /** A query of DuckDB's that gives all rows. */
    public String duckDb() {
        return new DuckDbSource(manifest).select(files());
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
                read(files.of(file.name()), count - rows.size(), row -> rows.add(complete(partition.in(row))));
            }
        }
        return rows;
    }

    /**
     * Hands over a field's value of every row that has one; of Parquet only its column is read.
     *
     * @param subject names the table in messages
     * @param field the field's place in a record; its first part names a field or a column
     * @throws IOException if there is no such field, or a file can't be read
     */
    void values(String subject, JsonPointer field, Consumer<Object> values) throws IOException {
        if (rows() == 0) {
            return;
        }
        String column = column(subject, field);
        for (Manifest.DataFile file : manifest.files()) {
            PartitionValue partition = PartitionValue.of(manifest, file.name());
            Path path = files.of(file.name());
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

    private String column(String subject, JsonPointer field) throws IOException {
        String name = field.getMatchingProperty();
        return manifest.schema().fields().stream()
                .filter(known -> known.name().equals(name) || known.column().equals(name))
                .map(Field::column)
                .findFirst()
                .orElseThrow(() -> new IOException(
                        subject + " has no field " + name + "; it has: " + String.join(", ", schema())));
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
