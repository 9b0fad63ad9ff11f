package io.qanat.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Copies a row group's values of one column to the buffers of columns of a later schema, without assembling records. Levels
 * stay the same, because a schema only ever grows. A column that the older file lacks is null wherever its nearest group that
 * the file has is there: the levels of any column beneath that group tell where, cut at the group's own.
 */
final class ColumnCopy {
    /**
     * What is filled.
     *
     * @param values whether values are copied; otherwise only where nulls are
     * @param maxRepetition the deepest repetition level that both columns share
     * @param maxDefinition the deepest definition level that both columns share
     */
    private record Target(Leaf leaf, boolean values, int maxRepetition, int maxDefinition) {
        void copy(ColumnReader reader, int repetition, int definition) {
            if (repetition > maxRepetition) {
                return;
            }
            if (values && definition == leaf.maxDefinition()) {
                leaf.copy(reader, repetition);
            } else {
                leaf.addNull(repetition, Math.min(definition, maxDefinition));
            }
        }
    }

    private final ColumnReader reader;
    private final List<Target> targets;
    private final int mostDefined;
    private long left;

    private ColumnCopy(ColumnDescriptor source, PageReader pages, List<Target> targets) {
        this.reader = new ColumnReaderImpl(source, pages, new PrimitiveConverter() {}, null);
        this.left = pages.getTotalValueCount();
        this.targets = targets;
        this.mostDefined = source.getMaxDefinitionLevel();
    }

    /** Copies that fill the buffers of all columns of a schema from a row group of an older one. */
    static List<ColumnCopy> all(MessageType schema, List<Leaf> leaves, MessageType old, PageReadStore group) {
        Map<ColumnDescriptor, List<Target>> targets = new LinkedHashMap<>();
        Map<List<String>, ColumnDescriptor> sources = byPrefix(old.getColumns());
        List<ColumnDescriptor> columns = schema.getColumns();
        for (int i = 0; i < leaves.size(); i++) {
            ColumnDescriptor wanted = columns.get(i);
            ColumnDescriptor source = nearest(wanted.getPath(), sources);
            targets.computeIfAbsent(source, s -> new ArrayList<>()).add(target(wanted, source, old, leaves.get(i)));
        }
        List<ColumnCopy> copies = new ArrayList<>();
        targets.forEach((source, fed) -> copies.add(new ColumnCopy(source, group.getPageReader(source), fed)));
        return copies;
    }

    private static Target target(ColumnDescriptor wanted, ColumnDescriptor source, MessageType old, Leaf leaf) {
        String[] path = wanted.getPath();
        boolean same = Arrays.equals(path, source.getPath());
        // Where an empty table's only column takes the place of a group, what both share is above it.
        int common = same ? path.length : Math.min(path.length - 1, common(path, source.getPath()));
        String[] shared = Arrays.copyOf(path, common);
        return new Target(
                leaf,
                same && sameValues(source, wanted),
                common == 0 ? 0 : old.getMaxRepetitionLevel(shared),
                common == 0 ? 0 : old.getMaxDefinitionLevel(shared));
    }

    /** For each group and column of a file, the first column in it. */
    private static Map<List<String>, ColumnDescriptor> byPrefix(List<ColumnDescriptor> columns) {
        Map<List<String>, ColumnDescriptor> sources = new HashMap<>();
        for (ColumnDescriptor column : columns) {
            List<String> path = List.of(column.getPath());
            for (int length = 0; length <= path.size(); length++) {
                sources.putIfAbsent(path.subList(0, length), column);
            }
        }
        return sources;
    }

    /** The first of the columns that share the longest part of the path. */
    private static ColumnDescriptor nearest(String[] path, Map<List<String>, ColumnDescriptor> sources) {
        List<String> prefix = List.of(path);
        ColumnDescriptor nearest = sources.get(prefix);
        while (nearest == null) {
            prefix = prefix.subList(0, prefix.size() - 1);
            nearest = sources.get(prefix);
        }
        return nearest;
    }

    private static int common(String[] a, String[] b) {
        int mismatch = Arrays.mismatch(a, b);
        return mismatch < 0 ? a.length : mismatch;
    }

    private static boolean sameValues(ColumnDescriptor source, ColumnDescriptor wanted) {
        PrimitiveTypeName from = source.getPrimitiveType().getPrimitiveTypeName();
        PrimitiveTypeName to = wanted.getPrimitiveType().getPrimitiveTypeName();
        return from == to || (from == PrimitiveTypeName.INT64 && to == PrimitiveTypeName.DOUBLE);
    }

    /** Copies the next rows. */
    void copy(int rows) {
        next(rows, (repetition, definition) -> {
            for (Target target : targets) {
                target.copy(reader, repetition, definition);
            }
        });
    }

    /** Passes over the next rows. */
    void skip(int rows) {
        next(rows, (repetition, definition) -> {
            if (definition == mostDefined) {
                reader.skip();
            }
        });
    }

    /** What becomes of an entry. */
    private interface Entry {
        void at(int repetition, int definition);
    }

    private void next(int rows, Entry entry) {
        int begun = 0;
        while (left > 0) {
            int repetition = reader.getCurrentRepetitionLevel();
            if (repetition == 0 && begun++ == rows) {
                return;
            }
            entry.at(repetition, reader.getCurrentDefinitionLevel());
            reader.consume();
            left--;
        }
    }
}
