package io.qanat.table.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** PostgreSQL: nested values as jsonb, rows by COPY. */
final class PostgresDialect extends Dialect {
    /** Bytes of an identifier; PostgreSQL cuts off what is longer. */
    private static final int LONGEST = 63;

    private static final int HASH_DIGITS = 8;

    /** Columns that every table has. */
    private static final Set<String> SYSTEM = Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");

    /** Any number that others don't take: the lock of those who make the bookkeeping's tables. */
    private static final long LOCK = 0x71616e61745f6462L;

    /** A longer name keeps its beginning, and ends with a digest of all of it, so that two of them differ. */
    @Override
    String identifier(String name) {
        String clean = PostgresText.clean(name);
        if (bytes(clean) <= LONGEST) {
            return clean;
        }
        int end = clean.length();
        while (bytes(clean.substring(0, end)) > LONGEST - HASH_DIGITS - 1) {
            end = clean.offsetByCodePoints(end, -1);
        }
        return clean.substring(0, end) + "_" + digest(clean);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    String folded(String identifier) {
        return identifier;
    }

    @Override
    boolean reserved(String identifier) {
        return SYSTEM.contains(identifier);
    }

    @Override
    String type(ColumnType type) {
        if (type instanceof ColumnType.Decimal decimal) {
            return "numeric(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        if (!(type instanceof ColumnType.Scalar scalar)) {
            return "jsonb";
        }
        return switch (scalar) {
            case INT64 -> "bigint";
            case DOUBLE -> "double precision";
            case BOOLEAN -> "boolean";
            case TEXT -> "text";
            case JSON -> "jsonb";
            case TIMESTAMP -> "timestamp with time zone";
            case LOCAL_TIMESTAMP -> "timestamp without time zone";
            case DATE -> "date";
        };
    }

    @Override
    void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select set_config('synchronous_commit', 'on', true)"
                    + " where current_setting('synchronous_commit') = 'off'");
        }
    }

    @Override
    void serialize(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
        }
    }

    @Override
    void load(Connection connection, String table, Rows rows) throws SQLException, IOException {
        PostgresCopy.load(connection, table, rows);
    }

    @Override
    Map<String, String> columns(Connection connection, String table) throws SQLException {
        return pairs(
                connection,
                "select attname, format_type(atttypid, atttypmod) from pg_attribute"
                        + " where attrelid = to_regclass(?) and attnum > 0 and not attisdropped order by attnum",
                quoted(table));
    }

    @Override
    boolean widens(String from, String to) {
        return from.equals("bigint") && to.equals("double precision");
    }

    @Override
    boolean indexesKeys() {
        return true;
    }
}
