package io.qanat.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Writes rows of one schema to as many files as their size asks for. Not thread-safe. */
final class PartSequence implements Parts {
    private final MessageType schema;
    private final String folder;
    private final PartFormat format;
    private final Supplier<Path> names;
    private final List<Part> parts = new ArrayList<>();
    private @Nullable PartWriter writer;

    /**
     * Files of that schema.
     *
     * @param folder the folder of their partition; empty if there is none
     */
    PartSequence(MessageType schema, String folder, PartFormat format, Supplier<Path> names) {
        this.schema = schema;
        this.folder = folder;
        this.format = format;
        this.names = names;
    }

    @Override
    public MessageType schema() {
        return schema;
    }

    @Override
    public void append(List<Leaf> leaves, int rows) throws IOException {
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
        parts.add(open.end().in(folder));
        writer = null;
    }

    /** Ends the last file and gives all of them, in the order of their rows. */
    @Override
    public List<Part> end() throws IOException {
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
