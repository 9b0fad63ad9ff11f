package io.qanat.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.parquet.schema.MessageType;

/**
 * Deals rows out to folders by a field's value. Rows of each folder wait until they are worth a write, or all that wait take too
 * much memory; of the files only a few are open, and the one whose last write is longest ago is ended for another.
 * Not thread-safe.
 */
final class PartitionedParts implements Parts {
    static final int MOST_OPEN = 16;

    private static final int ROWS_AT_ONCE = 1_000;
    private static final long BYTES_WAITING = 16L << 20;
    private static final int LEVELS = 2;
    private static final int MOST_WAITING = 2_000;

    private final String subject;
    private final MessageType schema;
    private final Type.Struct stored;
    private final MessageType storedSchema;
    private final PartFormat format;
    private final Supplier<java.nio.file.Path> names;
    private final PartitionKey key;
    private final Dealt dealt;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Map<String, PartSequence> open = new LinkedHashMap<>(MOST_OPEN, 0.75f, true);
    private final List<Part> parts = new ArrayList<>();

    /** Is told where the rows go. */
    interface Dealt {
        /** The next row goes to that folder. */
        void to(String folder) throws IOException;
    }

    /** The rows of a folder that wait. */
    private static final class Waiting {
        final String folder;
        final List<Leaf> leaves;
        int rows;

        Waiting(String folder, List<Leaf> leaves) {
            this.folder = folder;
            this.leaves = leaves;
        }

        long bytes() {
            return leaves.stream()
                    .mapToLong(leaf -> leaf.bytes() + (long) leaf.entries() * LEVELS)
                    .sum();
        }
    }

    /** Parts of that schema, in the folders of a field. */
    PartitionedParts(
            String subject,
            Type.Struct table,
            PartitionBy by,
            PartFormat format,
            Supplier<java.nio.file.Path> names,
            Dealt dealt) {
        this.subject = subject;
        this.schema = ParquetSchema.of(table);
        this.stored = PartitionBy.inFiles(by, table);
        this.storedSchema = ParquetSchema.of(stored);
        this.format = format.shared(MOST_OPEN);
        this.names = names;
        this.dealt = dealt;
        this.key = new PartitionKey(subject, by, table, schema);
    }

    @Override
    public MessageType schema() {
        return schema;
    }

    @Override
    public void append(List<Leaf> leaves, int rows) throws IOException {
        List<LeafCursor> cursors = leaves.stream().map(LeafCursor::new).toList();
        for (int i = 0; i < rows; i++) {
            deal(cursors);
        }
        leaves.forEach(Leaf::clear);
        for (Waiting each : List.copyOf(waiting.values())) {
            if (each.rows >= ROWS_AT_ONCE) {
                drain(each);
            }
        }
        makeRoom();
    }

    private void deal(List<LeafCursor> cursors) throws IOException {
        Waiting into = waiting.computeIfAbsent(
                folder(cursors), folder -> new Waiting(folder, new RecordEncoder(stored, false).leaves()));
        dealt.to(into.folder);
        int target = 0;
        for (int i = 0; i < cursors.size(); i++) {
            if (i == key.left()) {
                cursors.get(i).skipRow();
            } else {
                cursors.get(i).copyRow(into.leaves.get(target++));
            }
        }
        if (target < into.leaves.size()) {
            into.leaves.get(target).addNull(0, 0); // the files have no other column
        }
        into.rows++;
    }

    private String folder(List<LeafCursor> cursors) {
        try {
            return key.of(cursors);
        } catch (IllegalArgumentException e) {
            throw new TableException(subject + ": partitionBy: " + e.getMessage() + ": choose another field", e);
        }
    }

    /** Writes the folders that have most, until half of the memory is free again. */
    private void makeRoom() throws IOException {
        long bytes = waiting.values().stream().mapToLong(Waiting::bytes).sum();
        if (bytes < BYTES_WAITING && waiting.size() <= MOST_WAITING) {
            return;
        }
        List<Waiting> largest = new ArrayList<>(waiting.values());
        largest.sort(Comparator.comparingLong(Waiting::bytes).reversed());
        for (Waiting each : largest.subList(0, (largest.size() + 1) / 2)) {
            drain(each);
        }
    }

    private void drain(Waiting rows) throws IOException {
        waiting.remove(rows.folder);
        open(rows.folder).append(rows.leaves, rows.rows);
    }

    private PartSequence open(String folder) throws IOException {
        PartSequence sequence = open.get(folder);
        if (sequence == null) {
            if (open.size() == MOST_OPEN) {
                endEldest();
            }
            sequence = new PartSequence(storedSchema, folder, format, names);
            open.put(folder, sequence);
        }
        return sequence;
    }

    private void endEldest() throws IOException {
        PartSequence eldest = open.values().iterator().next();
        parts.addAll(eldest.end());
        open.values().remove(eldest);
    }

    @Override
    public List<Part> end() throws IOException {
        for (Waiting each : List.copyOf(waiting.values())) {
            drain(each);
        }
        while (!open.isEmpty()) {
            endEldest();
        }
        return parts;
    }

    @Override
    public void close() throws IOException {
        for (PartSequence sequence : open.values()) {
            sequence.close();
        }
    }
}
