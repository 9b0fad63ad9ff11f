package io.qanat.table;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.parquet.schema.MessageType;

/**
 * Notes the key of every row that a run writes, in the order of its records, with the folder and the row's place among those of
 * the same folder. Not thread-safe.
 */
final class KeyLog implements Closeable {
    /** The first record of a page. */
    private record PageBegin(long row, int page) {}

    private final String subject;
    private final MergeKey key;
    private final KeyFile file;
    private final Deque<PageBegin> pages = new ArrayDeque<>();
    private final Map<String, Integer> folders = new LinkedHashMap<>();
    private final List<Long> rowsOfFolders = new ArrayList<>();
    private final KeyBytes bytes = new KeyBytes();
    private KeyColumns columns;
    private DeletionMarks marks;
    private byte[] slab = new byte[1 << 14];
    private int[] ends = new int[1];
    private boolean[] deleted = new boolean[1];
    private int dealt;
    private long rows;

    /**
     * An empty log.
     *
     * @param subject names the table in messages
     * @param file where it is kept; it must not exist
     */
    KeyLog(String subject, MergeKey key, Path file) throws IOException {
        this.subject = subject;
        this.key = key;
        this.file = new KeyFile(file);
        MessageType none = ParquetSchema.of(Type.Struct.EMPTY);
        this.columns = KeyColumns.of(key, none);
        this.marks = DeletionMarks.of(null, Type.Struct.EMPTY, none);
    }

    /**
     * The rows that follow have this schema.
     *
     * @throws TableException if a column of the key holds other values
     */
    void schema(Type.Struct schema, MessageType parquet) {
        for (String name : key.columns()) {
            if (parquet.containsField(name) && !parquet.getType(name).isPrimitive()) {
                throw new TableException(
                        subject + ": primaryKey " + name + " is no column of single values; there are: "
                                + parquet.getFields().stream()
                                        .filter(org.apache.parquet.schema.Type::isPrimitive)
                                        .map(org.apache.parquet.schema.Type::getName)
                                        .collect(Collectors.joining(", ")));
            }
        }
        columns = KeyColumns.of(key, parquet);
        marks = DeletionMarks.of(key.deleted(), schema, parquet);
    }

    /**
     * The record of that number is the first of a page.
     *
     * @param row from 0
     */
    void page(long row, int page) {
        if (!pages.isEmpty() && pages.getLast().row() == row) {
            pages.removeLast(); // it was empty
        }
        pages.add(new PageBegin(row, page));
    }

    /**
     * Takes the keys of so many rows; which folders they are dealt to follows.
     *
     * @throws TableException if one has none
     */
    void add(List<Leaf> leaves, int count) {
        columns.over(leaves);
        marks.over(leaves);
        ends = new int[count + 1];
        deleted = new boolean[count];
        dealt = 0;
        for (int i = 0; i < count; i++) {
            if (!columns.next(bytes)) {
                throw missing(rows + i);
            }
            deleted[i] = marks.next();
            keep(i);
        }
        rows += count;
        while (pages.size() > 1 && second().row() < rows) {
            pages.remove();
        }
    }

    private PageBegin second() {
        return pages.stream().skip(1).findFirst().orElseThrow();
    }

    private void keep(int index) {
        int begin = ends[index];
        int end = begin + bytes.length();
        if (end > slab.length) {
            slab = Arrays.copyOf(slab, Math.max(end, 2 * slab.length));
        }
        System.arraycopy(bytes.array(), 0, slab, begin, bytes.length());
        ends[index + 1] = end;
    }

    private TableException missing(long row) {
        PageBegin page = new PageBegin(0, 1);
        for (PageBegin begin : pages) {
            page = begin.row() <= row ? begin : page;
        }
        return new TableException(String.format(
                Locale.ROOT,
                "%s: page %d, record %d has no %s, or one of another type, but that is the primaryKey rows are merged by:"
                        + " choose another, or mode=append",
                subject,
                page.page(),
                row - page.row() + 1,
                key.written()));
    }

    /** The next of the rows that were added goes to that folder. */
    void dealt(String folder) throws IOException {
        int group = folders.computeIfAbsent(folder, name -> {
            rowsOfFolders.add(0L);
            return folders.size();
        });
        long row = rowsOfFolders.get(group);
        file.add(slab, ends[dealt], ends[dealt + 1] - ends[dealt], group, row, deleted[dealt]);
        rowsOfFolders.set(group, row + 1);
        dealt++;
    }

    /** All that was noted. */
    KeyFile file() {
        return file;
    }

    /** The folders that rows went to, by the numbers that the file has. */
    List<String> folders() {
        return List.copyOf(folders.keySet());
    }

    /** How many rows went to each. */
    List<Long> rowsOfFolders() {
        return List.copyOf(rowsOfFolders);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
