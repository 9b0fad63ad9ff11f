package io.qanat.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Learns a table's schema record by record. What is learnt follows from the order of the records alone, not from how they
 * came in pages:
 *
 * <ul>
 *   <li>The first value that isn't null makes a column's type. A string makes a timestamp or a date if it is one as
 *       ISO 8601 writes it, otherwise a string.
 *   <li>An int64 becomes a double at the first number with a fraction or exponent, unless it has held an integer beyond
 *       ±2^53: then it stays, for good.
 *   <li>Any other value that doesn't fit goes to the field's text column and teaches nothing: an array with one element that
 *       doesn't fit goes there as a whole, an object's fields have text columns of their own.
 *   <li>A number that neither an int64 nor a double holds with all the digits written makes no type.
 * </ul>
 *
 * Not thread-safe.
 */
final class Inference {
    /** What lies deeper is kept as JSON text. */
    private static final int MAX_DEPTH = 24;

    /** More names in one object are data, not fields. */
    private static final int MAX_FIELDS = 2_000;

    private static final List<Kind> BY_VALUE = List.of(
            Kind.INT64,
            Kind.WIDE_INT64,
            Kind.DOUBLE,
            Kind.BOOLEAN,
            Kind.TIMESTAMP,
            Kind.LOCAL_TIMESTAMP,
            Kind.DATE,
            Kind.STRING);

    private final String subject;
    private final Declarations declarations;
    private final boolean nestedAsJson;
    private final Fit fit;

    /**
     * Learns with these rules.
     *
     * @param subject names the table in messages
     * @param nestedAsJson whether objects and arrays in records are kept as JSON text
     */
    Inference(String subject, Declarations declarations, boolean nestedAsJson, Fit fit) {
        this.subject = subject;
        this.declarations = declarations;
        this.nestedAsJson = nestedAsJson;
        this.fit = fit;
    }

    /** The schema after that record: equal to the one before, if the record teaches nothing. */
    Type.Struct observe(Type.Struct schema, ObjectNode record) {
        return struct(schema, record, "", 0);
    }

    private Type.Struct struct(Type.Struct struct, ObjectNode object, String prefix, int depth) {
        Type.Struct learnt = struct;
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String path = prefix + entry.getKey();
            Field before = learnt.field(entry.getKey());
            Field field = before == null ? begin(learnt, entry.getKey(), path) : before;
            Field after = field(learnt, field, entry.getValue(), path, depth + 1);
            if (!after.equals(before)) {
                learnt = learnt.with(after);
            }
        }
        return learnt;
    }

    private Field begin(Type.Struct struct, String name, String path) {
        if (struct.fields().size() >= MAX_FIELDS) {
            throw new TableException(String.format(
                    Locale.ROOT,
                    "%s: more than %d different names in one object: if its names are data, declare it as a map"
                            + " (types: name=map(string)), or keep objects as JSON text (nested=json)",
                    subject,
                    MAX_FIELDS));
        }
        Type declared = declarations.at(path);
        return Field.in(struct, name, declared == null ? Type.UNKNOWN : declared);
    }

    private Field field(Type.Struct struct, Field field, JsonNode value, String path, int depth) {
        if (value.isNull()) {
            return field;
        }
        Type type = unify(field.type(), value, path, depth);
        return type == null ? field.withText(struct) : field.withType(type);
    }

    /** The type that takes the value as well; null if the value doesn't fit. */
    private @Nullable Type unify(Type type, JsonNode value, String path, int depth) {
        if (value.isNull()) {
            return type;
        }
        if (type instanceof Type.Unknown) {
            return begin(value, path, depth);
        }
        if (type instanceof Type.Struct struct) {
            return value instanceof ObjectNode object ? struct(struct, object, path + ".", depth) : null;
        }
        if (type instanceof Type.ListOf list) {
            return value instanceof ArrayNode array ? list(list, array, path, depth) : null;
        }
        if (type instanceof Type.MapOf map) {
            return value instanceof ObjectNode object ? map(map, object, path, depth) : null;
        }
        return type instanceof Type.Scalar scalar ? scalar(scalar, value) : fit.fits(type, value) ? type : null;
    }

    private @Nullable Type begin(JsonNode value, String path, int depth) {
        if (!value.isContainerNode()) {
            return byValue(value);
        }
        if (nestedAsJson || depth > MAX_DEPTH) {
            return Type.inferred(Kind.JSON);
        }
        return unify(value.isObject() ? Type.Struct.EMPTY : new Type.ListOf(Type.UNKNOWN), value, path, depth);
    }

    private @Nullable Type byValue(JsonNode value) {
        for (Kind kind : BY_VALUE) {
            Type type = Type.inferred(kind);
            if (fit.fits(type, value) && (kind != Kind.DOUBLE || value.isFloatingPointNumber())) {
                return type;
            }
        }
        return null;
    }

    private @Nullable Type list(Type.ListOf list, ArrayNode array, String path, int depth) {
        Type element = list.element();
        for (JsonNode value : array) {
            Type next = unify(element, value, path, depth + 1);
            if (next == null) {
                return null;
            }
            element = next;
        }
        return new Type.ListOf(element);
    }

    private @Nullable Type map(Type.MapOf map, ObjectNode object, String path, int depth) {
        Type type = map.value();
        for (JsonNode value : object) {
            Type next = unify(type, value, path, depth + 1);
            if (next == null) {
                return null;
            }
            type = next;
        }
        return new Type.MapOf(type);
    }

    private @Nullable Type scalar(Type.Scalar type, JsonNode value) {
        if (fit.fits(type, value)) {
            return type;
        }
        if (type.kind() != Kind.INT64) {
            return null;
        }
        Type wide = new Type.Scalar(Kind.WIDE_INT64, type.declared());
        Type real = Type.inferred(Kind.DOUBLE);
        return fit.fits(wide, value) ? wide : !type.declared() && fit.fits(real, value) ? real : null;
    }
}
