package io.qanat.table.db;

import com.fasterxml.jackson.core.JsonGenerator;
import io.qanat.page.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Nested values as JSON text. A struct's fields without a value are left out, since a row can't tell whether one was null or
 * missing; times are ISO 8601, moments in UTC.
 */
final class JsonText {
    private JsonText() {}

    static String of(ColumnType type, Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Json.FACTORY.createGenerator(text)) {
            write(type, value, out);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can be written", e);
        }
        return text.toString();
    }

    private static void write(ColumnType type, @Nullable Object value, JsonGenerator out) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (type instanceof ColumnType.Struct struct) {
            struct(struct, (Map<?, ?>) value, out);
        } else if (type instanceof ColumnType.ListOf list) {
            out.writeStartArray();
            for (Object element : (List<?>) value) {
                write(list.element(), element, out);
            }
            out.writeEndArray();
        } else if (type instanceof ColumnType.MapOf map) {
            map(map, (Map<?, ?>) value, out);
        } else if (type == ColumnType.Scalar.JSON) {
            out.writeRawValue((String) value);
        } else {
            scalar(value, out);
        }
    }

    private static void struct(ColumnType.Struct struct, Map<?, ?> fields, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (Column field : struct.fields()) {
            Object value = fields.get(field.name());
            if (value != null) {
                out.writeFieldName(field.name());
                write(field.type(), value, out);
            }
        }
        out.writeEndObject();
    }

    private static void map(ColumnType.MapOf map, Map<?, ?> entries, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            out.writeFieldName((String) entry.getKey());
            write(map.value(), entry.getValue(), out);
        }
        out.writeEndObject();
    }

    private static void scalar(Object value, JsonGenerator out) throws IOException {
        if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof Double number) {
            out.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            out.writeNumber(number.toPlainString());
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else {
            out.writeString(value.toString());
        }
    }
}
