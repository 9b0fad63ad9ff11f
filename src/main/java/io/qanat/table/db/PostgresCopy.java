package io.qanat.table.db;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Sends rows by COPY in its binary format (PostgreSQL manual, COPY, Binary Format). Not thread-safe. */
final class PostgresCopy {
    private static final int SEND_AT = 1 << 16;

    private final CopyIn copy;
    private final CopyBuffer buffer = new CopyBuffer();
    private final List<Column> columns;
    private final List<CopyColumn> writers;
    private long number;

    private PostgresCopy(CopyIn copy, List<Column> columns) {
        this.copy = copy;
        this.columns = columns;
        this.writers =
                columns.stream().map(column -> CopyColumn.of(column.type())).toList();
    }

    /** Writes all rows, and behind their columns each row's number. */
    static void load(Connection connection, String table, Rows rows) throws SQLException, IOException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + Dialect.quoted(table) + " from stdin (format binary)");
        try {
            new PostgresCopy(copy, rows.columns()).write(rows);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void write(Rows rows) throws SQLException, IOException {
        buffer.header();
        try {
            rows.forEach(this::row);
        } catch (SendingException e) {
            throw e.failure;
        }
        buffer.trailer();
        buffer.sendTo(copy);
    }

    private void row(Map<String, Object> values) {
        buffer.putShort(columns.size() + 1);
        for (int i = 0; i < columns.size(); i++) {
            field(writers.get(i), values.get(columns.get(i).name()));
        }
        buffer.putInt(Long.BYTES);
        buffer.putLong(++number);
        if (buffer.size() >= SEND_AT) {
            try {
                buffer.sendTo(copy);
            } catch (SQLException e) {
                throw new SendingException(e);
            }
        }
    }

    private void field(CopyColumn writer, @Nullable Object value) {
        if (value == null) {
            buffer.putInt(-1);
            return;
        }
        int at = buffer.beginField();
        writer.write(value, buffer);
        buffer.endField(at);
    }

    /** Carries a failure through the rows' loop. */
    private static final class SendingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final SQLException failure;

        SendingException(SQLException failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
