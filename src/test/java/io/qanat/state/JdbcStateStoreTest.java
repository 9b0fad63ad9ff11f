package io.qanat.state;

import static io.qanat.state.Runs.commit;
import static io.qanat.state.Runs.run;
import static io.qanat.state.Runs.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.testserver.Postgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcStateStoreTest extends StateStoreContract {
    private String url;
    private StateStore store;

    @Override
    String setting() {
        return url + "?user=" + Postgres.USER;
    }

    @Override
    StateStore another() {
        return JdbcStateStore.open(url, Postgres.USER, "secret");
    }

    @BeforeEach
    @Override
    void openStore() throws Exception {
        url = Postgres.newDatabase();
        super.openStore();
        store = open();
    }

    private List<String> query(String sql) throws SQLException {
        try (Connection connection = Postgres.connect(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        }
    }

    private void execute(String... statements) throws SQLException {
        Postgres.execute(url, statements);
    }

    /** Ends all other connections to this test's database. */
    private void disconnect() throws SQLException {
        execute("select pg_terminate_backend(pid, 10000) from pg_stat_activity"
                + " where datname = current_database() and pid <> pg_backend_pid()");
    }

    @Test
    void the_history_is_cut_back_to_the_last_thousand_runs_of_a_pull() throws SQLException {
        store.record(run("orders", "r0"));
        store.record(run("customers", "c0"));
        execute(
                "insert into qanat_run (pull, run, content) select pull, 'r' || i, content || jsonb_build_object('run', 'r' || i)"
                        + " from qanat_run, generate_series(1, 1500) i where pull = 'orders'");

        store.record(run("orders", "last"));

        assertThat(store.runs("orders", 5_000)).hasSize(1_000).first().isEqualTo(run("orders", "last"));
        assertThat(store.runs("customers", 5_000)).hasSize(1);
    }

    @Test
    void a_damaged_row_is_an_error_that_names_it() throws SQLException {
        store.write("orders", state("r1", 1));
        execute("update qanat_state set content = '{}'");

        assertThatThrownBy(() -> store.read("orders"))
                .isInstanceOf(StateException.class)
                .hasMessageStartingWith(url + ": table qanat_state has a damaged row of orders");
    }

    @Test
    void a_database_that_goes_away_fails_and_is_used_again_when_it_is_back() throws SQLException {
        store.write("orders", state("r1", 1));
        String name = query("select current_database()").get(0);
        Postgres.execute(Postgres.newDatabase(), "alter database " + name + " with allow_connections false");

        assertThatThrownBy(() -> store.read("orders"))
                .isInstanceOf(StateException.class)
                .hasMessageStartingWith(url + ": the state of orders can't be read (")
                .hasMessageContaining("not currently accepting connections");
        assertThatThrownBy(() -> store.write("orders", state("r2", 2))).isInstanceOf(StateException.class);
        assertThatThrownBy(() -> store.lock("orders")).isInstanceOf(StateException.class);

        Postgres.execute(Postgres.newDatabase(), "alter database " + name + " with allow_connections true");
        assertThat(store.read("orders")).isEqualTo(state("r1", 1));
        store.write("orders", state("r2", 2));
        assertThat(store.lock("orders")).isNotNull();
    }

    @Test
    void a_finish_whose_connection_breaks_in_the_middle_has_done_nothing_and_can_be_done_again() throws Exception {
        store.write("orders", state("r1", 1));
        store.commit(commit("orders", "r2", 2));
        try (Connection blocker = Postgres.connect(url);
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("select * from qanat_state for update"); // the step after the deletion of the note waits

            Thread breaker = new Thread(this::disconnectWhoWaits);
            breaker.start();
            assertThatThrownBy(() -> store.finish("orders", "r2"))
                    .isInstanceOf(StateException.class)
                    .hasMessageStartingWith(url + ": run r2 of orders can't be finished (");
            breaker.join();
            blocker.rollback();
        }
        assertThat(store.pending("orders")).isEqualTo(commit("orders", "r2", 2));
        assertThat(store.read("orders")).isEqualTo(state("r1", 1));
        assertThat(store.runs("orders", 10)).isEmpty();

        store.finish("orders", "r2");
        assertThat(store.pending("orders")).isNull();
        assertThat(store.read("orders")).isEqualTo(state("r2", 2));
        assertThat(store.runs("orders", 10)).containsExactly(run("orders", "r2"));
    }

    private void disconnectWhoWaits() {
        String end = "select pg_terminate_backend(pid, 10000) from pg_stat_activity"
                + " where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0";
        try {
            while (query(end).isEmpty()) {
                Thread.onSpinWait();
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_lock_whose_connection_broke_is_lost_and_says_so() throws SQLException {
        PullLock lock = store.lock("orders");
        assertThatCode(lock::requireHeld).doesNotThrowAnyException();
        disconnect();

        assertThatThrownBy(lock::requireHeld)
                .isInstanceOf(StateException.class)
                .hasMessageStartingWith("orders: its lock in " + url + " was lost")
                .hasMessageContaining("Run it again");
        PullLock second = open().lock("orders");
        assertThat(second).isNotNull();
        assertThatThrownBy(lock::requireHeld).isInstanceOf(StateException.class);
        lock.close();
        assertThatCode(second::requireHeld).doesNotThrowAnyException();
    }

    @Test
    void a_server_that_ends_idle_transactions_leaves_the_lock_alone() throws SQLException {
        String name = query("select current_database()").get(0);
        execute(
                "alter database " + name + " set idle_in_transaction_session_timeout = '100ms'",
                "alter database " + name + " set transaction_timeout = '150ms'");
        PullLock lock = store.lock("orders");
        execute("set transaction_timeout = 0", "select pg_sleep(0.5)");

        assertThatCode(lock::requireHeld).doesNotThrowAnyException();
    }

    @Test
    void a_taken_pull_keeps_no_vacuum_from_its_work() throws SQLException {
        store.lock("orders");

        assertThat(query("select coalesce(backend_xid::text, backend_xmin::text, 'free') from pg_stat_activity"
                        + " where application_name like 'qanat %@%' and state = 'idle in transaction'"
                        + " and datname = current_database()"))
                .containsExactly("free");
    }

    @Test
    void locks_of_the_same_pull_in_two_schemas_are_two() throws SQLException {
        execute("create schema second");
        store.lock("orders");

        try (StateStore second = JdbcStateStore.open(url + "?currentSchema=second", Postgres.USER, null)) {
            assertThat(second.lock("orders")).isNotNull();
        }
    }

    @Test
    void a_commit_is_durable_on_a_server_that_doesnt_wait_for_its_disk() throws SQLException {
        String name = query("select current_database()").get(0);
        execute(
                "alter database " + name + " set synchronous_commit = off",
                "create table seen (setting text)",
                "create function see() returns trigger language plpgsql as $$ begin"
                        + " insert into seen values (current_setting('synchronous_commit')); return null; end $$",
                "create trigger see after insert or update on qanat_state for each row execute function see()");
        store.write("orders", state("r1", 1));

        assertThat(query("select setting from seen")).containsExactly("on");
    }
}
