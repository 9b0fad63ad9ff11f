package io.qanat.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.qanat.page.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which values fit which types. For single values it asks the very writers that fill the columns, so that both always agree.
 * Not thread-safe.
 */
final class Fit {
    private final Map<Type, ScalarWriter> writers = new HashMap<>();

    /** Whether a column of that type can take the value. */
    boolean fits(Type type, JsonNode value) {
        return fitting(type, value) != null;
    }

    private boolean fitsScalar(Type type, JsonNode value) {
        ScalarWriter writer = writers.computeIfAbsent(type, t -> ScalarWriter.of(t, 1));
        try (JsonParser parser = value.traverse(Json.MAPPER)) {
            boolean fits = writer.write(parser, parser.nextToken(), 0);
            writer.leaf().keep(0);
            return fits;
        } catch (IOException e) {
            throw new UncheckedIOException("a tree in memory can be read", e);
        }
    }

    /**
     * The record with every value that doesn't fit its column taken out: a {@link Misfit} for the text column, or null where
     * there is none. An array doesn't fit if one of its elements doesn't.
     */
    ObjectNode marked(Type.Struct schema, ObjectNode record) {
        ObjectNode marked = Json.MAPPER.createObjectNode();
        record.properties().forEach(entry -> {
            Field field = schema.field(entry.getKey());
            marked.set(entry.getKey(), field == null ? entry.getValue() : marked(field, entry.getValue()));
        });
        return marked;
    }

    private JsonNode marked(Field field, JsonNode value) {
        JsonNode fitting = fitting(field.type(), value);
        if (fitting != null) {
            return fitting;
        }
        return field.text() == null ? NullNode.instance : new POJONode(new Misfit(json(value)));
    }

    private @Nullable JsonNode fitting(Type type, JsonNode value) {
        if (value.isNull()) {
            return value;
        }
        if (type instanceof Type.Struct struct) {
            return value instanceof ObjectNode object ? marked(struct, object) : null;
        }
        if (type instanceof Type.ListOf list) {
            return value instanceof ArrayNode array ? elements(list, array) : null;
        }
        if (type instanceof Type.MapOf map) {
            return value instanceof ObjectNode object ? entries(map, object) : null;
        }
        return !(type instanceof Type.Unknown) && fitsScalar(type, value) ? value : null;
    }

    private @Nullable JsonNode elements(Type.ListOf list, ArrayNode array) {
        ArrayNode fitting = Json.MAPPER.createArrayNode();
        for (JsonNode element : array) {
            JsonNode one = fitting(list.element(), element);
            if (one == null) {
                return null;
            }
            fitting.add(one);
        }
        return fitting;
    }

    private @Nullable JsonNode entries(Type.MapOf map, ObjectNode object) {
        ObjectNode fitting = Json.MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            JsonNode one = fitting(map.value(), entry.getValue());
            if (one == null) {
                return null;
            }
            fitting.set(entry.getKey(), one);
        }
        return fitting;
    }

    private static String json(JsonNode value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree in memory can be written", e);
        }
    }
}
