package io.qanat.table.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Brings a staged run to its table, within a transaction: first the columns that the table lacks, then the rows. Not thread-safe. */
final class Publication {
    private final Connection connection;
    private final Dialect dialect;
    private final String name;
    private final String table;
    private final StagedRun run;

    Publication(Connection connection, Dialect dialect, String name, StagedRun run) {
        this.connection = connection;
        this.dialect = dialect;
        this.name = name;
        this.table = Dialect.quoted(name);
        this.run = run;
    }

    /**
     * Does it.
     *
     * @param applied the version that the table has: one that is newer than the run's keeps its types
     */
    void run(long applied) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        if (run.staging() != null) {
            columns.putAll(dialect.columns(connection, run.staging()));
            columns.remove(run.number());
        }
        Map<String, String> before = dialect.columns(connection, name);
        if (before.isEmpty() && !columns.isEmpty()) {
            execute("create table " + table + " (" + definitions(columns) + ")");
        } else {
            change(before, columns, applied < run.version());
        }
        if (run.mode() == WriteMode.REPLACE && !before.isEmpty()) {
            execute("delete from " + table);
        }
        if (run.staging() != null) {
            insert(Dialect.quoted(run.staging()), columns);
        }
    }

    private static String definitions(Map<String, String> columns) {
        return columns.entrySet().stream()
                .map(column -> Dialect.quoted(column.getKey()) + " " + column.getValue())
                .collect(Collectors.joining(", "));
    }

    private void change(Map<String, String> before, Map<String, String> columns, boolean newer) throws SQLException {
        for (Map.Entry<String, String> column : columns.entrySet()) {
            String is = before.get(column.getKey());
            String quoted = Dialect.quoted(column.getKey());
            if (is == null) {
                execute("alter table " + table + " add column " + quoted + " " + column.getValue());
            } else if (newer && !is.equals(column.getValue())) {
                retype(quoted, is, column.getValue());
            }
        }
    }

    /** What a run replaces needn't be converted. What else differs was changed by somebody: the database converts, or refuses. */
    private void retype(String column, String is, String type) throws SQLException {
        String change = "alter table " + table + " alter column " + column + " type " + type;
        if (run.mode() == WriteMode.REPLACE) {
            execute(change + " using null");
        } else if (dialect.widens(is, type)) {
            execute(change);
        }
    }

    private void insert(String staging, Map<String, String> columns) throws SQLException {
        String names = list(columns);
        String into = "insert into " + table + " (" + names + ") select " + names + " from ";
        if (run.key().isEmpty()) {
            execute(into + staging + " order by " + Dialect.quoted(run.number()));
            return;
        }
        index();
        String same = run.key().stream()
                .map(Dialect::quoted)
                .map(key -> table + "." + key + " = new_rows." + key)
                .collect(Collectors.joining(" and "));
        execute("delete from " + table + " using " + staging + " as new_rows where " + same);
        String key = run.key().stream().map(Dialect::quoted).collect(Collectors.joining(", "));
        String number = Dialect.quoted(run.number());
        String version = Dialect.quoted(run.number() + "_");
        execute(into + "(select *, row_number() over (partition by " + key + " order by " + number + " desc) as "
                + version + " from " + staging + ") as versions where " + version + " = 1"
                + (run.deleted() == null ? "" : " and not (" + run.deleted() + ")") + " order by " + number);
    }

    private static String list(Map<String, String> columns) {
        return columns.keySet().stream().map(Dialect::quoted).collect(Collectors.joining(", "));
    }

    private void index() throws SQLException {
        if (dialect.indexesKeys()) {
            String key = run.key().stream().map(Dialect::quoted).collect(Collectors.joining(", "));
            execute("create index if not exists " + Dialect.quoted(dialect.identifier("qanat_key_" + name)) + " on "
                    + table + " (" + key + ")");
        }
    }

    private void execute(String sql) throws SQLException {
        Dialect.update(connection, sql);
    }
}
