package io.qanat.table;

import java.util.Arrays;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.ColumnWriter;

/** Dates, as days. */
final class IntLeaf extends Leaf {
    private int[] ints = new int[BEGIN];

    IntLeaf(int maxDefinition) {
        super(maxDefinition);
    }

    void add(int value, int repetition) {
        int index = addValue(repetition);
        if (index == ints.length) {
            ints = Arrays.copyOf(ints, index * 2);
        }
        ints[index] = value;
    }

    int get(int index) {
        return ints[index];
    }

    @Override
    long bytes() {
        return (long) values() * Integer.BYTES;
    }

    @Override
    void write(int index, ColumnWriter writer, int repetition) {
        writer.write(ints[index], repetition, maxDefinition());
    }

    @Override
    Object value(int index) {
        return ints[index];
    }

    @Override
    void copyTo(Leaf other, int index, int repetition) {
        ((IntLeaf) other).add(ints[index], repetition);
    }

    @Override
    void copy(ColumnReader reader, int repetition) {
        add(reader.getInteger(), repetition);
    }
}
