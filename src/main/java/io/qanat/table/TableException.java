package io.qanat.table;

/** A table that can't take the records, or can't be read; the message names the table first and says what to do. */
public final class TableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TableException(String message) {
        super(message);
    }

    TableException(String message, Throwable cause) {
        super(message, cause);
    }
}
