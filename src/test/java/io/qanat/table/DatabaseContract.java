package io.qanat.table;

import static io.qanat.table.Tables.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.disk.Disk;
import io.qanat.page.Page;
import io.qanat.pull.NotPreparedException;
import io.qanat.table.db.Database;
import io.qanat.table.db.DatabaseTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a table in any database does. */
abstract class DatabaseContract {
    @TempDir
    Path folder;

    String url = "";

    /** The URL of a new, empty database. */
    abstract String newDatabase() throws SQLException;

    abstract Connection connect() throws SQLException;

    /** The user's options, for all endpoints of a test. */
    List<String> login() {
        return List.of();
    }

    @BeforeEach
    void begin() throws SQLException {
        url = newDatabase();
    }

    TableSettings settings(String... options) {
        List<String> all = new ArrayList<>(List.of("dataSource", url));
        all.addAll(login());
        all.addAll(List.of(options));
        return Tables.settings(folder, all.toArray(String[]::new));
    }

    Database database() {
        return database(settings());
    }

    static Database database(TableSettings settings) {
        return settings.database().open("table t", null);
    }

    DatabaseTable table() {
        return new DatabaseTable(database(), "t");
    }

    DatabaseSink open(TableSettings settings, String run, boolean appends) {
        return DatabaseSink.open(settings, database(settings), run, "orders", appends, Disk.LOCAL);
    }

    DatabaseSink run(TableSettings settings, String run, boolean appends, Page... pages) throws IOException {
        DatabaseSink sink = open(settings, run, appends);
        try {
            for (Page page : pages) {
                sink.write(page);
            }
            sink.prepare();
            sink.publish();
            return sink;
        } finally {
            sink.release();
        }
    }

    List<Map<String, Object>> query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<Map<String, Object>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnName(i), result.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** Rows as texts. */
    List<List<String>> texts(String sql) throws SQLException {
        return query(sql).stream()
                .map(row -> row.values().stream().map(String::valueOf).toList())
                .toList();
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<Object> column(String name) throws SQLException {
        List<Object> values = new ArrayList<>();
        for (Map<String, Object> row : query("select \"" + name.replace("\"", "\"\"") + "\" as v from t order by id")) {
            values.add(row.get("v"));
        }
        return values;
    }

    List<Object> ids() throws SQLException {
        return column("id");
    }

    /** Tables that aren't meant to stay. */
    List<Map<String, Object>> stagingTables() throws SQLException {
        return query("select table_name from information_schema.tables where table_name like 'qanat_staging%'");
    }

    @Test
    void a_replacing_run_shows_only_its_own_rows() throws Exception {
        run(settings(), "r1", false, page("{\"id\":1}"));
        DatabaseSink second = run(settings(), "r2", false, page("{\"id\":2}", "{\"id\":3}"));

        assertThat(ids()).containsExactly(2L, 3L);
        assertThat(second.published().rows()).isEqualTo(2);
        assertThat(stagingTables()).isEmpty();
    }

    @Test
    void an_appending_run_leaves_the_others_rows() throws Exception {
        run(settings(), "r1", true, page("{\"id\":1}"));
        run(settings(), "r2", true, page("{\"id\":2}"));
        run(settings("mode", "append", "primaryKey", "id"), "r3", false, page("{\"id\":2}"));

        assertThat(ids()).containsExactly(1L, 2L, 2L);
    }

    @Test
    void rows_with_a_key_are_merged_and_the_last_of_a_run_wins() throws Exception {
        TableSettings settings = settings("primaryKey", "id,region");
        run(
                settings,
                "r1",
                false,
                page("{\"id\":1,\"region\":\"eu\",\"v\":1}", "{\"id\":2,\"region\":\"eu\",\"v\":1}"));
        run(
                settings,
                "r2",
                true,
                page("{\"id\":2,\"region\":\"eu\",\"v\":2}", "{\"id\":2,\"region\":\"us\",\"v\":5}"),
                page("{\"id\":2,\"region\":\"eu\",\"v\":3,\"new\":true}", "{\"id\":3,\"region\":\"eu\",\"v\":1}"));

        assertThat(texts("select id, region, v, new from t order by id, region"))
                .containsExactly(
                        List.of("1", "eu", "1", "null"),
                        List.of("2", "eu", "3", "true"),
                        List.of("2", "us", "5", "null"),
                        List.of("3", "eu", "1", "null"));
    }

    @Test
    void the_last_of_many_versions_wins_in_the_order_they_came() throws Exception {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            records.add("{\"id\":" + i % 100 + ",\"v\":" + i + "}");
        }
        run(settings("primaryKey", "id"), "r1", true, page(records));

        assertThat(query("select count(*) as n, min(v) as least, max(v) as most from t")
                        .get(0))
                .containsEntry("n", 100L)
                .containsEntry("least", 29_900L)
                .containsEntry("most", 29_999L);
    }

    @Test
    void a_row_without_its_key_is_refused() throws Exception {
        DatabaseSink sink = open(settings("primaryKey", "id"), "r1", true);
        sink.write(page("{\"id\":1}", "{\"v\":2}", "{\"id\":\"x\"}"));

        assertThatThrownBy(sink::prepare).hasMessageContaining("table t: 2 rows have no id, or one of another type");
        sink.discard();
        sink.release();
        assertThat(stagingTables()).isEmpty();
    }

    @Test
    void a_record_with_a_deletion_mark_deletes_its_row_and_is_not_written() throws Exception {
        TableSettings settings = settings("primaryKey", "id", "deletedField", "gone");
        run(settings, "r1", true, page("{\"id\":1}", "{\"id\":2}", "{\"id\":3}", "{\"id\":4,\"gone\":true}"));
        assertThat(ids()).containsExactly(1L, 2L, 3L);
        run(
                settings,
                "r2",
                true,
                page("{\"id\":1,\"gone\":true}", "{\"id\":2,\"gone\":false}", "{\"id\":5,\"gone\":null}"),
                page("{\"id\":5,\"gone\":true}", "{\"id\":3,\"gone\":true}", "{\"id\":3,\"gone\":0}"));

        assertThat(ids()).containsExactly(2L, 3L);
        run(settings, "r3", true, page("{\"id\":2,\"gone\":\"2024-02-29\"}", "{\"id\":3,\"gone\":[1]}"));
        assertThat(ids()).isEmpty();
    }

    @Test
    void anything_but_null_false_zero_and_nothing_marks_a_deletion() throws Exception {
        List<String> not = List.of("null", "false", "0", "0.0", "\"\"", "\"false\"");
        List<String> marks =
                List.of("true", "1", "-0.5", "\"2024-02-29T12:00:00Z\"", "\"1970-01-01\"", "\"x\"", "{\"a\":1}", "[0]");
        List<String> all = new ArrayList<>(not);
        all.addAll(marks);
        for (String first : all) {
            List<String> records = new ArrayList<>(List.of("{\"id\":0,\"d\":" + first + "}"));
            all.forEach(mark -> records.add("{\"id\":" + records.size() + ",\"d\":" + mark + "}"));
            url = newDatabase();
            run(settings("primaryKey", "id", "deletedField", "d"), "r1", true, page(records));

            List<Object> expected = new ArrayList<>(List.of(1L, 2L, 3L, 4L, 5L, 6L));
            expected.addAll(0, not.contains(first) ? List.of(0L) : List.of());
            assertThat(ids()).as(first).isEqualTo(expected);
        }
    }

    @Test
    void marks_that_would_be_left_out_are_told() throws Exception {
        run(settings("primaryKey", "id"), "r1", true, page("{\"id\":1}"));

        assertThatThrownBy(() ->
                        open(settings("primaryKey", "id", "deletedField", "gone", "contract", "discard"), "r2", true))
                .hasMessageContaining("table t: deletedField: the table has no column gone, and contract=discard");
    }

    @Test
    void a_key_that_no_record_has_is_refused() {
        DatabaseSink sink = open(settings("primaryKey", "uuid"), "r1", true);

        assertThatThrownBy(() -> {
                    sink.write(page("{\"id\":1,\"a\":{\"b\":2}}"));
                    sink.prepare();
                })
                .hasMessageContaining("table t: primaryKey uuid is no column of single values; there are: id");
        sink.discard();
        sink.release();
    }

    @Test
    void new_columns_and_wider_types_are_taken_and_conflicts_go_to_a_text_column() throws Exception {
        run(settings(), "r1", true, page("{\"id\":1,\"n\":1,\"s\":\"a\",\"late\":null}"));
        run(settings(), "r2", true, page("{\"id\":2,\"n\":1.5,\"s\":{\"x\":[1]},\"late\":true,\"extra\":\"e\"}"));
        run(settings(), "r3", true, page("{\"id\":3,\"n\":\"many\"}"));

        assertThat(column("n")).containsExactly(1.0, 1.5, null);
        assertThat(column("n__text")).containsExactly(null, null, "\"many\"");
        assertThat(column("s")).containsExactly("a", null, null);
        assertThat(column("s__text")).containsExactly(null, "{\"x\":[1]}", null);
        assertThat(column("late")).containsExactly(null, true, null);
        assertThat(column("extra")).containsExactly(null, "e", null);
    }

    @Test
    void a_frozen_table_refuses_and_a_discarding_one_leaves_out() throws Exception {
        run(settings(), "r1", true, page("{\"id\":1}"));
        DatabaseSink frozen = open(settings("contract", "freeze"), "r2", true);
        assertThatThrownBy(() -> {
                    frozen.write(page("{\"id\":2,\"extra\":1}"));
                    frozen.prepare();
                })
                .hasMessageContaining("column extra (int64) is new, but contract=freeze");
        frozen.discard();
        frozen.release();
        run(settings("contract", "discard"), "r3", true, page("{\"id\":3,\"extra\":1}"));

        assertThat(query("select * from t order by id")).containsExactly(Map.of("id", 1L), Map.of("id", 3L));
    }

    @Test
    void values_arrive_exactly() throws Exception {
        String types = "total=decimal(38,10), small=decimal(6,2), day=date, local=local-timestamp";
        run(
                settings("types", types),
                "r1",
                false,
                page(
                        "{\"id\":1,\"i\":9223372036854775807,\"d\":5e-324,\"b\":false,\"total\":1234567890123456789012345678.0123456789,"
                                + "\"small\":-0.01,\"text\":\"Ärger 🎁 'q' \\\"z\\\" \\\\ \\t\\n\",\"big\":123456789012345678901234567890}",
                        "{\"id\":2,\"i\":-9223372036854775808,\"d\":-1.7976931348623157e308,\"b\":true,\"total\":-1,"
                                + "\"small\":9999.99,\"text\":\"\",\"big\":1e400}",
                        "{\"id\":3,\"i\":0,\"d\":-0.0,\"total\":0.5,\"small\":10000,\"text\":null}"));

        assertThat(column("i")).containsExactly(Long.MAX_VALUE, Long.MIN_VALUE, 0L);
        assertThat(column("d")).containsExactly(Double.MIN_VALUE, -Double.MAX_VALUE, -0.0);
        assertThat(column("b")).containsExactly(false, true, null);
        assertThat(column("total"))
                .containsExactly(
                        new BigDecimal("1234567890123456789012345678.0123456789"),
                        new BigDecimal("-1.0000000000"),
                        new BigDecimal("0.5000000000"));
        assertThat(column("small")).containsExactly(new BigDecimal("-0.01"), new BigDecimal("9999.99"), null);
        assertThat(column("small__text")).containsExactly(null, null, "10000");
        assertThat(column("text")).containsExactly("Ärger 🎁 'q' \"z\" \\ \t\n", "", null);
        assertThat(column("big__text").get(0)).isEqualTo("123456789012345678901234567890");
    }

    @Test
    void times_arrive_exactly() throws Exception {
        run(
                settings(),
                "r1",
                false,
                page(
                        "{\"id\":1,\"at\":\"2024-02-29T23:59:59.123456+02:00\",\"local\":\"1969-12-31T23:59:59.999999\",\"day\":\"0001-01-01\"}",
                        "{\"id\":2,\"at\":\"1883-11-18T00:00:00Z\",\"local\":\"9999-12-31T00:00:00\",\"day\":\"9999-12-31\"}"));

        String format = timeText();
        assertThat(query("select " + String.format(format, "\"at\"") + " as \"at\", " + String.format(format, "local")
                        + " as local, cast(day as varchar) as day from t order by id"))
                .containsExactly(
                        Map.of(
                                "at",
                                "2024-02-29 21:59:59.123456",
                                "local",
                                "1969-12-31 23:59:59.999999",
                                "day",
                                "0001-01-01"),
                        Map.of(
                                "at",
                                "1883-11-18 00:00:00.000000",
                                "local",
                                "9999-12-31 00:00:00.000000",
                                "day",
                                "9999-12-31"));
    }

    /** An expression that writes a time with all six digits, in UTC. */
    abstract String timeText();

    @Test
    void names_with_quotes_and_twins_and_long_ones_are_columns() throws Exception {
        String longName = "n".repeat(70);
        String page =
                "{\"id\":1,\"a\\\"b'c;--\":2,\"with space\":3,\"Ab\":4,\"aB\":5,\"🎁\":6,\"\":7,\"xmin\":8,\"a.b\":9,\""
                        + longName + "1\":10,\"" + longName
                        + "2\":11,\"qanat_row\":12,\"rowid\":13,\"file_row_number\":14}";
        run(settings("primaryKey", "id"), "r1", true, page(page));
        run(settings("primaryKey", "id"), "r2", true, page(page.replace("\"id\":1", "\"id\":2")));

        List<Map<String, Object>> rows = query("select * from t order by id");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(1).values().stream().map(String::valueOf))
                .containsExactly("2", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14");
        assertThat(rows.get(0).keySet()).contains("a\"b'c;--", "with space", "Ab", "🎁", "_", "a.b", "qanat_row");
    }

    @Test
    void a_table_with_a_long_or_quoted_name_is_found_again() throws Exception {
        String name = "Größe_" + "x".repeat(90);
        Map<String, String> options = new LinkedHashMap<>(Map.of("directory", folder.toString(), "dataSource", url));
        for (int i = 0; i < login().size(); i += 2) {
            options.put(login().get(i), login().get(i + 1));
        }
        TableSettings settings = TableSettings.of(name, options);
        run(settings, "r1", true, page("{\"id\":1}"));
        run(settings, "r2", true, page("{\"id\":2}"));

        assertThat(query("select count(*) as n from qanat_published")).containsExactly(Map.of("n", 2L));
        assertThat(stagingTables()).isEmpty();
    }

    @Test
    void a_run_without_rows_makes_or_leaves_a_table() throws Exception {
        run(settings(), "r0", false);
        run(settings(), "r1", false, page("{\"id\":1}"));
        run(settings("mode", "append"), "r2", false);
        assertThat(ids()).containsExactly(1L);
        run(settings("primaryKey", "id"), "r3", false);
        assertThat(ids()).containsExactly(1L);
        run(settings(), "r4", false);

        assertThat(ids()).isEmpty();
    }

    @Test
    void a_published_run_adds_nothing_when_published_again() throws Exception {
        run(settings(), "r1", true, page("{\"id\":1}"));
        table().publish("r1");
        table().discard("r1");

        assertThat(ids()).containsExactly(1L);
    }

    @Test
    void a_prepared_run_survives_its_process_and_is_found_by_its_address() throws Exception {
        DatabaseSink sink = open(settings("primaryKey", "id"), "r1", true);
        sink.write(page("{\"id\":1}"));
        sink.prepare();
        sink.release();
        assertThat(query("select count(*) as n from information_schema.tables where table_name = 't'"))
                .containsExactly(Map.of("n", 0L));

        table().publish("r1");

        assertThat(ids()).containsExactly(1L);
        assertThat(sink.address()).startsWith("table:db:t@jdbc:").doesNotContain("password");
    }

    @Test
    void a_run_that_was_never_prepared_is_not_published() {
        assertThatThrownBy(() -> {
                    table().begin("orders");
                    table().publish("r9");
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("table t: run r9 was not prepared in jdbc:");
    }

    @Test
    void a_discarded_run_leaves_nothing_and_its_schema_is_forgotten() throws Exception {
        DatabaseSink sink = open(settings(), "r1", true);
        sink.write(page("{\"id\":\"a\"}"));
        sink.prepare();
        sink.discard();
        sink.release();
        run(settings(), "r2", true, page("{\"id\":1}"));

        assertThat(ids()).containsExactly(1L);
        assertThat(stagingTables()).isEmpty();
    }

    @Test
    void what_a_dead_run_of_the_pull_has_staged_is_removed_by_the_next() throws Exception {
        DatabaseSink dead = open(settings(), "r1", true);
        dead.write(page("{\"id\":1}"));
        dead.prepare();
        dead.release();
        run(settings(), "r2", true, page("{\"id\":2}"));

        assertThat(ids()).containsExactly(2L);
        assertThat(stagingTables()).isEmpty();
    }

    @Test
    void two_pulls_that_meet_are_told_so_and_neither_loses_rows() throws Exception {
        Database database = database();
        DatabaseTable table = new DatabaseTable(database, "t");
        DatabaseSink first = open(settings(), "r1", true);
        DatabaseTable.Begin begin = table.begin("customers");
        first.write(page("{\"id\":1}"));
        first.prepare();

        assertThatThrownBy(() -> table.prepare(
                        new DatabaseTable.NewRun(
                                "r2",
                                "customers",
                                begin,
                                "[]",
                                io.qanat.table.db.WriteMode.APPEND,
                                List.of(),
                                List.of()),
                        new SpooledRows(List.of(), 0, List.of())))
                .hasMessageContaining("another run has written to it since run r2 began");
        first.publish();
        first.release();
        assertThat(ids()).containsExactly(1L);
    }

    @Test
    void a_table_of_somebody_else_is_left_alone() throws Exception {
        table().begin("orders");
        execute("create table t (id bigint)");

        assertThatThrownBy(() -> open(settings(), "r1", false))
                .isInstanceOf(TableException.class)
                .hasMessageContaining("there is a table of this name");
        assertThat(ids()).isEmpty();
    }

    @Test
    void a_column_may_change_its_type_when_all_rows_are_replaced() throws Exception {
        run(settings(), "r1", false, page("{\"id\":1,\"zip\":12345}"));
        run(settings("types", "zip=string"), "r2", false, page("{\"id\":2,\"zip\":\"01234\"}"));

        assertThat(column("zip")).containsExactly("01234");
    }

    /** A run that goes on after each failure as a program does: prepared again by the same run, published by a later process. */
    private boolean survives(int steps, boolean after) throws Exception {
        Faults faults = new Faults(this::connect, steps, after);
        Database faulty = Database.of("faulty", faults);
        TableSettings settings = settings("mode", "append");
        boolean prepared = false;
        try {
            DatabaseSink sink = DatabaseSink.open(settings, faulty, "r2", "orders", true, Disk.LOCAL);
            try {
                sink.write(page("{\"id\":3,\"v\":2.5,\"more\":true}"));
                sink.prepare();
                prepared = true;
                sink.publish();
            } finally {
                if (!prepared) {
                    sink.discard();
                }
                sink.release();
            }
        } catch (IOException | RuntimeException e) {
            assertThat(e).hasMessageContaining("table t: ");
        }
        assertThat(List.of(ids(), column("v"))).isIn(OLD, NEW);
        if (prepared) {
            table().publish("r2");
        } else {
            run(settings, "r2", true, page("{\"id\":3,\"v\":2.5,\"more\":true}"));
        }
        return faults.none();
    }

    private static final List<List<Object>> OLD = List.of(List.of(1L, 2L), List.of(1L, 1L));
    private static final List<List<Object>> NEW = List.of(List.of(1L, 2L, 3L), List.of(1.0, 1.0, 2.5));

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_connection_that_breaks_at_any_step_neither_loses_nor_doubles_rows(boolean after) throws Exception {
        table().begin("orders");
        boolean whole = false;
        int steps = 0;
        try (Connection open = connect()) { // a database in a file stays loaded meanwhile
            assertThat(open.isClosed()).isFalse();
            for (; !whole; steps++) {
                empty();
                run(settings("mode", "append"), "r1", true, page("{\"id\":1,\"v\":1}", "{\"id\":2,\"v\":1}"));
                whole = survives(steps, after);

                assertThat(List.of(ids(), column("v"))).isEqualTo(NEW);
                assertThat(query("select count(*) as n from qanat_published")).containsExactly(Map.of("n", 2L));
                assertThat(stagingTables()).isEmpty();
            }
        }
        assertThat(steps).isGreaterThan(20);
    }

    private void empty() throws SQLException {
        for (String table : List.of("t", "qanat_table", "qanat_staged", "qanat_published")) {
            execute("drop table if exists " + table);
        }
    }

    @Test
    void a_database_whose_staging_was_removed_is_told() throws Exception {
        table().begin("orders");
        execute("drop table qanat_published");

        assertThatThrownBy(() -> table().publish("r9")).isInstanceOf(NotPreparedException.class);
    }

    @Test
    void a_process_finds_the_table_by_its_address_and_the_routes_password() throws Exception {
        DatabaseSink sink = open(settings(), "r1", true);
        sink.write(page("{\"id\":1}"));
        sink.prepare();
        sink.release();
        CamelContext camel = new DefaultCamelContext();
        camel.start();
        Map<String, Object> options = new LinkedHashMap<>(Map.of("directory", folder.toString(), "dataSource", url));
        for (int i = 0; i < login().size(); i += 2) {
            options.put(login().get(i), login().get(i + 1));
        }
        TableComponent component = camel.getComponent("table", TableComponent.class);
        camel.addEndpoint("table:t", component.createEndpoint("table:t", options));
        component.publish(sink.address(), "r1");
        component.publish(sink.address(), "r1");
        component.discard(sink.address(), "r1");
        camel.stop();

        assertThat(ids()).containsExactly(1L);
    }
}
