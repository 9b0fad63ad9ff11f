package io.qanat.table;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.parquet.schema.MessageType;

/** Writes one file of JSON lines or CSV, row by row, compressed as a whole. Not thread-safe. */
final class TextPartWriter implements PartWriter {
    private final Path file;
    private final MessageType schema;
    private final PartFormat format;
    private final FileChannel channel;
    private final RowShape shape;
    private final RowText text;
    private long rows;
    private boolean ended;

    /**
     * Begins a file, which must not exist.
     *
     * @param columns a buffer for each column, in the schema's order
     */
    TextPartWriter(Path file, MessageType schema, List<Leaf> columns, PartFormat format) throws IOException {
        this.file = file;
        this.schema = schema;
        this.format = format;
        this.shape = new RowShape(schema, columns);
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.text = begin();
    }

    private RowText begin() throws IOException {
        try {
            return RowText.begin(
                    format.format(), shape.root(), format.codec().compressing(Channels.newOutputStream(channel)));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void append(List<Leaf> leaves, int count) throws IOException {
        shape.over(leaves);
        for (int i = 0; i < count; i++) {
            text.writeRow();
        }
        leaves.forEach(Leaf::clear);
        rows += count;
    }

    /** What the compressor still holds isn't counted: less than a megabyte. */
    @Override
    public boolean full() throws IOException {
        return channel.position() >= format.maxFileBytes();
    }

    @Override
    public Part end() throws IOException {
        text.end();
        close();
        return new Part(file, schema, rows, Files.size(file));
    }

    @Override
    public void close() throws IOException {
        if (!ended) {
            ended = true;
            text.close();
            channel.close();
        }
    }
}
