package io.qanat.table;

import java.util.Locale;

/** The scalar types of a column, by the name a user sees. */
enum Kind {
    INT64,
    /** An int64 that holds a number beyond ±2^53: it can't become a double any more without rounding. */
    WIDE_INT64,
    DOUBLE,
    BOOLEAN,
    STRING,
    /** A moment: microseconds since 1970-01-01T00:00:00Z. */
    TIMESTAMP,
    /** Date and time of day without a zone: microseconds since 1970-01-01T00:00:00 there. */
    LOCAL_TIMESTAMP,
    DATE,
    /** JSON text. */
    JSON;

    String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
