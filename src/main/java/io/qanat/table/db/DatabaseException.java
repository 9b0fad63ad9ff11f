package io.qanat.table.db;

/** A database that can't be used as it was set up, or rows that it can't take; the message says what to do. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseException(String message) {
        super(message);
    }

    /** The same with what caused it. */
    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
