package io.qanat.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.disk.Disk;
import io.qanat.page.Json;
import io.qanat.testserver.Postgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/** A database gets the same rows as files do, whatever the records are. */
class DatabaseRowsTest {
    private static final List<String> PLAIN = List.of(
            "null",
            "1",
            "-7",
            "9007199254740993",
            "1.5",
            "-0.0",
            "1e300",
            "123456789012345678901234567890",
            "true",
            "\"text\"",
            "\"ü 🎁 \\\"'\\\\\\n\"");

    private static final List<String> TIMES =
            List.of("\"2024-01-01T02:00:00.5+02:00\"", "\"2024-01-01T02:00:00\"", "\"2024-01-01\"");

    @Provide
    Arbitrary<List<List<JsonNode>>> runs() {
        List<String> scalars = new ArrayList<>(PLAIN);
        scalars.addAll(TIMES);
        return runs(List.of("a", "ä", "b c", "d"), scalars);
    }

    @Provide
    Arbitrary<List<List<JsonNode>>> runsWithTwins() {
        return runs(List.of("a", "A", "a__text", "A_"), PLAIN);
    }

    private static Arbitrary<List<List<JsonNode>>> runs(List<String> names, List<String> scalars) {
        return object(names, value(names, scalars, 2))
                .map(DatabaseRowsTest::numbered)
                .list()
                .ofMaxSize(6)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    /** A run without any value makes no table. */
    private static JsonNode numbered(JsonNode object) {
        return ((ObjectNode) object).put("n", 1);
    }

    private static Arbitrary<JsonNode> object(List<String> names, Arbitrary<JsonNode> values) {
        return Arbitraries.maps(Arbitraries.of(names), values).ofMaxSize(4).map(map -> {
            ObjectNode object = Json.MAPPER.createObjectNode();
            object.setAll(map);
            return object;
        });
    }

    private static Arbitrary<JsonNode> value(List<String> names, List<String> scalars, int depth) {
        Arbitrary<JsonNode> scalar = Arbitraries.of(scalars).map(DatabaseRowsTest::json);
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<JsonNode> inner = value(names, scalars, depth - 1);
        Arbitrary<JsonNode> array = inner.list().ofMaxSize(3).map(list -> {
            ArrayNode node = Json.MAPPER.createArrayNode();
            node.addAll(list);
            return node;
        });
        return Arbitraries.frequencyOf(Tuple.of(6, scalar), Tuple.of(1, array), Tuple.of(1, object(names, inner)));
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void postgres_has_the_rows_that_files_have(@ForAll("runs") List<List<JsonNode>> runs) throws Exception {
        Path folder = Files.createTempDirectory("qanat-rows");
        String url = Shared.url();
        Postgres.execute(
                url, "drop table if exists t", "drop table if exists qanat_published, qanat_staged, qanat_table");
        write(folder, List.of("dataSource", url, "user", Postgres.USER), runs);
        try (Connection connection = Postgres.connect(url)) {
            assertThat(rows(connection)).isEqualTo(files(folder));
        }
        Disk.LOCAL.deleteTree(folder);
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void duckdb_has_the_rows_that_files_have(@ForAll("runs") List<List<JsonNode>> runs) throws Exception {
        Path folder = Files.createTempDirectory("qanat-rows");
        String url = "jdbc:duckdb:" + folder.resolve("t.duckdb");
        write(folder, List.of("dataSource", url), runs);
        TableDescription table = Tables.table(folder);
        if (!table.schema().isEmpty()) {
            try (Connection connection = DriverManager.getConnection(url)) {
                String files = String.join(
                        ", ",
                        table.files().stream().map(file -> "'" + file + "'").toList());
                String all = "select cast(x as varchar) from (select * from read_parquet([" + files
                        + "], union_by_name = true)) as x";
                assertThat(texts(connection, "select cast(x as varchar) from (select * from t) as x"))
                        .containsExactlyInAnyOrderElementsOf(texts(connection, all));
            }
        }
        Disk.LOCAL.deleteTree(folder);
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void names_that_differ_only_in_case_keep_their_values_apart(@ForAll("runsWithTwins") List<List<JsonNode>> runs)
            throws Exception {
        Path folder = Files.createTempDirectory("qanat-rows");
        String url = "jdbc:duckdb:" + folder.resolve("t.duckdb");
        write(folder, List.of("dataSource", url), runs);
        List<String> expected = Tables.table(folder).first(Integer.MAX_VALUE).stream()
                .map(DatabaseRowsTest::values)
                .sorted()
                .toList();
        if (!Tables.table(folder).schema().isEmpty()) {
            List<String> rows = new ArrayList<>();
            try (Connection connection = DriverManager.getConnection(url)) {
                for (String row : texts(connection, "select to_json(x) from (select * from t) as x")) {
                    rows.add(values(Json.MAPPER.readValue(row, Object.class)));
                }
            }
            assertThat(rows.stream().sorted().toList()).isEqualTo(expected);
        }
        Disk.LOCAL.deleteTree(folder);
    }

    /** All values without their names, sorted in each object. */
    private static String values(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream()
                    .filter(Objects::nonNull)
                    .map(DatabaseRowsTest::values)
                    .sorted()
                    .toList()
                    .toString();
        }
        return value instanceof List<?> list
                ? "list" + list.stream().map(DatabaseRowsTest::values).toList()
                : String.valueOf(plain(value));
    }

    /** The same runs to files and to a database. */
    private static void write(Path folder, List<String> options, List<List<JsonNode>> runs) throws IOException {
        TableSettings settings = Tables.settings(folder, options.toArray(String[]::new));
        for (int i = 0; i < runs.size(); i++) {
            List<String> records = runs.get(i).stream().map(JsonNode::toString).toList();
            Tables.run(Tables.settings(folder), "r" + i, true, Tables.page(records));
            DatabaseSink sink = DatabaseSink.open(
                    settings, DatabaseContract.database(settings), "r" + i, "orders", true, Disk.LOCAL);
            sink.write(Tables.page(records));
            sink.prepare();
            sink.publish();
            sink.release();
        }
    }

    private static List<String> files(Path folder) throws IOException {
        return Tables.table(folder).first(Integer.MAX_VALUE).stream()
                .map(DatabaseRowsTest::plain)
                .map(String::valueOf)
                .sorted()
                .toList();
    }

    private static List<String> rows(Connection connection) throws SQLException, IOException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet exists = statement.executeQuery("select to_regclass('t') is not null")) {
            exists.next();
            if (!exists.getBoolean(1)) {
                return rows;
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select * from t")) {
            while (result.next()) {
                Map<String, Object> row = new TreeMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnName(i), value(result, i));
                }
                rows.add(String.valueOf(plain(row)));
            }
        }
        return rows.stream().sorted().toList();
    }

    private static Object value(ResultSet result, int column) throws SQLException, IOException {
        return switch (result.getMetaData().getColumnTypeName(column)) {
            case "jsonb" ->
                result.getString(column) == null ? null : Json.MAPPER.readValue(result.getString(column), Object.class);
            case "timestamptz" -> {
                OffsetDateTime moment = result.getObject(column, OffsetDateTime.class);
                yield moment == null ? null : moment.toInstant();
            }
            case "timestamp" -> result.getObject(column, LocalDateTime.class);
            case "date" -> result.getObject(column, LocalDate.class);
            default -> result.getObject(column);
        };
    }

    /** Without nulls in objects, numbers by their value, times as texts. */
    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new TreeMap<>();
            map.forEach((name, inner) -> {
                if (inner != null) {
                    plain.put((String) name, plain(inner));
                }
            });
            return plain;
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(DatabaseRowsTest::plain)
                    .map(String::valueOf)
                    .toList();
        }
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
        }
        return value instanceof Instant moment ? moment.toString() : String.valueOf(value);
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (result.next()) {
                texts.add(result.getString(1));
            }
            return texts;
        }
    }

    /** One database for all tries. */
    private static final class Shared {
        private static final String URL = make();

        static String url() {
            return URL;
        }

        private static String make() {
            try {
                return Postgres.newDatabase();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
