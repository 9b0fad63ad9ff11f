package io.qanat.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.page.Json;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One table with all types, read by parquet-java, DuckDB and pyarrow: each row as the same JSON, with sorted members. Moments
 * and exact numbers are texts there, doubles as Java writes them. Python is {@code -Dqanat.python=}, or python3.
 */
class ReadersTest {
    private static final String TYPES =
            "price=decimal(18,2), huge=decimal(38,0), small=decimal(5,4), props=map(string),"
                    + " counts=map(int64), raw=json, zip=string";

    /** The names of two columns that differ only in case come out of DuckDB with a number. */
    private static final Map<String, String> TWINS = Map.of("Case_1", "Case");

    private static final List<String> RECORDS = List.of("""
            {"id":1,"price":"19.90","huge":123456789012345678901234567890,"small":-0.0001,"big":99999999999999999999999,
             "utc":"2024-02-29T12:00:00.123456+01:00","local":"2024-02-29T12:00:00.5","day":"0001-01-01","flag":true,
             "x":1.5,"props":{"a b":"1","":"2"},"counts":{"n":9007199254740993},"raw":{"any":[1,"x"]},"zip":"01234",
             "lines":[{"sku":"a","qty":1},{"sku":null,"qty":null},{"tags":["p","q"]}],"empty":{},"none":[],"first":null,
             "straße 🐫":"emoji 🐫 \\u0000 end","case":"lower","Case":"upper","a.b":"dot","mixed":7,"land":"DE",
             "deep":{"er":{"est":[[1,2],[]]}}}""", """
            {"id":-9223372036854775808,"price":-0.01,"huge":-1,"small":9.9999,"big":1,
             "utc":"1969-12-31T23:59:59.999999Z","local":"1900-01-01T00:00:00","day":"9999-12-31","flag":false,
             "x":-0.0,"props":{},"counts":{"m":null},"raw":"text","zip":"","lines":[],"empty":{},"none":[],"first":"typed",
             "straße 🐫":"","case":"","Case":null,"a.b":null,"mixed":"seven","land":"Côte d'Ivoire / 100%",
             "deep":{"er":null}}""", """
            {"id":9223372036854775807,"x":1e300,"land":null,"lines":[null],"deep":{"er":{"est":[null,[null]]}},
             "utc":"2262-04-12T00:00:00Z","big":null,"mixed":[1]}""");

    @TempDir
    Path folder;

    private List<String> expected = List.of();

    private void write(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("types", TYPES));
        all.addAll(List.of(options));
        Tables.run(
                Tables.settings(folder, all.toArray(String[]::new)),
                "r1",
                false,
                Tables.page(RECORDS.get(0)),
                Tables.page(RECORDS.subList(1, RECORDS.size())));
    }

    @BeforeEach
    void parquetJava() throws IOException {
        write();
        expected = sorted(rowsByParquetJava());
    }

    private List<JsonNode> rowsByParquetJava() throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (Map<String, Object> row : Tables.table(folder).first(Integer.MAX_VALUE)) {
            rows.add(tree(row));
        }
        return rows;
    }

    @Test
    void parquet_java_reads_what_was_written() throws IOException {
        JsonNode row = Json.MAPPER.readTree(expected.stream()
                .filter(text -> text.contains("\"id\":1,"))
                .findFirst()
                .orElseThrow());
        assertThat(row.path("price").asText()).isEqualTo("19.90");
        assertThat(row.path("huge").asText()).isEqualTo("123456789012345678901234567890");
        assertThat(row.path("utc").asText()).isEqualTo("2024-02-29T11:00:00.123456Z");
        assertThat(row.path("local").asText()).isEqualTo("2024-02-29T12:00:00.500");
        assertThat(row.path("day").asText()).isEqualTo("0001-01-01");
        assertThat(row.path("counts").path("n").asLong()).isEqualTo(9007199254740993L);
        assertThat(row.path("lines")).hasSize(3);
        assertThat(row.path("none")).isEqualTo(Json.MAPPER.nullNode().path("none"));
        assertThat(expected).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "land", "utc:day"})
    void duckdb_reads_the_same(String by) throws IOException, SQLException {
        if (!by.isEmpty()) {
            write("partitionBy", by);
        }
        assertThat(sorted(rowsByDuckDb())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "land", "utc:day"})
    void pyarrow_reads_the_same(String by) throws Exception {
        assumeTrue(hasPyarrow(), "pyarrow isn't installed: name a Python that has it by -Dqanat.python=");
        if (!by.isEmpty()) {
            write("partitionBy", by);
        }
        assertThat(sorted(rowsByPyarrow(by.equals("land")))).isEqualTo(expected);
    }

    private List<JsonNode> rowsByDuckDb() throws IOException, SQLException {
        String view = Tables.table(folder).duckDb();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("create view t as " + view);
            List<String> names = new ArrayList<>();
            List<String> types = new ArrayList<>();
            try (ResultSet columns = statement.executeQuery("describe t")) {
                while (columns.next()) {
                    names.add(columns.getString(1));
                    types.add(columns.getString(2));
                }
            }
            List<String> values = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                String column = "c" + i;
                boolean nested =
                        types.get(i).matches("(?s).*(\\]|\\))") && !types.get(i).startsWith("DECIMAL");
                values.add(nested ? "to_json(" + column + ")" : column);
            }
            String aliases =
                    IntStream.range(0, names.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
            List<JsonNode> rows = new ArrayList<>();
            try (ResultSet result =
                    statement.executeQuery("select " + String.join(", ", values) + " from t as t(" + aliases + ")")) {
                while (result.next()) {
                    ObjectNode row = Json.MAPPER.createObjectNode();
                    for (int i = 0; i < names.size(); i++) {
                        String name = names.get(i);
                        row.set(TWINS.getOrDefault(name, name), value(result, i + 1, types.get(i), values.get(i)));
                    }
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    private static JsonNode value(ResultSet result, int column, String type, String selected)
            throws SQLException, IOException {
        if (selected.startsWith("to_json")) {
            String text = result.getString(column);
            return text == null ? Json.MAPPER.nullNode() : Json.MAPPER.readTree(text);
        }
        if (type.equals("TIMESTAMP WITH TIME ZONE")) {
            OffsetDateTime moment = result.getObject(column, OffsetDateTime.class);
            return tree(moment == null ? null : moment.toInstant());
        }
        if (type.equals("TIMESTAMP")) {
            return tree(result.getObject(column, LocalDateTime.class));
        }
        Object value = result.getObject(column);
        return tree(type.equals("JSON") && value != null ? value.toString() : value);
    }

    private static String python() {
        return System.getProperty("qanat.python", "python3");
    }

    private static boolean hasPyarrow() throws Exception {
        try {
            Process process = new ProcessBuilder(python(), "-c", "import pyarrow.parquet, pyarrow.dataset")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private List<JsonNode> rowsByPyarrow(boolean hive) throws Exception {
        Path script = folder.resolve("rows.py");
        try (InputStream source = ReadersTest.class.getResourceAsStream("/readers/rows.py")) {
            Files.write(script, source.readAllBytes());
        }
        List<String> command = new ArrayList<>(List.of(
                python(),
                script.toString(),
                hive ? "land" : "-",
                folder.resolve("t").toString()));
        for (Manifest.DataFile file : Manifest.read(folder.resolve("t")).files()) {
            command.add(folder.resolve("t").resolve(file.name()).toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        List<JsonNode> rows = new ArrayList<>();
        for (String line : printed.lines().toList()) {
            rows.add(Json.MAPPER.readTree(line));
        }
        return rows;
    }

    /** Values of Java as JSON: dates, times and exact numbers as texts. */
    private static JsonNode tree(Object value) {
        if (value instanceof Map<?, ?> map) {
            ObjectNode node = Json.MAPPER.createObjectNode();
            map.forEach((name, member) -> node.set(String.valueOf(name), tree(member)));
            return node;
        }
        if (value instanceof List<?> list) {
            ArrayNode node = Json.MAPPER.createArrayNode();
            list.forEach(element -> node.add(tree(element)));
            return node;
        }
        if (value == null || value instanceof Long || value instanceof Double || value instanceof Boolean) {
            return Json.MAPPER.valueToTree(value);
        }
        return Json.MAPPER.valueToTree(value instanceof BigDecimal number ? number.toPlainString() : value.toString());
    }

    /** Each row as text, members in the order of their names, without those that are null; rows in the order of their texts. */
    private static List<String> sorted(List<JsonNode> rows) throws IOException {
        List<String> texts = new ArrayList<>();
        for (JsonNode row : rows) {
            texts.add(Json.MAPPER.writeValueAsString(canonical(row)));
        }
        texts.sort(Comparator.naturalOrder());
        return texts;
    }

    private static JsonNode canonical(JsonNode node) {
        if (node.isObject()) {
            ObjectNode sorted = Json.MAPPER.createObjectNode();
            node.properties().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(member -> sorted.set(member.getKey(), canonical(member.getValue())));
            return sorted;
        }
        if (node.isArray()) {
            ArrayNode elements = Json.MAPPER.createArrayNode();
            node.forEach(element -> elements.add(canonical(element)));
            return elements;
        }
        return node.isFloatingPointNumber() ? DoubleNode.valueOf(node.doubleValue()) : node;
    }
}
