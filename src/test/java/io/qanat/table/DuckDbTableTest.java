package io.qanat.table;

import static io.qanat.table.Tables.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DuckDbTableTest extends DatabaseContract {
    private int databases;

    @Override
    String newDatabase() {
        return "jdbc:duckdb:" + folder.resolve("new [folder]*/it's " + databases++ + ".duckdb");
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    @Override
    String timeText() {
        return "case when typeof(%1$s) like '%%TIME ZONE' then strftime(%1$s::timestamptz at time zone 'UTC', '%%Y-%%m-%%d %%H:%%M:%%S.%%f')"
                + " else strftime(%1$s::timestamp, '%%Y-%%m-%%d %%H:%%M:%%S.%%f') end";
    }

    @Test
    void nested_values_are_structs_and_lists_that_grow() throws Exception {
        run(
                settings("types", "m=map(double)"),
                "r1",
                true,
                page("{\"id\":1,\"o\":{\"x\":1,\"X\":2},\"l\":[{\"q\":1}],\"m\":{\"k\":1}}", "{\"id\":2}"));
        run(
                settings("types", "m=map(double)"),
                "r2",
                true,
                page(
                        "{\"id\":3,\"o\":{\"X\":2.5,\"at\":\"2024-01-01T02:00:00+02:00\"},\"l\":[{\"q\":2.5,\"w\":\"ü\"},null]}"));

        assertThat(
                        texts(
                                "select cast(o as varchar) as o, cast(l as varchar) as l, cast(m as varchar) as m from t order by id"))
                .containsExactly(
                        List.of("{'x': 1, 'X_': 2.0, 'at': NULL}", "[{'q': 1.0, 'w': NULL}]", "{k=1.0}"),
                        List.of("null", "null", "null"),
                        List.of(
                                "{'x': NULL, 'X_': 2.5, 'at': '2024-01-01 00:00:00+00'}",
                                "[{'q': 2.5, 'w': ü}, NULL]",
                                "null"));
    }

    @Test
    void a_database_in_memory_is_refused() {
        assertThatThrownBy(() -> Tables.settings(folder, "dataSource", "jdbc:duckdb:"))
                .hasMessageContaining("dataSource: a DuckDB in memory would be gone at once: name a file");
    }

    @Test
    void options_of_files_and_other_databases_are_refused() {
        assertThatThrownBy(() -> Tables.settings(
                        folder,
                        "dataSource",
                        "jdbc:oracle:thin:scott/tiger@host",
                        "maxFileSize",
                        "1GiB",
                        "mode",
                        "merge"))
                .hasMessageContaining("dataSource: only PostgreSQL and DuckDB can be used")
                .hasMessageContaining("maxFileSize: is for files")
                .hasMessageContaining("primaryKey: is required for mode=merge")
                .hasMessageNotContaining("tiger");
    }

    @Test
    void a_file_that_is_no_database_is_told() throws Exception {
        Path broken = folder.resolve("broken.duckdb");
        Files.writeString(broken, "no database".repeat(1_000));
        url = "jdbc:duckdb:" + broken;

        assertThatThrownBy(() -> open(settings(), "r1", false))
                .isInstanceOf(TableException.class)
                .hasMessageContaining("table t: can't begin a run in jdbc:duckdb:" + broken);
    }
}
