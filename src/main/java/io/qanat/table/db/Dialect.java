package io.qanat.table.db;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What databases do differently. Thread-safe: it has no state. */
abstract class Dialect {

    /**
     * The one of a connection's database.
     *
     * @throws DatabaseException if there is none
     */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> new PostgresDialect();
            case "DuckDB" -> new DuckDbDialect();
            default ->
                throw new DatabaseException(
                        "dataSource: it leads to " + product + ", but only PostgreSQL and DuckDB can be used");
        };
    }

    /** The name as an identifier of a statement. */
    static String quoted(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    /** The database's name for something: the same, unless it can't take it. */
    abstract String identifier(String name);

    /** What two names have in common that the database takes for the same. */
    abstract String folded(String identifier);

    /** A name that no column of a table may have. */
    abstract boolean reserved(String identifier);

    /** A type as a statement writes it. */
    abstract String type(ColumnType type);

    /** First in a transaction: it is on the disk when it is committed, and waits for others that make tables as well. */
    abstract void begin(Connection connection) throws SQLException;

    /** First of what makes the bookkeeping's tables: others that do so wait. */
    abstract void serialize(Connection connection) throws SQLException;

    /**
     * Writes all rows to an empty table that has their columns in order, and behind them one for a row's number, which grows.
     */
    abstract void load(Connection connection, String table, Rows rows) throws SQLException, IOException;

    /** Columns of a table with their types as the database writes them, in order; empty if there is no such table. */
    abstract Map<String, String> columns(Connection connection, String table) throws SQLException;

    /** Whether a column's values may take that type, all of them unchanged. */
    abstract boolean widens(String from, String to);

    /** Whether an index makes the search for keys faster. */
    abstract boolean indexesKeys();

    /** Names of columns for the database, all different, in order. */
    final List<String> names(List<Column> columns) {
        Set<String> taken = new HashSet<>();
        return columns.stream()
                .map(column -> free(identifier(column.name()), taken))
                .toList();
    }

    private String free(String identifier, Set<String> taken) {
        String name = identifier;
        for (int number = 1; reserved(name) || !taken.add(folded(name)); number++) {
            name = identifier(identifier + "_" + number);
        }
        return name;
    }

    /** Columns with their types, as the statement that makes a table has them. */
    final String definitions(List<Column> columns) {
        List<String> names = names(columns);
        Map<String, String> types = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            types.put(names.get(i), type(columns.get(i).type()));
        }
        return types.entrySet().stream()
                .map(column -> quoted(column.getKey()) + " " + column.getValue())
                .collect(Collectors.joining(", "));
    }

    static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    static Map<String, String> pairs(Connection connection, String sql, String parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet result = statement.executeQuery()) {
                Map<String, String> pairs = new LinkedHashMap<>();
                while (result.next()) {
                    pairs.put(result.getString(1), result.getString(2));
                }
                return pairs;
            }
        }
    }
}
