package io.qanat.table.db;

import java.nio.file.Path;

/** How DuckDB's SQL spells names, texts and types. */
public final class DuckDbNames {
    private static final DuckDbDialect DIALECT = new DuckDbDialect();

    private DuckDbNames() {}

    /** An identifier. */
    public static String quoted(String name) {
        return Dialect.quoted(name);
    }

    /** A text. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A file, whatever characters of a pattern its name has. */
    public static String file(Path file) {
        return DuckDbDialect.literal(file);
    }

    /** A type. */
    public static String type(ColumnType type) {
        return DIALECT.type(type);
    }
}
