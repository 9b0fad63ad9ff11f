package io.qanat.incremental;

/** What becomes of records without the incremental field, or with null there. */
public enum MissingField {
    /** The run fails. */
    FAIL,
    /** They are taken and counted. */
    COUNT
}
