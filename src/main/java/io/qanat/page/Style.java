package io.qanat.page;

/** How an API divides its records into pages. */
public enum Style {
    /** What the first answer plainly shows. */
    AUTO,
    /** One page. */
    NONE,
    /** Rows to skip. */
    OFFSET,
    /** A page number. */
    PAGE,
    /** A token of the answer. */
    CURSOR,
    /** The response's Link header. */
    LINK,
    /** A URL in the body. */
    NEXT,
    /** The last record's id. */
    LAST_ID,
    /** An object whose members all go into the next query. */
    CONTINUE
}
