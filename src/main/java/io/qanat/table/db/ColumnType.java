package io.qanat.table.db;

import java.util.List;

/** The type of a column, or of what is nested in it. Every value may be null. Immutable. */
public sealed interface ColumnType {
    /** Types of single values, with what stands for them in {@link Rows}. */
    enum Scalar implements ColumnType {
        /** A Long. */
        INT64,
        /** A Double. */
        DOUBLE,
        /** A Boolean. */
        BOOLEAN,
        /** A String. */
        TEXT,
        /** A String that is JSON. */
        JSON,
        /** A moment with microseconds, as an Instant. */
        TIMESTAMP,
        /** Date and time of day without a zone, with microseconds, as a LocalDateTime. */
        LOCAL_TIMESTAMP,
        /** A LocalDate. */
        DATE
    }

    /**
     * An exact number, as a BigDecimal.
     *
     * @param precision digits in all
     * @param scale digits after the point
     */
    record Decimal(int precision, int scale) implements ColumnType {}

    /** Named fields, as a Map by their names. */
    record Struct(List<Column> fields) implements ColumnType {
        public Struct {
            fields = List.copyOf(fields);
        }
    }

    /** Elements of one type, as a List. */
    record ListOf(ColumnType element) implements ColumnType {}

    /** Values of one type by text keys, as a Map. */
    record MapOf(ColumnType value) implements ColumnType {}

    /** Whether it holds other values. */
    default boolean nested() {
        return this instanceof Struct || this instanceof ListOf || this instanceof MapOf;
    }
}
