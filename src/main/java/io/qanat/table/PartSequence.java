package io.qanat.table;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Writes rows of one schema to as many files as their size asks for. Not thread-safe. */
final class PartSequence implements Closeable {
    private final MessageType schema;
    private final PartFormat format;
    private final Supplier<Path> names;
    private final List<Part> parts = new ArrayList<>();
    private @Nullable PartWriter writer;

    PartSequence(MessageType schema, PartFormat format, Supplier<Path> names) {
        this.schema = schema;
        this.format = format;
        this.names = names;
    }

    MessageType schema() {
        return schema;
    }

    /** See {@link PartWriter#append}. */
    void append(List<Leaf> leaves, int rows) throws IOException {
        PartWriter open = open(leaves);
        open.append(leaves, rows);
        if (open.full()) {
            end(open);
        }
    }

    private PartWriter open(List<Leaf> leaves) throws IOException {
        PartWriter open = writer;
        if (open == null) {
            open = format.begin(names.get(), schema, leaves);
            writer = open;
        }
        return open;
    }

    private void end(PartWriter open) throws IOException {
        parts.add(open.end());
        writer = null;
    }

    /** Ends the last file and gives all of them, in the order of their rows. */
    List<Part> end() throws IOException {
        if (writer != null) {
            end(writer);
        }
        return parts;
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }
}
