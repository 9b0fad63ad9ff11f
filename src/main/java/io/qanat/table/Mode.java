package io.qanat.table;

/** What becomes of the rows that a table has when a run is published. */
enum Mode {
    /** Append for a pull that asks only for what is new, and for messages of other routes; otherwise replace. */
    AUTO,
    APPEND,
    REPLACE,
    /** Named so that it is refused with a reason. */
    MERGE
}
