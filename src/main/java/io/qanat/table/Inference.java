package io.qanat.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns a table's schema record by record. What is learnt follows from the order of the records alone, not from how they
 * came in pages. Where a value goes follows from the type it meets, and a value that met a type and fitted it, or didn't,
 * does so with every later type of that column. The rules:
 *
 * <ul>
 *   <li>The first value that isn't null makes a type, element by element and field by field. A string makes a timestamp
 *       or a date if it is one as ISO 8601 writes it, otherwise a string.
 *   <li>An int64 becomes a double at the first number with a fraction or exponent, unless it has held an integer beyond
 *       ±2^53: then it stays, for good.
 *   <li>Any other value that doesn't fit goes to the field's text column: an array with one element that doesn't fit goes
 *       there as a whole, an object's fields have text columns of their own.
 *   <li>A number that neither an int64 nor a double holds with all the digits written makes no type.
 * </ul>
 *
 * Not thread-safe.
 */
final class Inference {
    /** What lies deeper is kept as JSON text. */
    private static final int MAX_DEPTH = 24;

    /** More names in one object are data, not fields. */
    private static final int MAX_FIELDS = 16_000;

    private static final List<Kind> BY_VALUE = List.of(
            Kind.INT64,
            Kind.WIDE_INT64,
            Kind.DOUBLE,
            Kind.BOOLEAN,
            Kind.TIMESTAMP,
            Kind.LOCAL_TIMESTAMP,
            Kind.DATE,
            Kind.STRING);

    private static final Logger LOG = LoggerFactory.getLogger(Inference.class);

    private final Set<String> told = new HashSet<>();
    private final String subject;
    private final Declarations declarations;
    private final Nested nested;
    private final Fit fit;
    private final Twins twins;

    /**
     * Learns with these rules.
     *
     * @param subject names the table in messages
     * @param nested how objects and arrays in records are kept
     * @param twins how names that differ only in case are taken
     */
    Inference(String subject, Declarations declarations, Nested nested, Fit fit, Twins twins) {
        this.subject = subject;
        this.declarations = declarations;
        this.nested = nested;
        this.fit = fit;
        this.twins = twins;
    }

    /** The schema after that record: equal to the one before, if the record teaches nothing. */
    Type.Struct observe(Type.Struct schema, ObjectNode record) {
        return struct(schema, record, "", 0);
    }

    private Type.Struct struct(Type.Struct struct, ObjectNode object, String prefix, int depth) {
        StructBuilder learnt = null;
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            Field before = learnt == null ? struct.field(entry.getKey()) : learnt.field(entry.getKey());
            String path = prefix + entry.getKey();
            Type type = before == null ? begin(path) : before.type();
            Type after = learn(type, entry.getValue(), path, depth + 1);
            boolean text = (before == null || before.text() == null) && !fit.fits(after, entry.getValue());
            if (before == null || text || !after.equals(type)) {
                learnt = learnt == null ? new StructBuilder(struct, twins) : learnt;
                Field field = before == null ? begin(learnt, entry.getKey(), after) : before.withType(after);
                learnt.put(field);
                if (text) {
                    learnt.put(field.withText(learnt));
                }
            }
        }
        return learnt == null ? struct : learnt.build();
    }

    private Type begin(String path) {
        Type declared = declarations.at(path);
        return declared == null ? Type.UNKNOWN : declared;
    }

    private Field begin(StructBuilder struct, String name, Type type) {
        if (struct.size() >= MAX_FIELDS) {
            throw new TableException(String.format(
                    Locale.ROOT,
                    "%s: more than %d different names in one object: if its names are data, declare it as a map"
                            + " (types: name=map(string)), or keep objects as JSON text (nested=json)",
                    subject,
                    MAX_FIELDS));
        }
        String wanted = nested == Nested.FLATTEN ? FlatNames.column(name) : name;
        Field field = Field.in(struct, name, wanted, type);
        if (!field.column().equals(wanted) && told.add(field.column())) {
            LOG.warn("{}: field \"{}\" becomes column {}: \"{}\" is taken", subject, name, field.column(), wanted);
        }
        return field;
    }

    /** The type after that value, whether it takes the value or not. */
    private Type learn(Type type, JsonNode value, String path, int depth) {
        if (value.isNull()) {
            return type;
        }
        if (type instanceof Type.Unknown) {
            return begin(value, path, depth);
        }
        if (type instanceof Type.Struct struct && value instanceof ObjectNode object) {
            return struct(struct, object, path + ".", depth);
        }
        if (type instanceof Type.ListOf list && value instanceof ArrayNode array) {
            return new Type.ListOf(all(list.element(), array, path, depth));
        }
        if (type instanceof Type.MapOf map && value instanceof ObjectNode object) {
            return new Type.MapOf(all(map.value(), object, path, depth));
        }
        return type instanceof Type.Scalar scalar && scalar.kind() == Kind.INT64 ? integer(scalar, value) : type;
    }

    private Type begin(JsonNode value, String path, int depth) {
        if (!value.isContainerNode()) {
            return byValue(value);
        }
        if (nested != Nested.STRUCT || depth > MAX_DEPTH) {
            return Type.inferred(Kind.JSON);
        }
        return learn(value.isObject() ? Type.Struct.EMPTY : new Type.ListOf(Type.UNKNOWN), value, path, depth);
    }

    private Type byValue(JsonNode value) {
        for (Kind kind : BY_VALUE) {
            Type type = Type.inferred(kind);
            if (fit.fits(type, value) && (kind != Kind.DOUBLE || value.isFloatingPointNumber())) {
                return type;
            }
        }
        return Type.UNKNOWN;
    }

    private Type all(Type type, JsonNode container, String path, int depth) {
        Type learnt = type;
        for (JsonNode value : container) {
            learnt = learn(learnt, value, path, depth + 1);
        }
        return learnt;
    }

    private Type integer(Type.Scalar type, JsonNode value) {
        Type wide = new Type.Scalar(Kind.WIDE_INT64, type.declared());
        Type real = Type.inferred(Kind.DOUBLE);
        if (fit.fits(type, value)) {
            return type;
        }
        return fit.fits(wide, value) ? wide : !type.declared() && fit.fits(real, value) ? real : type;
    }
}
