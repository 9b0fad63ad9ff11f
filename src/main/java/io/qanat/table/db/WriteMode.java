package io.qanat.table.db;

/** What becomes of the rows that a table has when a run is published. */
public enum WriteMode {
    /** They stay. */
    APPEND,
    /** They go. */
    REPLACE,
    /** Those whose key comes in the run go; of several rows of the run with one key the last is taken. */
    MERGE
}
