package io.qanat.table.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.qanat.page.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A user's SQL, run on one connection. Not thread-safe. */
public final class SqlReader implements AutoCloseable {
    private static final Set<String> JSON_TYPES = Set.of("json", "jsonb");
    private static final int FETCHED_AT_ONCE = 1_000;

    private final Connection connection;
    private final Dialect dialect;

    private SqlReader(Connection connection) throws SQLException {
        this.connection = connection;
        this.dialect = Dialect.of(connection);
    }

    /**
     * An empty DuckDB in memory.
     *
     * @throws DatabaseException if the driver is missing
     */
    public static SqlReader inMemory() {
        return open(Database.inMemory());
    }

    /** A database that is only to be read, as far as it keeps to that. */
    public static SqlReader of(Database database) {
        SqlReader reader = open(database);
        try {
            reader.connection.setAutoCommit(false); // so that rows are fetched as they are read
            reader.connection.setReadOnly(true);
            return reader;
        } catch (SQLException e) {
            reader.close();
            throw failure(e);
        }
    }

    private static SqlReader open(Database database) {
        try {
            return new SqlReader(database.connect());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (SQLException e) {
            throw new DatabaseException(database.address() + " can't be opened (" + Messages.line(e) + ")", e);
        }
    }

    /**
     * A column of an answer.
     *
     * @param name as the database names it
     * @param type as the database names it
     */
    public record Named(String name, String type) {}

    /** Takes the rows of an answer; a value is a Number, Boolean, String, JsonNode, a class of java.time, or null. */
    public interface Rows {
        /** Called once, before the first row. */
        void begin(List<Named> columns) throws IOException;

        /** Called for each row; false ends it. */
        boolean row(List<@Nullable Object> values) throws IOException;
    }

    /** Makes a view of that name. */
    public void view(String name, String select) {
        execute("create view " + Dialect.quoted(name) + " as " + select);
    }

    /** Adds a DuckDB's file, to be read only, under a name of its own. */
    public void attach(String file, String as) {
        execute("attach '" + file.replace("'", "''") + "' as " + Dialect.quoted(as) + " (read_only)");
    }

    /** A table, by the name that Qanat's table of that name has there. */
    public String table(String name) {
        return Dialect.quoted(dialect.identifier(name));
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * Runs a query.
     *
     * @throws DatabaseException if the database refuses it, in one line
     * @throws IOException if the rows can't be taken
     */
    public void query(String sql, Rows rows) throws IOException {
        String plain = sql.strip().replaceAll(";+$", "");
        try (PreparedStatement statement = connection.prepareStatement(readable(plain))) {
            statement.setFetchSize(FETCHED_AT_ONCE);
            List<Named> asked = columns(plain);
            try (ResultSet result = statement.executeQuery()) {
                rows.begin(asked);
                boolean more = true;
                while (more && result.next()) {
                    more = rows.row(values(result));
                }
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private List<Named> columns(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ResultSetMetaData known = statement.getMetaData();
            if (known == null) {
                throw new SQLException("this gives no rows: show takes a query, such as select");
            }
            List<Named> columns = new ArrayList<>();
            for (int i = 1; i <= known.getColumnCount(); i++) {
                columns.add(new Named(
                        known.getColumnLabel(i), known.getColumnTypeName(i).toLowerCase(Locale.ROOT)));
            }
            return columns;
        }
    }

    /** Nested values come as JSON: JDBC has no way to read them that all drivers know. */
    private String readable(String sql) throws SQLException {
        List<Named> columns = columns(sql);
        if (!(dialect instanceof DuckDbDialect) || columns.stream().noneMatch(SqlReader::isNested)) {
            return sql;
        }
        String names = IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        String values = IntStream.range(0, columns.size())
                .mapToObj(i -> isNested(columns.get(i)) ? "to_json(c" + i + ")" : "c" + i)
                .collect(Collectors.joining(", "));
        return "select " + values + " from (" + sql + "\n) as answer(" + names + ")";
    }

    private static boolean isNested(Named column) {
        String type = column.type();
        return type.endsWith("]") || type.startsWith("struct(") || type.startsWith("map(") || type.startsWith("union(");
    }

    private static List<@Nullable Object> values(ResultSet result) throws SQLException {
        ResultSetMetaData known = result.getMetaData();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 1; i <= known.getColumnCount(); i++) {
            values.add(value(result, i, known.getColumnTypeName(i).toLowerCase(Locale.ROOT)));
        }
        return values;
    }

    private static @Nullable Object value(ResultSet result, int column, String type) throws SQLException {
        if (JSON_TYPES.contains(type)) {
            String text = result.getString(column);
            return text == null ? null : tree(text);
        }
        return switch (type) {
            case "timestamp with time zone", "timestamptz" -> {
                OffsetDateTime moment = result.getObject(column, OffsetDateTime.class);
                yield moment == null ? null : moment.toInstant();
            }
            case "timestamp" -> result.getObject(column, LocalDateTime.class);
            case "date" -> result.getObject(column, LocalDate.class);
            default -> plain(result.getObject(column));
        };
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    private static Object tree(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    private static DatabaseException failure(SQLException e) {
        return new DatabaseException(Messages.line(e), e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Drivers add the statement, a stack or a hint in further lines. */
    private static final class Messages {
        static String line(SQLException e) {
            String message = String.valueOf(e.getMessage());
            return message.split("\\n\\s*\\n|\\nLINE ", 2)[0].strip().replaceAll("\\s+", " ");
        }
    }
}
