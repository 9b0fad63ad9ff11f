package io.qanat.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.page.Json;
import io.qanat.page.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a table of one page alone would look like. Nothing is written. Immutable. */
public final class TableSample {
    private static final TypeReference<@Nullable Object> ANY = new TypeReference<>() {};

    private final Type.Struct schema;
    private final List<Map<String, @Nullable Object>> rows;

    private TableSample(Type.Struct schema, List<Map<String, @Nullable Object>> rows) {
        this.schema = schema;
        this.rows = rows;
    }

    /**
     * A column, or a field within one.
     *
     * @param name the column's name
     * @param type such as {@code decimal(18,2)}
     */
    public record Column(String name, String type) {}

    /**
     * Infers the schema of a page's records, as the table would.
     *
     * @param name the table's name
     * @param options the table's options
     * @param most how many rows are kept
     * @throws io.qanat.settings.SettingsException if an option is wrong
     * @throws TableException if the records can't be a table
     */
    public static TableSample of(Page page, String name, Map<String, String> options, int most) throws IOException {
        TableSettings settings = TableSettings.of(name, options);
        boolean flat = settings.nested() == Nested.FLATTEN;
        FlatNames names = flat ? FlatNames.of(settings.types()) : null;
        Inference inference =
                new Inference(settings.subject(), settings.types(), settings.nested(), new Fit(), Twins.APART);
        Type.Struct schema = Type.Struct.EMPTY;
        List<ObjectNode> kept = new ArrayList<>();
        try (Page.Records records = page.records()) {
            while (records.next()) {
                ObjectNode record = RecordValues.object(tree(records.parser(), names));
                schema = inference.observe(schema, record);
                if (kept.size() < most) {
                    kept.add(record);
                }
            }
        }
        return new TableSample(schema, rows(schema, kept));
    }

    private static JsonNode tree(JsonParser parser, @Nullable FlatNames names) throws IOException {
        return Json.MAPPER.readTree(names == null ? parser : new FlatParser(parser, names));
    }

    private static List<Map<String, @Nullable Object>> rows(Type.Struct schema, List<ObjectNode> records) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (ObjectNode record : records) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (Field field : schema.fields()) {
                JsonNode value = record.get(field.name());
                row.put(field.column(), value == null ? null : Json.MAPPER.convertValue(value, ANY));
            }
            rows.add(row);
        }
        return rows;
    }

    /** The table's columns; one that has no value yet has the type {@code null}. */
    public List<Column> columns() {
        return schema.fields().stream()
                .map(field -> new Column(
                        field.column(), field.type() instanceof Type.Unknown ? "null" : Type.written(field.type())))
                .toList();
    }

    /** A line for every column with a type, fields of structs indented below theirs. */
    public List<String> lines() {
        return TableSchema.lines(schema);
    }

    /** The first rows by column, with the values as they came. */
    public List<Map<String, @Nullable Object>> rows() {
        return rows;
    }
}
