package io.qanat.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * State in a PostgreSQL, in tables {@code qanat_…} of the connection's schema, for processes on several machines. Each method
 * is one transaction on a connection of its own: state is asked for a few times in a run, and a database that was away is
 * used again as soon as it is back.
 */
public final class JdbcStateStore implements StateStore {
    private final Database database;
    private final String schema;
    private final Set<JdbcPullLock> locks = ConcurrentHashMap.newKeySet();

    private JdbcStateStore(Database database, String schema) {
        this.database = database;
        this.schema = schema;
    }

    /**
     * Opens the state in a database, and makes its tables if need be.
     *
     * @param url as PostgreSQL's driver takes it, {@code jdbc:postgresql://host/database?…}
     * @param user null if the URL or the driver knows
     * @param password null if the URL or the driver knows
     * @throws StateException if the database can't be reached or used, or the libraries for it are missing
     */
    public static JdbcStateStore open(String url, @Nullable String user, @Nullable String password) {
        try {
            Database database = Database.of(url, user, password);
            return new JdbcStateStore(database, Schema.migrate(database));
        } catch (NoClassDefFoundError e) {
            throw new StateException(
                    "qanat.state: a database needs " + Database.LIBRARIES
                            + " on the class path; add both, or use a folder",
                    e);
        }
    }

    @Override
    public PullState read(String pull) {
        JsonNode state =
                one("the state of " + pull + " can't be read", "select content from qanat_state where pull = ?", pull);
        return state == null ? PullState.NONE : parsed("qanat_state", pull, state, StateJson::state);
    }

    @Override
    public void write(String pull, PullState state) {
        database.inTransaction("the state of " + pull + " can't be written", connection -> {
            makeDurable(connection);
            return write(connection, pull, state);
        });
    }

    @Override
    public Set<String> pulls() {
        String sql =
                "select pull from qanat_state union select pull from qanat_commit union select pull from qanat_run";
        List<String> pulls = database.inTransaction("the pulls can't be listed", connection -> texts(connection, sql));
        return new TreeSet<>(pulls);
    }

    @Override
    public void commit(Commit commit) {
        String content = StateJson.commit(commit).toString();
        int noted = database.inTransaction(
                "run " + commit.run() + " of " + commit.pull() + " can't be noted", connection -> {
                    makeDurable(connection);
                    return update(
                            connection,
                            "insert into qanat_commit (pull, run, content) values (?, ?, ?::jsonb) on conflict (pull)"
                                    + " do update set content = excluded.content where qanat_commit.run = excluded.run",
                            commit.pull(),
                            commit.run(),
                            content);
                });
        if (noted == 0) {
            throw new StateException(commit.pull() + ": another run than " + commit.run() + " is noted in "
                    + database.url() + " and has to be finished before: " + pendingRun(commit.pull()));
        }
    }

    private @Nullable String pendingRun(String pull) {
        Commit pending = pending(pull);
        return pending == null ? null : pending.run();
    }

    @Override
    public @Nullable Commit pending(String pull) {
        JsonNode commit = one(
                "the run of " + pull + " to be finished can't be read",
                "select content from qanat_commit where pull = ?",
                pull);
        return commit == null ? null : parsed("qanat_commit", pull, commit, StateJson::commit);
    }

    @Override
    public void finish(String pull, String run) {
        database.inTransaction("run " + run + " of " + pull + " can't be finished", connection -> {
            makeDurable(connection);
            List<String> deleted = texts(
                    connection, "delete from qanat_commit where pull = ? and run = ? returning content", pull, run);
            for (String content : deleted) {
                Commit commit = parsed("qanat_commit", pull, StateJson.parse(content), StateJson::commit);
                write(connection, pull, commit.state());
                record(connection, commit.record());
            }
            return deleted.size();
        });
    }

    @Override
    public void abandon(String pull, String run) {
        database.inTransaction("run " + run + " of " + pull + " can't be abandoned", connection -> {
            makeDurable(connection);
            return texts(
                    connection, "delete from qanat_commit where pull = ? and run = ? returning content", pull, run);
        });
    }

    @Override
    public void record(RunRecord run) {
        database.inTransaction("run " + run.run() + " of " + run.pull() + " can't be recorded", connection -> {
            makeDurable(connection);
            return record(connection, run);
        });
    }

    @Override
    public List<RunRecord> runs(@Nullable String pull, int most) {
        String where = pull == null ? "" : " where pull = ?";
        String sql = "select content from qanat_run" + where + " order by seq desc limit " + most;
        String[] parameters = pull == null ? new String[0] : new String[] {pull};
        return database
                .inTransaction("the history can't be read", connection -> texts(connection, sql, parameters))
                .stream()
                .map(content -> parsed("qanat_run", String.valueOf(pull), StateJson.parse(content), StateJson::run))
                .toList();
    }

    @Override
    public @Nullable PullLock lock(String pull) {
        JdbcPullLock lock = JdbcPullLock.take(database, schema, pull, locks::remove);
        if (lock != null) {
            locks.add(lock);
        }
        return lock;
    }

    @Override
    public String holder(String pull) {
        return JdbcPullLock.holder(database, schema, pull);
    }

    @Override
    public String place() {
        return database.url();
    }

    @Override
    public void close() {
        locks.forEach(JdbcPullLock::close);
    }

    /** A server set to tell of a commit before it is on the disk isn't, for this transaction. */
    private static void makeDurable(Connection connection) throws SQLException {
        texts(
                connection,
                "select set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off'");
    }

    private static int write(Connection connection, String pull, PullState state) throws SQLException {
        return update(
                connection,
                "insert into qanat_state (pull, last_run, content) values (?, ?, ?::jsonb) on conflict (pull)"
                        + " do update set last_run = excluded.last_run, content = excluded.content, changed = now()",
                pull,
                state.lastRun(),
                StateJson.state(state).toString());
    }

    private static int record(Connection connection, RunRecord run) throws SQLException {
        update(connection, "delete from qanat_run where pull = ? and run = ?", run.pull(), run.run());
        update(
                connection,
                "insert into qanat_run (pull, run, content) values (?, ?, ?::jsonb)",
                run.pull(),
                run.run(),
                StateJson.run(run).toString());
        return update(
                connection,
                "delete from qanat_run where pull = ? and seq <= (select seq from qanat_run where pull = ?"
                        + " order by seq desc offset " + RunHistory.KEPT + " limit 1)",
                run.pull(),
                run.pull());
    }

    private @Nullable JsonNode one(String failure, String sql, String pull) {
        List<String> found = database.inTransaction(failure, connection -> texts(connection, sql, pull));
        return found.isEmpty() ? null : StateJson.parse(found.get(0));
    }

    private <T> T parsed(String table, String pull, JsonNode content, Function<JsonNode, T> reader) {
        try {
            return reader.apply(content);
        } catch (IllegalArgumentException e) {
            throw new StateException(
                    database.url() + ": table " + table + " has a damaged row of " + pull + " (" + e.getMessage()
                            + "); put back a copy of it, or delete the row",
                    e);
        }
    }

    private static List<String> texts(Connection connection, String sql, @Nullable String... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet result = statement.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (result.next()) {
                texts.add(result.getString(1));
            }
            return texts;
        }
    }

    private static int update(Connection connection, String sql, @Nullable String... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable String... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setString(i + 1, parameters[i]);
        }
        return statement;
    }
}
