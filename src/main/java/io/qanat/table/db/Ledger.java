package io.qanat.table.db;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is noted in the database itself, in the transactions that change its tables: {@code qanat_table} has a row for each
 * table with its schema, {@code qanat_staged} one for each prepared run, {@code qanat_published} one for each published run,
 * so that it is published once. Within one transaction; not thread-safe.
 */
final class Ledger {
    /** What is known of a table; version and schema are those that a prepared run will make, {@code applied} what it has. */
    record Known(long version, long applied, String content) {}

    private static final List<String> TABLES = List.of(
            "create table if not exists qanat_table (table_name varchar primary key, version bigint not null,"
                    + " applied bigint not null, content varchar not null)",
            "create table if not exists qanat_staged (table_name varchar not null, run varchar not null, pull varchar,"
                    + " staged timestamp with time zone not null default current_timestamp, content varchar not null,"
                    + " primary key (table_name, run))",
            "create table if not exists qanat_published (table_name varchar not null, run varchar not null,"
                    + " rows_added bigint not null, published timestamp with time zone not null default current_timestamp,"
                    + " primary key (table_name, run))");

    private final Connection connection;
    private final String table;

    Ledger(Connection connection, String table) {
        this.connection = connection;
        this.table = table;
    }

    /** Makes the tables, if they aren't there. */
    static void create(Connection connection, Dialect dialect) throws SQLException {
        if (!dialect.columns(connection, "qanat_published").isEmpty()) {
            return;
        }
        dialect.serialize(connection);
        try (Statement statement = connection.createStatement()) {
            for (String sql : TABLES) {
                statement.execute(sql);
            }
        }
    }

    /** Whether there is a ledger at all. */
    static boolean exists(Connection connection, Dialect dialect) throws SQLException {
        return !dialect.columns(connection, "qanat_published").isEmpty();
    }

    /** What is known of the table; null if nothing. */
    @Nullable
    Known known() throws SQLException {
        try (PreparedStatement statement =
                        prepared("select version, applied, content from qanat_table where table_name = ?", table);
                ResultSet result = statement.executeQuery()) {
            return result.next() ? new Known(result.getLong(1), result.getLong(2), result.getString(3)) : null;
        }
    }

    /** Notes the table's next schema; false if another run did so since that version. Others wait until this transaction ends. */
    boolean advance(long from, String content) throws SQLException {
        Dialect.update(
                connection,
                "insert into qanat_table (table_name, version, applied, content) values (?, 0, 0, '')"
                        + " on conflict do nothing",
                table);
        return Dialect.update(
                        connection,
                        "update qanat_table set version = ?, content = ? where table_name = ? and version = ?",
                        from + 1,
                        content,
                        table,
                        from)
                == 1;
    }

    /** Takes a version back that no later one follows. */
    void withdraw(long version, String before) throws SQLException {
        Dialect.update(
                connection,
                "update qanat_table set version = ?, content = ? where table_name = ? and version = ? and applied < ?",
                version - 1,
                before,
                table,
                version,
                version);
    }

    /** Notes that the table has that version or a later one, and gives which it had. Others wait until this transaction ends. */
    long apply(long version) throws SQLException {
        Dialect.update(connection, "update qanat_table set applied = applied where table_name = ?", table);
        Known known = known();
        long before = known == null ? 0 : known.applied();
        Dialect.update(
                connection,
                "update qanat_table set applied = ? where table_name = ? and applied < ?",
                version,
                table,
                version);
        return before;
    }

    void stage(String run, @Nullable String pull, StagedRun staged) throws SQLException {
        try (PreparedStatement statement = prepared(
                "insert into qanat_staged (table_name, run, pull, content) values (?, ?, ?, ?)",
                table,
                run,
                pull,
                staged.json())) {
            statement.executeUpdate();
        }
    }

    @Nullable
    StagedRun staged(String run) throws SQLException, IOException {
        List<String> found = texts("select content from qanat_staged where table_name = ? and run = ?", table, run);
        return found.isEmpty() ? null : StagedRun.read(found.get(0));
    }

    /** Runs of a pull that were prepared and not published; without a pull those of nobody, from days before. */
    List<String> left(@Nullable String pull) throws SQLException {
        return pull != null
                ? texts("select run from qanat_staged where table_name = ? and pull = ?", table, pull)
                : texts(
                        "select run from qanat_staged where table_name = ? and pull is null"
                                + " and staged < current_timestamp - interval '1 day'",
                        table);
    }

    void forget(String run) throws SQLException {
        Dialect.update(connection, "delete from qanat_staged where table_name = ? and run = ?", table, run);
    }

    boolean published(String run) throws SQLException {
        return !texts("select run from qanat_published where table_name = ? and run = ?", table, run)
                .isEmpty();
    }

    void publish(String run, long rows) throws SQLException {
        Dialect.update(
                connection,
                "insert into qanat_published (table_name, run, rows_added) values (?, ?, ?)",
                table,
                run,
                rows);
    }

    private List<String> texts(String sql, @Nullable String... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(sql, parameters);
                ResultSet result = statement.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (result.next()) {
                texts.add(result.getString(1));
            }
            return texts;
        }
    }

    private PreparedStatement prepared(String sql, @Nullable String... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setString(i + 1, parameters[i]);
        }
        return statement;
    }
}
