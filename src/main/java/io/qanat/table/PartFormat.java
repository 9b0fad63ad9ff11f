package io.qanat.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.schema.MessageType;

/**
 * How files are written.
 *
 * @param format what they are
 * @param codec compresses their pages, if they are Parquet, otherwise the whole file
 * @param maxFileBytes a file is closed when it has reached this size
 * @param rowGroupBytes a row group is written when it takes so much memory, compressed pages and open ones together
 */
record PartFormat(Format format, Codec codec, long maxFileBytes, long rowGroupBytes) {
    /** Large enough for fast scans, small enough for a heap of 128 MiB. */
    static final long ROW_GROUP_BYTES = 16L << 20;

    private static final long LEAST_ROW_GROUP_BYTES = 1 << 18;

    /** What a file's name ends with. Parquet tells in the file how it is compressed. */
    String extension() {
        return "." + format.written() + (format == Format.PARQUET ? "" : codec.extension());
    }

    /** Begins a file, which must not exist; the sample holds the first values of each column. */
    PartWriter begin(Path file, MessageType schema, List<Leaf> sample) throws IOException {
        return format == Format.PARQUET
                ? new ParquetPartWriter(file, schema, sample, this)
                : new TextPartWriter(file, schema, sample, this);
    }

    /** The same for so many files that are open at once: together they take twice the memory of one. */
    PartFormat shared(int files) {
        return new PartFormat(format, codec, maxFileBytes, Math.max(LEAST_ROW_GROUP_BYTES, rowGroupBytes * 2 / files));
    }
}
