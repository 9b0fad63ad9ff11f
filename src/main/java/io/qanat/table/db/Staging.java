package io.qanat.table.db;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a run's staging table and fills it, within a transaction. Not thread-safe. */
final class Staging {
    /** The column with the row's number, behind all others. */
    private static final Column NUMBER = new Column("qanat_row", ColumnType.Scalar.INT64);

    private final Connection connection;
    private final Dialect dialect;
    private final String subject;

    Staging(Connection connection, Dialect dialect, String subject) {
        this.connection = connection;
        this.dialect = dialect;
        this.subject = subject;
    }

    /** Keeps the rows, and says what the run adds to the table. */
    StagedRun fill(String staging, DatabaseTable.NewRun run, Rows rows) throws SQLException, IOException {
        List<String> key = key(run, rows);
        List<Column> columns = new ArrayList<>(rows.columns());
        columns.add(NUMBER);
        String number = dialect.names(columns).get(columns.size() - 1);
        boolean any = !rows.columns().isEmpty();
        if (any) {
            Dialect.update(
                    connection, "create table " + Dialect.quoted(staging) + " (" + dialect.definitions(columns) + ")");
            dialect.load(connection, staging, rows);
            requireKeys(staging, key, run.key());
        }
        return new StagedRun(
                any ? staging : null,
                number,
                run.mode(),
                key,
                deleted(run.deleted(), rows.columns()),
                run.begin().version() + 1,
                run.begin().content(),
                rows.count());
    }

    private List<String> key(DatabaseTable.NewRun run, Rows rows) {
        if (run.mode() != WriteMode.MERGE || rows.count() == 0) {
            return List.of();
        }
        List<String> names = dialect.names(rows.columns());
        List<String> key = new ArrayList<>();
        for (String field : run.key()) {
            key.add(names.get(index(rows.columns(), field)));
        }
        return key;
    }

    private @Nullable String deleted(List<String> marks, List<Column> columns) {
        List<String> names = dialect.names(columns);
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (marks.contains(columns.get(i).name())) {
                boolean misfits = marks.indexOf(columns.get(i).name()) > 0;
                conditions.add(DeletionMark.condition(
                        Dialect.quoted(names.get(i)),
                        misfits ? ColumnType.Scalar.JSON : columns.get(i).type()));
            }
        }
        return conditions.isEmpty() ? null : String.join(" or ", conditions);
    }

    private int index(List<Column> columns, String field) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(field) && !columns.get(i).type().nested()) {
                return i;
            }
        }
        throw new DatabaseException(subject + "primaryKey " + field + " is no column of single values; there are: "
                + columns.stream()
                        .filter(column -> !column.type().nested())
                        .map(Column::name)
                        .collect(Collectors.joining(", ")));
    }

    private void requireKeys(String staging, List<String> key, List<String> fields) throws SQLException {
        if (key.isEmpty()) {
            return;
        }
        String missing =
                key.stream().map(column -> Dialect.quoted(column) + " is null").collect(Collectors.joining(" or "));
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select count(*) from " + Dialect.quoted(staging) + " where " + missing)) {
            result.next();
            if (result.getLong(1) > 0) {
                throw new DatabaseException(subject + result.getLong(1) + " rows have no " + String.join(", ", fields)
                        + ", or one of another type, but that is the primaryKey they are merged by: choose another, or"
                        + " mode=append");
            }
        }
    }
}
