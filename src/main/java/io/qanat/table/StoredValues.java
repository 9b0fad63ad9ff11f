package io.qanat.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a stored row as Java's: the same that {@link RowReader} gives for Parquet. */
final class StoredValues {
    private StoredValues() {}

    /** A row by column. */
    static Map<String, Object> row(Type.Struct stored, JsonNode row) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : stored.fields()) {
            values.put(field.name(), value(field.type(), row.path(field.name())));
        }
        return values;
    }

    /** A single value that was written as text. */
    static Object ofText(Type type, String text) {
        if (!(type instanceof Type.Scalar scalar)) {
            return new BigDecimal(text);
        }
        return switch (scalar.kind()) {
            case INT64, WIDE_INT64 -> Long.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case BOOLEAN -> Boolean.valueOf(text);
            case STRING, JSON, TIMESTAMP, LOCAL_TIMESTAMP, DATE -> scalar(scalar.kind(), TextNode.valueOf(text));
        };
    }

    private static @Nullable Object value(Type type, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (type instanceof Type.Struct struct) {
            return row(struct, value);
        }
        if (type instanceof Type.ListOf list) {
            List<Object> elements = new ArrayList<>();
            value.forEach(element -> elements.add(value(list.element(), element)));
            return elements;
        }
        if (type instanceof Type.MapOf map) {
            Map<String, Object> entries = new LinkedHashMap<>();
            value.properties().forEach(entry -> entries.put(entry.getKey(), value(map.value(), entry.getValue())));
            return entries;
        }
        return type instanceof Type.Scalar scalar ? scalar(scalar.kind(), value) : value.decimalValue();
    }

    private static Object scalar(Kind kind, JsonNode value) {
        return switch (kind) {
            case INT64, WIDE_INT64 -> value.longValue();
            case DOUBLE -> value.doubleValue();
            case BOOLEAN -> value.booleanValue();
            case STRING, JSON -> value.textValue();
            case TIMESTAMP -> Instant.parse(value.textValue());
            case LOCAL_TIMESTAMP -> LocalDateTime.parse(value.textValue());
            case DATE -> LocalDate.parse(value.textValue());
        };
    }
}
