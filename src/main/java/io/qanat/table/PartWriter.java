package io.qanat.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Writes one file of a table. Not thread-safe. */
interface PartWriter extends Closeable {
    /** Adds so many rows, whose values the buffers hold in the order of the schema's columns; the buffers are empty then. */
    void append(List<Leaf> leaves, int count) throws IOException;

    /** Whether the file has reached its size. */
    boolean full() throws IOException;

    /** Ends the file. */
    Part end() throws IOException;

    /** Gives up the file if it hasn't been ended; what was written of it stays and can't be read. */
    @Override
    void close() throws IOException;
}
