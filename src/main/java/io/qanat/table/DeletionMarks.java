package io.qanat.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Which rows only say that their key is deleted: those with anything in the field but null, {@code false}, {@code "false"}, the
 * empty string and zero; in its text column too. Not thread-safe.
 */
final class DeletionMarks {
    private final int values;
    private final int text;
    private final Type type;
    private @Nullable LeafCursor value;
    private @Nullable LeafCursor misfit;

    private DeletionMarks(int values, int text, Type type) {
        this.values = values;
        this.text = text;
        this.type = type;
    }

    /** The marks in the buffers of a schema. */
    static DeletionMarks of(@Nullable String name, Type.Struct schema, MessageType parquet) {
        Field field = name == null ? null : schema.field(name);
        if (field == null) {
            return new DeletionMarks(-1, -1, Type.UNKNOWN);
        }
        boolean typed = !(field.type() instanceof Type.Unknown);
        return new DeletionMarks(
                typed ? first(field.column(), parquet) : -1,
                field.text() == null ? -1 : first(field.text(), parquet),
                field.type());
    }

    private static int first(String column, MessageType schema) {
        List<ColumnDescriptor> all = schema.getColumns();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).getPath()[0].equals(column)) {
                return i;
            }
        }
        return -1;
    }

    /** Begins with the first row of the buffers. */
    void over(List<Leaf> leaves) {
        value = values < 0 ? null : new LeafCursor(leaves.get(values));
        misfit = text < 0 ? null : new LeafCursor(leaves.get(text));
    }

    /** Whether the next row is marked. */
    boolean next() {
        boolean marked = false;
        if (value != null) {
            marked = marks(value);
            value.skipRow();
        }
        if (misfit != null) {
            marked |= misfit.there() && marksJson(text(misfit));
            misfit.skipRow();
        }
        return marked;
    }

    private boolean marks(LeafCursor cursor) {
        if (!(type instanceof Type.Scalar) && !(type instanceof Type.Decimal)) {
            return cursor.definition() > 0;
        }
        return cursor.there()
                && (type instanceof Type.Scalar scalar ? marks(scalar.kind(), cursor) : isNotZero(cursor));
    }

    private static boolean marks(Kind kind, LeafCursor cursor) {
        return switch (kind) {
            case TIMESTAMP, LOCAL_TIMESTAMP, DATE -> true;
            case BOOLEAN -> cursor.leaf().value(cursor.index()).equals(true);
            case INT64, WIDE_INT64, DOUBLE -> isNotZero(cursor);
            case STRING -> marks(text(cursor));
            case JSON -> marksJson(text(cursor));
        };
    }

    private static boolean isNotZero(LeafCursor cursor) {
        Object value = cursor.leaf().value(cursor.index());
        return value instanceof Number number
                ? number.doubleValue() != 0
                : !String.valueOf(value).chars().allMatch(c -> c == 0);
    }

    private static boolean marks(String text) {
        return !text.isEmpty() && !text.equals("false");
    }

    private static String text(LeafCursor cursor) {
        return new String(
                String.valueOf(cursor.leaf().value(cursor.index())).getBytes(StandardCharsets.ISO_8859_1),
                StandardCharsets.UTF_8);
    }

    private static boolean marksJson(String json) {
        try {
            JsonNode value = Json.MAPPER.readTree(json);
            return switch (value.getNodeType()) {
                case NULL, MISSING -> false;
                case BOOLEAN -> value.booleanValue();
                case NUMBER -> value.doubleValue() != 0;
                case STRING -> marks(value.textValue());
                default -> true;
            };
        } catch (JsonProcessingException e) {
            return marks(json); // a declared type keeps texts as they came
        }
    }
}
