package io.qanat.table;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Writes rows as text. Not thread-safe. */
interface RowText extends Closeable {
    /** Begins a text in that format, which isn't Parquet. */
    static RowText begin(Format format, StructShape row, OutputStream out) throws IOException {
        return format == Format.CSV ? new CsvRows(row, out) : new JsonRows(row, out);
    }

    /** Writes the row at which the columns stand. */
    void writeRow() throws IOException;

    /** Hands over what is still held, and ends the compression; the stream beneath stays open. */
    void end() throws IOException;

    /** Frees what is held outside of the heap. */
    @Override
    void close() throws IOException;
}
