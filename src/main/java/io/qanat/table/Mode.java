package io.qanat.table;

/** What becomes of the rows that a table has when a run is published. */
enum Mode {
    /**
     * Merge with a primaryKey; otherwise append for a pull that asks only for what is new, and for messages of other routes;
     * otherwise replace.
     */
    AUTO,
    APPEND,
    REPLACE,
    MERGE
}
