package io.qanat.table;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.ColumnWriter;

/**
 * The values of some records in one column, with their repetition and definition levels (the striping of the Dremel paper):
 * a small buffer between the records, which may still turn out not to fit, and the file. Not thread-safe.
 */
abstract class Leaf {
    /** Buffers begin small: a table may have thousands of columns. */
    static final int BEGIN = 16;

    /** More values than this tell nothing more about whether they repeat. */
    private static final int SAMPLE = 2_000;

    /** Of fewer values nothing is concluded. */
    private static final int LEAST_SAMPLE = 64;

    private final int maxDefinition;
    private byte[] repetitions = new byte[BEGIN];
    private byte[] definitions = new byte[BEGIN];
    private int entries;
    private int records;
    private int values;

    /**
     * An empty buffer.
     *
     * @param maxDefinition the definition level of a value that is there
     */
    Leaf(int maxDefinition) {
        this.maxDefinition = maxDefinition;
    }

    final int values() {
        return values;
    }

    /** Notes an absent value; the level tells how much of its path is there. */
    final void addNull(int repetition, int definition) {
        enter(repetition, definition);
    }

    /** Makes place for a value, which the subclass puts at the index given back. */
    final int addValue(int repetition) {
        enter(repetition, maxDefinition);
        return values++;
    }

    private void enter(int repetition, int definition) {
        if (entries == repetitions.length) {
            repetitions = Arrays.copyOf(repetitions, entries * 2);
            definitions = Arrays.copyOf(definitions, entries * 2);
        }
        repetitions[entries] = (byte) repetition;
        definitions[entries++] = (byte) definition;
        records += repetition == 0 ? 1 : 0;
    }

    /** Forgets what was added for a record after the first ones. */
    final void keep(int recordsToKeep) {
        while (records > recordsToKeep) {
            entries--;
            values -= definitions[entries] == maxDefinition ? 1 : 0;
            records -= repetitions[entries] == 0 ? 1 : 0;
        }
    }

    /** Hands everything to the file's column and is empty then. */
    final void drainTo(ColumnWriter writer) {
        int value = 0;
        for (int i = 0; i < entries; i++) {
            if (definitions[i] == maxDefinition) {
                write(value++, writer, repetitions[i]);
            } else {
                writer.writeNull(repetitions[i], definitions[i]);
            }
        }
        clear();
    }

    /** Forgets everything. */
    final void clear() {
        entries = 0;
        records = 0;
        values = 0;
        drained();
    }

    /** How many values and absent values there are. */
    final int entries() {
        return entries;
    }

    final int repetition(int entry) {
        return repetitions[entry];
    }

    final int definition(int entry) {
        return definitions[entry];
    }

    /** The definition level of a value that is there. */
    final int maxDefinition() {
        return maxDefinition;
    }

    /**
     * Whether the buffered values repeat so much that a dictionary pays for its hashing. Few values leave the decision to
     * Parquet's own, which is made page by page.
     */
    final boolean repeats() {
        int sample = Math.min(values, SAMPLE);
        if (sample < LEAST_SAMPLE) {
            return true;
        }
        Set<Object> distinct = new HashSet<>();
        for (int i = 0; i < sample; i++) {
            distinct.add(value(i));
        }
        return distinct.size() <= sample / 2;
    }

    /** Bytes that the values take. */
    abstract long bytes();

    /** Hands one value to the file's column. */
    abstract void write(int index, ColumnWriter writer, int repetition);

    /** The value, in a form that has equals and hashCode. */
    abstract Object value(int index);

    /** Adds one value to another buffer of the same column. */
    abstract void copyTo(Leaf other, int index, int repetition);

    /** Adds the value at which a column of an older file stands. */
    abstract void copy(ColumnReader reader, int repetition);

    /** Called when all values are handed over. */
    void drained() {}
}
