package io.qanat.table.db;

/**
 * A column, or a field of a struct.
 *
 * @param name its name in the rows; the database's may differ, see {@link Dialect#names}
 * @param type what it holds
 */
public record Column(String name, ColumnType type) {}
