package io.qanat.table;

import java.util.Arrays;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.ColumnWriter;

/** Integers, moments, decimals of up to 18 digits. */
final class LongLeaf extends Leaf {
    private long[] longs = new long[BEGIN];

    LongLeaf(int maxDefinition) {
        super(maxDefinition);
    }

    void add(long value, int repetition) {
        int index = addValue(repetition);
        if (index == longs.length) {
            longs = Arrays.copyOf(longs, index * 2);
        }
        longs[index] = value;
    }

    long get(int index) {
        return longs[index];
    }

    @Override
    long bytes() {
        return (long) values() * Long.BYTES;
    }

    @Override
    void write(int index, ColumnWriter writer, int repetition) {
        writer.write(longs[index], repetition, maxDefinition());
    }

    @Override
    Object value(int index) {
        return longs[index];
    }

    @Override
    void copyTo(Leaf other, int index, int repetition) {
        ((LongLeaf) other).add(longs[index], repetition);
    }

    @Override
    void copy(ColumnReader reader, int repetition) {
        add(reader.getLong(), repetition);
    }
}
