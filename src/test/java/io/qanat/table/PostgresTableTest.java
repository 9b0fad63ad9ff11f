package io.qanat.table;

import static io.qanat.table.Tables.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.disk.Disk;
import io.qanat.table.db.Column;
import io.qanat.table.db.ColumnType;
import io.qanat.table.db.Database;
import io.qanat.table.db.DatabaseTable;
import io.qanat.table.db.Rows;
import io.qanat.table.db.WriteMode;
import io.qanat.testserver.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresTableTest extends DatabaseContract {
    @Override
    String newDatabase() throws SQLException {
        return Postgres.newDatabase();
    }

    @Override
    Connection connect() throws SQLException {
        return Postgres.connect(url);
    }

    @Override
    List<String> login() {
        return List.of("user", Postgres.USER, "password", "secret");
    }

    @Override
    String timeText() {
        return "case when pg_typeof(%1$s)::text like '%%with time zone' then"
                + " to_char(%1$s::timestamptz at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
                + " else to_char(%1$s, 'YYYY-MM-DD HH24:MI:SS.US') end";
    }

    @Test
    void nested_values_are_jsonb() throws Exception {
        run(
                settings("types", "m=map(double)", "nested", "struct"),
                "r1",
                false,
                page(
                        "{\"id\":1,\"o\":{\"at\":\"2024-01-01T02:00:00+02:00\",\"x\":1.50,\"none\":null,\"e\":{}},\"l\":[{\"q\":1},{\"q\":2,\"w\":\"ü\\u0000\"}],\"m\":{\"k\":1,\"n\":null},\"z\":\"a\\u0000b\"}",
                        "{\"id\":2,\"o\":null,\"l\":[]}"));

        assertThat(texts("select o, l, m, z from t order by id"))
                .containsExactly(
                        List.of(
                                "{\"x\": 1.5, \"at\": \"2024-01-01T00:00:00Z\"}",
                                "[{\"q\": 1}, {\"q\": 2, \"w\": \"ü\uFFFD\"}]",
                                "{\"k\": 1.0, \"n\": null}",
                                "a\uFFFDb"),
                        List.of("null", "[]", "null", "null"));
    }

    @Test
    void a_server_that_ends_the_connection_fails_the_run_and_the_next_one_completes() throws Exception {
        run(settings(), "r1", true, page("{\"id\":1}"));
        Faults.Source dying = () -> {
            Connection connection = connect();
            Postgres.execute(
                    url,
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                            + " and pid <> pg_backend_pid()");
            return connection;
        };
        DatabaseSink sink = open(settings(), "r2", true);
        sink.write(page("{\"id\":2}"));
        DatabaseTable away = new DatabaseTable(Database.of("shop", new Faults(dying, Integer.MAX_VALUE, false)), "t");
        assertThatThrownBy(() -> away.publish("r2"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("table t: run r2 can't be published in #shop (")
                .hasMessageContaining("see that the database is there");
        sink.prepare();
        sink.publish();
        sink.release();

        assertThat(ids()).containsExactly(1L, 2L);
    }

    @Test
    void a_copy_that_the_server_ends_in_the_middle_leaves_nothing() throws Exception {
        DatabaseTable table = table();
        DatabaseTable.Begin begin = table.begin("orders");
        Rows rows = new EndingRows(url, 200_000);
        DatabaseTable.NewRun run =
                new DatabaseTable.NewRun("r1", "orders", begin, "[]", WriteMode.APPEND, List.of(), List.of());
        assertThatThrownBy(() -> table.prepare(run, rows))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("table t: the rows of run r1 can't be kept in jdbc:postgresql://");
        assertThat(stagingTables()).isEmpty();

        run(settings(), "r1", true, page("{\"id\":1}"));
        assertThat(ids()).containsExactly(1L);
    }

    /** Rows after whose half the server ends all connections. */
    private record EndingRows(String url, long count) implements Rows {
        @Override
        public List<Column> columns() {
            return List.of(new Column("id", ColumnType.Scalar.INT64));
        }

        @Override
        public List<Path> files() {
            return List.of();
        }

        @Override
        public void forEach(Target target) throws IOException {
            for (long i = 0; i < count; i++) {
                target.row(Map.of("id", i));
                if (i == count / 2) {
                    end();
                }
            }
        }

        private void end() throws IOException {
            try {
                Postgres.execute(
                        url,
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                                + " and pid <> pg_backend_pid()");
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    }

    @Test
    void no_message_and_no_address_shows_a_password() throws Exception {
        String secret = "tops%2Becret";
        TableSettings settings =
                Tables.settings(folder, "dataSource", "jdbc:postgresql://127.0.0.1:1/shop?user=u&password=" + secret);
        assertThatThrownBy(() -> DatabaseSink.open(settings, database(settings), "r1", "orders", true, Disk.LOCAL))
                .isInstanceOf(TableException.class)
                .hasMessageContaining("table t: can't begin a run in jdbc:postgresql://127.0.0.1:1/shop (")
                .hasMessageNotContaining("ecret");
        TableSettings unreadable =
                Tables.settings(folder, "dataSource", "jdbc:postgresql://127.0.0.1:99999/shop?password=" + secret);
        assertThatThrownBy(() -> database(unreadable))
                .hasMessageContaining("the driver can't read jdbc:postgresql://127.0.0.1:99999/shop: write it as in")
                .hasMessageNotContaining("ecret");
        assertThat(settings.toString()).doesNotContain("ecret");
        assertThat(DatabaseAddress.of("t", database(settings))).doesNotContain("ecret", "user");
    }
}
