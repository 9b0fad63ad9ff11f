package io.qanat.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.schema.MessageType;

/** Where rows of one schema go. Not thread-safe. */
interface Parts extends Closeable {
    MessageType schema();

    /** Adds so many rows, whose values the buffers hold in the order of the schema's columns; the buffers are empty then. */
    void append(List<Leaf> leaves, int rows) throws IOException;

    /** Ends the last files and gives all of them. */
    List<Part> end() throws IOException;

    /** Gives up the files that haven't been ended. */
    @Override
    void close() throws IOException;
}
