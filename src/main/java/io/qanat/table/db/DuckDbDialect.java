package io.qanat.table.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * DuckDB: nested values as STRUCT, LIST and MAP, rows by its own reader of the run's Parquet files, which is faster than any
 * appender. It takes names that differ only in case for the same, also in a STRUCT: rows must have none such.
 */
final class DuckDbDialect extends Dialect {
    @Override
    String identifier(String name) {
        return name.replace('\0', '\uFFFD');
    }

    /** As DuckDB does: only the letters of ASCII. */
    @Override
    String folded(String identifier) {
        StringBuilder folded = new StringBuilder(identifier);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            folded.setCharAt(i, c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return folded.toString();
    }

    @Override
    boolean reserved(String identifier) {
        return false;
    }

    @Override
    String type(ColumnType type) {
        if (type instanceof ColumnType.Decimal decimal) {
            return "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        if (type instanceof ColumnType.Struct struct) {
            return "STRUCT(" + definitions(struct.fields()) + ")";
        }
        if (type instanceof ColumnType.ListOf list) {
            return type(list.element()) + "[]";
        }
        if (type instanceof ColumnType.MapOf map) {
            return "MAP(VARCHAR, " + type(map.value()) + ")";
        }
        return switch ((ColumnType.Scalar) type) {
            case INT64 -> "BIGINT";
            case DOUBLE -> "DOUBLE";
            case BOOLEAN -> "BOOLEAN";
            case TEXT -> "VARCHAR";
            case JSON -> "JSON";
            case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
            case LOCAL_TIMESTAMP -> "TIMESTAMP";
            case DATE -> "DATE";
        };
    }

    @Override
    void begin(Connection connection) {}

    @Override
    void serialize(Connection connection) {}

    @Override
    void load(Connection connection, String table, Rows rows) throws SQLException {
        if (rows.count() == 0) {
            return;
        }
        String files = rows.files().stream().map(DuckDbDialect::literal).collect(Collectors.joining(", "));
        // Its columns have names of their own: one in the file may be called like the number.
        String columns =
                IntStream.range(0, rows.columns().size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into " + quoted(table) + " select *, row_number() over () from read_parquet(["
                    + files + "], hive_partitioning = false, union_by_name = false) as t(" + columns + ")");
        }
    }

    /** Characters of a pattern stand for themselves in brackets. */
    static String literal(Path file) {
        String path = file.toAbsolutePath().toString().replaceAll("[\\[*?]", "[$0]");
        return "'" + path.replace("'", "''") + "'";
    }

    @Override
    Map<String, String> columns(Connection connection, String table) throws SQLException {
        return pairs(
                connection,
                "select column_name, data_type from duckdb_columns() where database_name = current_database()"
                        + " and schema_name = current_schema() and table_name = ? order by column_index",
                table);
    }

    /** A nested type is read by its fields' names; what an older value lacks is null. */
    @Override
    boolean widens(String from, String to) {
        boolean nested = List.of("[]", ")").stream().anyMatch(from::endsWith) && !from.startsWith("DECIMAL");
        return nested || (from.equals("BIGINT") && to.equals("DOUBLE"));
    }

    @Override
    boolean indexesKeys() {
        return false;
    }
}
