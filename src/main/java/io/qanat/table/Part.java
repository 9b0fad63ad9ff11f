package io.qanat.table;

import java.nio.file.Path;
import org.apache.parquet.schema.MessageType;

/**
 * A closed file with some of a run's rows.
 *
 * @param file where it lies
 * @param schema its schema
 * @param rows how many rows it has
 * @param bytes its size
 * @param folder the folder of its partition, within the table's; empty if there is none
 */
record Part(Path file, MessageType schema, long rows, long bytes, String folder) {
    /** A file in the table's own folder. */
    Part(Path file, MessageType schema, long rows, long bytes) {
        this(file, schema, rows, bytes, "");
    }

    Part in(String partition) {
        return new Part(file, schema, rows, bytes, partition);
    }
}
