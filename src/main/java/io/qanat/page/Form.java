package io.qanat.page;

/** What an answer's body is written in. */
enum Form {
    /** One JSON value. */
    JSON("JSON"),
    /** JSON values one after another: JSON lines, NDJSON, concatenated JSON. */
    LINES("JSON lines"),
    /** Comma-separated values with a header line (RFC 4180), or separated by semicolons or tabs. */
    CSV("CSV"),
    /** An XML document. */
    XML("XML");

    private final String written;

    Form(String written) {
        this.written = written;
    }

    /** Whether the whole body is records, so that nothing else has a place in it. */
    boolean sequential() {
        return this == LINES || this == CSV;
    }

    @Override
    public String toString() {
        return written;
    }
}
