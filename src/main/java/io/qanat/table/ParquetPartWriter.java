package io.qanat.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;

/** Writes one Parquet file, column by column. Not thread-safe. */
final class ParquetPartWriter implements PartWriter {
    private static final int PAGE_BYTES = 1 << 20;
    private static final Map<String, String> ABOUT = Map.of("writer.model.name", "qanat");

    private final Path file;
    private final MessageType schema;
    private final PartFormat format;
    private final ParquetProperties properties;
    private final ParquetFileWriter writer;
    private final List<ColumnWriter> columns = new ArrayList<>();
    private ColumnChunkPageWriteStore pages;
    private ColumnWriteStore store;
    private long rowsInGroup;
    private long rows;
    private boolean ended;

    /**
     * Begins a file, which must not exist.
     *
     * @param sample the first values of each column, in the schema's order: they decide where a dictionary pays
     */
    ParquetPartWriter(Path file, MessageType schema, List<Leaf> sample, PartFormat format) throws IOException {
        this.file = file;
        this.schema = schema;
        this.format = format;
        this.properties = properties(schema, sample);
        this.writer = new ParquetFileWriter(
                new LocalOutputFile(file),
                schema,
                ParquetFileWriter.Mode.CREATE,
                Math.max(format.rowGroupBytes(), PAGE_BYTES),
                0,
                null,
                properties);
        writer.start();
        begin();
    }

    private static ParquetProperties properties(MessageType schema, List<Leaf> sample) {
        ParquetProperties.Builder builder = ParquetProperties.builder()
                .withPageSize(PAGE_BYTES)
                .withAllocator(new RecycledBuffers())
                .withPageWriteChecksumEnabled(true)
                .withSizeStatisticsEnabled(false);
        List<ColumnDescriptor> descriptors = schema.getColumns();
        for (int i = 0; i < descriptors.size(); i++) {
            builder.withDictionaryEncoding(
                    String.join(".", descriptors.get(i).getPath()),
                    sample.get(i).repeats());
        }
        return builder.build();
    }

    private void begin() {
        pages = new ColumnChunkPageWriteStore(
                format.codec(),
                schema,
                properties.getAllocator(),
                properties.getColumnIndexTruncateLength(),
                properties.getPageWriteChecksumEnabled());
        store = properties.newColumnWriteStore(schema, pages, pages);
        columns.clear();
        for (ColumnDescriptor descriptor : schema.getColumns()) {
            columns.add(store.getColumnWriter(descriptor));
        }
    }

    @Override
    public void append(List<Leaf> leaves, int count) throws IOException {
        for (int i = 0; i < leaves.size(); i++) {
            leaves.get(i).drainTo(columns.get(i));
        }
        for (int i = 0; i < count; i++) {
            store.endRecord();
        }
        rowsInGroup += count;
        rows += count;
        if (store.getBufferedSize() >= format.rowGroupBytes()) {
            flush();
            begin();
        }
    }

    @Override
    public boolean full() throws IOException {
        return writer.getPos() + store.getBufferedSize() >= format.maxFileBytes();
    }

    private void flush() throws IOException {
        if (rowsInGroup > 0) {
            writer.startBlock(rowsInGroup);
            store.flush();
            pages.flushToFileWriter(writer);
            writer.endBlock();
            rowsInGroup = 0;
        }
        closeStores();
    }

    private void closeStores() {
        store.close();
        pages.close();
    }

    @Override
    public Part end() throws IOException {
        flush();
        writer.end(ABOUT);
        ended = true;
        long bytes = writer.getPos();
        writer.close();
        return new Part(file, schema, rows, bytes);
    }

    /** Gives up the file if it hasn't been ended; what was written stays, without a footer. */
    @Override
    public void close() throws IOException {
        if (!ended) {
            ended = true;
            writer.close();
        }
    }
}
