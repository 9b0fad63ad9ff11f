package io.qanat.table;

import java.util.Arrays;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Numbers with fractions. */
final class DoubleLeaf extends Leaf {
    private double[] doubles = new double[BEGIN];

    DoubleLeaf(int maxDefinition) {
        super(maxDefinition);
    }

    void add(double value, int repetition) {
        int index = addValue(repetition);
        if (index == doubles.length) {
            doubles = Arrays.copyOf(doubles, index * 2);
        }
        doubles[index] = value;
    }

    double get(int index) {
        return doubles[index];
    }

    @Override
    long bytes() {
        return (long) values() * Double.BYTES;
    }

    @Override
    void write(int index, ColumnWriter writer, int repetition) {
        writer.write(doubles[index], repetition, maxDefinition());
    }

    @Override
    Object value(int index) {
        return doubles[index];
    }

    /** An older file may still have integers here; all of them are exact as doubles, or the column had kept its type. */
    @Override
    void copyTo(Leaf other, int index, int repetition) {
        ((DoubleLeaf) other).add(doubles[index], repetition);
    }

    @Override
    void copy(ColumnReader reader, int repetition) {
        boolean integers = reader.getDescriptor().getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT64;
        add(integers ? reader.getLong() : reader.getDouble(), repetition);
    }
}
