package io.qanat.table;

import static io.qanat.table.Tables.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testserver.Postgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
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
}
