package io.qanat.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.page.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A table's schema and how its runs changed it, for a reader. Immutable. */
public final class TableSchema {
    private final String name;
    private final Manifest manifest;

    TableSchema(String name, Manifest manifest) {
        this.name = name;
        this.manifest = manifest;
    }

    /**
     * Reads what a table's manifest says.
     *
     * @param directory the folder of all tables
     * @param name the table's name
     * @throws IOException if the manifest can't be read
     */
    public static TableSchema read(Path directory, String name) throws IOException {
        return new TableSchema(name, Manifest.read(directory.resolve(name)));
    }

    /** Whether a run has published the table. */
    public boolean exists() {
        return !manifest.equals(Manifest.EMPTY);
    }

    /** A line for every column, fields of structs indented below theirs: {@code total  decimal(18,2)}. */
    public List<String> columns() {
        return lines(manifest.schema());
    }

    static List<String> lines(Type.Struct schema) {
        List<String> lines = new ArrayList<>();
        add("", schema, lines);
        return lines;
    }

    /** The changes since the table's first run, the oldest first: {@code <run>: column x (string) is new}. */
    public List<String> changes() {
        return manifest.changes().stream()
                .flatMap(change -> change.lines().stream().map(line -> change.run() + ": " + line))
                .toList();
    }

    /** All of it, as {@code qanat schema} prints it. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("table " + name + " (" + manifest.format().written()
                + (manifest.partitionBy() == null
                        ? ""
                        : ", partitioned by " + manifest.partitionBy().written()) + ")");
        columns().forEach(line -> lines.add("  " + line));
        if (!manifest.changes().isEmpty()) {
            lines.add("changes");
            changes().forEach(line -> lines.add("  " + line));
        }
        return lines;
    }

    /** All of it for programs. */
    public ObjectNode json() {
        ObjectNode json = Json.MAPPER.createObjectNode().put("table", name);
        json.put("format", manifest.format().written());
        if (manifest.partitionBy() != null) {
            json.put("partitionBy", manifest.partitionBy().written());
        }
        json.set("columns", columns(manifest.schema()));
        ArrayNode changes = json.putArray("changes");
        for (Manifest.SchemaChange change : manifest.changes()) {
            ArrayNode lines = changes.addObject().put("run", change.run()).putArray("changes");
            change.lines().forEach(lines::add);
        }
        return json;
    }

    private static ArrayNode columns(Type.Struct struct) {
        ArrayNode columns = Json.MAPPER.createArrayNode();
        for (Field field : struct.fields()) {
            if (!(field.type() instanceof Type.Unknown)) {
                column(columns.addObject().put("name", field.column()), field.type());
            }
            if (field.text() != null) {
                columns.addObject()
                        .put("name", field.text())
                        .put("type", "string")
                        .put("textOf", field.column());
            }
        }
        return columns;
    }

    private static void column(ObjectNode column, Type type) {
        column.put("type", Type.written(type));
        Type inner = type instanceof Type.ListOf list ? list.element() : type;
        if (inner instanceof Type.Struct struct) {
            column.set("fields", columns(struct));
        }
    }

    private static void add(String indent, Type.Struct struct, List<String> lines) {
        for (Field field : struct.fields()) {
            if (!(field.type() instanceof Type.Unknown)) {
                add(indent, field.column(), field.type(), lines);
            }
            if (field.text() != null) {
                lines.add(indent + field.text() + "  string (values of " + field.column()
                        + " that aren't of its type, as JSON)");
            }
        }
    }

    private static void add(String indent, String column, Type type, List<String> lines) {
        if (type instanceof Type.Struct struct) {
            lines.add(indent + column + "  struct");
            add(indent + "  ", struct, lines);
        } else if (type instanceof Type.ListOf list && list.element() instanceof Type.Struct struct) {
            lines.add(indent + column + "  list(struct)");
            add(indent + "  ", struct, lines);
        } else {
            lines.add(indent + column + "  " + Type.written(type));
        }
    }
}
