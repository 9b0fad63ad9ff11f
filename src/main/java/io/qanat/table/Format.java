package io.qanat.table;

import java.util.Locale;

/** How a table's rows are stored. */
enum Format {
    PARQUET,
    /** A JSON object a line, as jsonlines.org has it. */
    JSONL,
    /** RFC 4180, with a header line. */
    CSV;

    /** As a user writes it, and how its files' names end before what their compression adds. */
    String written() {
        return name().toLowerCase(Locale.ROOT);
    }
}
