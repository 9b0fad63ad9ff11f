package io.qanat.table;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.math.BigDecimal;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/**
 * How a column's values are written as text: numbers and booleans as JSON writes them, decimals with all digits of their
 * scale, moments and dates as ISO 8601 does ({@code 2024-02-29T22:59:59.123456Z}, in UTC; without the {@code Z}, if the column
 * has no zone). Immutable.
 */
abstract class LeafText {
    private LeafText() {}

    /** The value as a text. */
    abstract String text(Leaf leaf, int index);

    /** Writes the value as JSON. */
    abstract void write(Leaf leaf, int index, JsonGenerator out) throws IOException;

    /** How the values of such a column are written. */
    static LeafText of(PrimitiveType type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        return switch (type.getPrimitiveTypeName()) {
            case INT32 ->
                new Quoted() {
                    @Override
                    String text(Leaf leaf, int index) {
                        return IsoTime.date(((IntLeaf) leaf).get(index)).toString();
                    }
                };
            case INT64 -> ofLongs(logical);
            case DOUBLE ->
                new Bare() {
                    @Override
                    String text(Leaf leaf, int index) {
                        return NumberOutput.toString(((DoubleLeaf) leaf).get(index), true);
                    }
                };
            case BOOLEAN ->
                new Bare() {
                    @Override
                    String text(Leaf leaf, int index) {
                        return String.valueOf(((BooleanLeaf) leaf).get(index));
                    }
                };
            case FIXED_LEN_BYTE_ARRAY ->
                new Bare() {
                    @Override
                    String text(Leaf leaf, int index) {
                        return new BigDecimal(((BytesLeaf) leaf).integer(index), scale(logical)).toPlainString();
                    }
                };
            default -> new Text();
        };
    }

    private static LeafText ofLongs(@Nullable LogicalTypeAnnotation logical) {
        if (logical instanceof TimestampLogicalTypeAnnotation moment) {
            String zone = moment.isAdjustedToUTC() ? "Z" : "";
            return new Quoted() {
                @Override
                String text(Leaf leaf, int index) {
                    return IsoTime.written(((LongLeaf) leaf).get(index), zone);
                }
            };
        }
        return logical instanceof DecimalLogicalTypeAnnotation ? decimal(scale(logical)) : new WholeNumber();
    }

    private static LeafText decimal(int scale) {
        return new Bare() {
            @Override
            String text(Leaf leaf, int index) {
                return BigDecimal.valueOf(((LongLeaf) leaf).get(index), scale).toPlainString();
            }
        };
    }

    private static int scale(@Nullable LogicalTypeAnnotation logical) {
        return logical instanceof DecimalLogicalTypeAnnotation decimal ? decimal.getScale() : 0;
    }

    /** What JSON writes without quotes. */
    private abstract static class Bare extends LeafText {
        @Override
        void write(Leaf leaf, int index, JsonGenerator out) throws IOException {
            out.writeRawValue(text(leaf, index));
        }
    }

    /** What JSON writes as a string that needs no escapes. */
    private abstract static class Quoted extends LeafText {
        @Override
        void write(Leaf leaf, int index, JsonGenerator out) throws IOException {
            out.writeString(text(leaf, index));
        }
    }

    private static final class WholeNumber extends LeafText {
        @Override
        String text(Leaf leaf, int index) {
            return Long.toString(((LongLeaf) leaf).get(index));
        }

        @Override
        void write(Leaf leaf, int index, JsonGenerator out) throws IOException {
            out.writeNumber(((LongLeaf) leaf).get(index));
        }
    }

    private static final class Text extends LeafText {
        @Override
        String text(Leaf leaf, int index) {
            return ((BytesLeaf) leaf).text(index);
        }

        @Override
        void write(Leaf leaf, int index, JsonGenerator out) throws IOException {
            ((BytesLeaf) leaf).writeString(index, out);
        }
    }
}
