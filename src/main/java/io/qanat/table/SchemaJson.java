package io.qanat.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.page.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A schema as the manifest keeps it. Types that the user declared are kept as types, not as declared. */
final class SchemaJson {
    private SchemaJson() {}

    static ArrayNode write(Type.Struct schema) {
        ArrayNode fields = Json.MAPPER.createArrayNode();
        for (Field field : schema.fields()) {
            ObjectNode written = fields.addObject();
            written.put("name", field.name());
            if (!field.column().equals(field.name())) {
                written.put("column", field.column());
            }
            write(field.type(), written);
            if (field.text() != null) {
                written.put("text", field.text());
            }
        }
        return fields;
    }

    private static void write(Type type, ObjectNode to) {
        if (type instanceof Type.Struct struct) {
            to.put("type", "struct").set("fields", write(struct));
        } else if (type instanceof Type.ListOf list) {
            write(list.element(), to.put("type", "list").putObject("element"));
        } else if (type instanceof Type.MapOf map) {
            write(map.value(), to.put("type", "map").putObject("value"));
        } else if (type instanceof Type.Decimal decimal) {
            to.put("type", "decimal").put("precision", decimal.precision()).put("scale", decimal.scale());
        } else if (type instanceof Type.Scalar scalar) {
            to.put("type", scalar.kind().written());
        } else {
            to.put("type", "unknown");
        }
    }

    /** The schema of that JSON. */
    static Type.Struct read(JsonNode fields) {
        List<Field> read = new ArrayList<>();
        for (JsonNode field : fields) {
            String name = field.required("name").textValue();
            JsonNode text = field.get("text");
            read.add(new Field(
                    name, field.path("column").asText(name), type(field), text == null ? null : text.textValue()));
        }
        return new Type.Struct(read);
    }

    private static Type type(JsonNode from) {
        String type = from.required("type").textValue();
        return switch (type) {
            case "struct" -> read(from.required("fields"));
            case "list" -> new Type.ListOf(type(from.required("element")));
            case "map" -> new Type.MapOf(type(from.required("value")));
            case "decimal" ->
                new Type.Decimal(
                        from.required("precision").intValue(),
                        from.required("scale").intValue());
            case "unknown" -> Type.UNKNOWN;
            default -> Type.inferred(Kind.valueOf(type.toUpperCase(Locale.ROOT).replace('-', '_')));
        };
    }
}
