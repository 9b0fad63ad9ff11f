package io.qanat.state;

import static io.qanat.state.Runs.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.testserver.Postgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static final List<String> OURS =
            List.of("qanat_commit", "qanat_run", "qanat_schema_history", "qanat_state");

    private String url;

    @BeforeEach
    void newDatabase() throws SQLException {
        url = Postgres.newDatabase();
    }

    private StateStore open(String parameters) {
        return JdbcStateStore.open(url + parameters, Postgres.USER, null);
    }

    private List<String> tables(String schema) throws SQLException {
        try (Connection connection = Postgres.connect(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select tablename from pg_tables where schemaname = '" + schema + "' order by 1")) {
            List<String> tables = new ArrayList<>();
            while (result.next()) {
                tables.add(result.getString(1));
            }
            return tables;
        }
    }

    @Test
    void tables_are_made_once_and_kept() throws SQLException {
        open("").write("orders", state("r1", 1));

        assertThat(tables("public")).isEqualTo(OURS);
        assertThat(open("").read("orders")).isEqualTo(state("r1", 1));
    }

    @Test
    void tables_of_other_applications_are_left_alone() throws SQLException {
        Postgres.execute(
                url,
                "create table flyway_schema_history (version text)",
                "insert into flyway_schema_history values ('77')",
                "create table state (id int)",
                "insert into state values (5)");
        open("").write("orders", state("r1", 1));

        assertThat(open("").read("orders")).isEqualTo(state("r1", 1));
        assertThat(tables("public"))
                .containsAll(OURS)
                .contains("flyway_schema_history", "state")
                .hasSize(6);
        try (Connection connection = Postgres.connect(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select version, id from flyway_schema_history, state")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getString(1) + result.getInt(2)).isEqualTo("775");
            assertThat(result.next()).isFalse();
        }
    }

    @Test
    void a_schema_of_its_own_is_used_if_the_url_names_one() throws SQLException {
        Postgres.execute(url, "create schema pulls");
        open("?currentSchema=pulls").write("orders", state("r1", 1));

        assertThat(tables("pulls")).isEqualTo(OURS);
        assertThat(tables("public")).isEmpty();
    }

    @Test
    void a_schema_that_isnt_there_is_an_error() {
        assertThatThrownBy(() -> open("?currentSchema=nowhere"))
                .isInstanceOf(StateException.class)
                .hasMessageStartingWith(url + ": ")
                .hasMessageContainingAll("schema", "create it");
    }

    @Test
    void a_database_that_isnt_there_is_an_error() {
        assertThatThrownBy(() -> JdbcStateStore.open(url + "x", Postgres.USER, null))
                .isInstanceOf(StateException.class)
                .hasMessageStartingWith(url + "x: it can't be reached (FATAL: database \"");
    }

    @Test
    void a_user_who_may_make_no_tables_is_told_so() throws SQLException {
        Postgres.execute(
                url,
                "do $$ begin if not exists (select from pg_roles where rolname = 'guest') then create role guest login; end if; end $$",
                "revoke create on schema public from public");

        assertThatThrownBy(() -> JdbcStateStore.open(url, "guest", null))
                .isInstanceOf(StateException.class)
                .hasMessageContainingAll(url, "permission denied", "grant create");
    }

    @Test
    void tables_of_a_newer_version_are_not_touched() throws SQLException {
        open("").close();
        Postgres.execute(
                url,
                "insert into qanat_schema_history (installed_rank, version, description, type, script, installed_by, execution_time, success)"
                        + " values (99, '99', 'later', 'SQL', 'V99__later.sql', 'x', 1, true)");

        assertThatThrownBy(() -> open(""))
                .isInstanceOf(StateException.class)
                .hasMessageContainingAll(url, "another version of Qanat", "or a newer one");
    }

    @Test
    void stores_that_open_at_once_make_the_tables_once() throws Exception {
        Postgres.execute(url, "create table other (id int)");
        Callable<PullState> attempt = () -> {
            try (StateStore store = open("")) {
                return store.read("orders");
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (Future<PullState> state : threads.invokeAll(Collections.nCopies(3, attempt))) {
                assertThat(state.get()).isEqualTo(PullState.NONE);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(tables("public")).containsAll(OURS);
    }
}
