package io.qanat.table;

import java.util.Arrays;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.ColumnWriter;

/** True and false. */
final class BooleanLeaf extends Leaf {
    private boolean[] booleans = new boolean[BEGIN];

    BooleanLeaf(int maxDefinition) {
        super(maxDefinition);
    }

    void add(boolean value, int repetition) {
        int index = addValue(repetition);
        if (index == booleans.length) {
            booleans = Arrays.copyOf(booleans, index * 2);
        }
        booleans[index] = value;
    }

    boolean get(int index) {
        return booleans[index];
    }

    @Override
    long bytes() {
        return values();
    }

    @Override
    void write(int index, ColumnWriter writer, int repetition) {
        writer.write(booleans[index], repetition, maxDefinition());
    }

    @Override
    Object value(int index) {
        return booleans[index];
    }

    @Override
    void copyTo(Leaf other, int index, int repetition) {
        ((BooleanLeaf) other).add(booleans[index], repetition);
    }

    @Override
    void copy(ColumnReader reader, int repetition) {
        add(reader.getBoolean(), repetition);
    }
}
