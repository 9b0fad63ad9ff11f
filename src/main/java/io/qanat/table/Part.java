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
 */
record Part(Path file, MessageType schema, long rows, long bytes) {}
