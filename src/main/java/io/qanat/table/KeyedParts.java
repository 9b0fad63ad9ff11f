package io.qanat.table;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.schema.MessageType;

/** Notes the key of every row before it is written. Not thread-safe. */
final class KeyedParts implements Parts {
    private final KeyLog keys;
    private final boolean inFolders;
    private final Parts parts;

    /**
     * Parts whose rows have keys.
     *
     * @param inFolders whether they tell the log the folder of each row; otherwise all rows are in the table's own
     */
    KeyedParts(KeyLog keys, Type.Struct schema, boolean inFolders, Parts parts) {
        this.keys = keys;
        this.inFolders = inFolders;
        this.parts = parts;
        keys.schema(schema, parts.schema());
    }

    @Override
    public MessageType schema() {
        return parts.schema();
    }

    @Override
    public void append(List<Leaf> leaves, int rows) throws IOException {
        keys.add(leaves, rows);
        parts.append(leaves, rows);
        for (int i = 0; i < rows && !inFolders; i++) {
            keys.dealt("");
        }
    }

    @Override
    public List<Part> end() throws IOException {
        return parts.end();
    }

    @Override
    public void close() throws IOException {
        parts.close();
    }
}
