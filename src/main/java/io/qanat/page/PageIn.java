package io.qanat.page;

/** Where page size, offset, page number or cursor is sent. */
public enum PageIn {
    /** In the URL's query. */
    QUERY,
    /** In the JSON body. */
    BODY,
    /** In a header field. */
    HEADER
}
