package io.qanat.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The column types of a table that a record's schema declares and a first value might not show: dates, moments, exact decimals,
 * wide integers, maps. What is inferred anyway is left out.
 */
public final class ColumnTypes {
    private static final int DEEPEST = 4;
    private static final int MOST = 200;

    /** As wide as a decimal may be, with as many digits after the point as prices and rates have. */
    private static final String DECIMAL = "decimal(38,10)";

    private final Map<String, String> types = new LinkedHashMap<>();

    /** The schemas around the one at hand. */
    private final Set<JsonNode> around = Collections.newSetFromMap(new IdentityHashMap<>());

    private ColumnTypes() {}

    /** The types by the path of their field, such as {@code address.since}. */
    public static Map<String, String> of(Schema schema) {
        ColumnTypes types = new ColumnTypes();
        types.members(schema, "", 0);
        return types.types;
    }

    private void members(Schema schema, String prefix, int depth) {
        List<JsonNode> own = schema.flat();
        if (depth >= DEEPEST || own.stream().anyMatch(around::contains)) {
            return; // a record within itself: its types have no end
        }
        around.addAll(own);
        schema.properties().forEach((name, member) -> {
            if (!name.isEmpty() && name.matches("[^,=().{}]+") && types.size() < MOST) {
                member(member, prefix + name, depth);
            }
        });
        own.forEach(around::remove);
    }

    private void member(Schema member, String path, int depth) {
        String type = type(member);
        if (!type.isEmpty()) {
            types.put(path, type);
        } else if (!member.types().contains("string")) { // an id or the thing itself: nobody knows which will come
            members(member.array() ? member.items() : member, path + ".", depth + 1);
        }
    }

    /** The type to declare; empty where there is nothing to say. */
    private static String type(Schema schema) {
        Set<String> kinds = schema.types();
        if (kinds.equals(Set.of("array"))) {
            String element = type(schema.items());
            return element.isEmpty() ? "" : "list(" + element + ")";
        }
        if (kinds.equals(Set.of("object"))) {
            return schema.values().map(ColumnTypes::map).orElse("");
        }
        return scalar(schema, kinds);
    }

    private static String map(Schema values) {
        String type = type(values);
        if (!type.isEmpty()) {
            return "map(" + type + ")";
        }
        Set<String> kinds = values.types();
        return kinds.size() != 1
                ? "json"
                : switch (kinds.iterator().next()) {
                    case "string" -> "map(string)";
                    case "integer" -> "map(int64)";
                    case "number" -> "map(double)";
                    case "boolean" -> "map(boolean)";
                    default -> "json";
                };
    }

    private static String scalar(Schema schema, Set<String> kinds) {
        String format = schema.text("format");
        if (kinds.equals(Set.of("integer"))) {
            return "int64".equals(format) ? "int64" : "";
        }
        if (kinds.contains("number")) {
            return number(schema, kinds, format);
        }
        return kinds.equals(Set.of("string")) ? text(format) : "";
    }

    /** A number or a text of digits is how Pydantic writes an exact decimal. */
    private static String number(Schema schema, Set<String> kinds, String format) {
        boolean either = kinds.equals(Set.of("number", "string"))
                && schema.text("pattern").contains("\\d");
        if (either || format.equals("decimal")) {
            return DECIMAL;
        }
        boolean floating = kinds.equals(Set.of("number")) && (format.equals("double") || format.equals("float"));
        return floating ? "double" : "";
    }

    private static String text(String format) {
        return switch (format) {
            case "date" -> "date";
            case "date-time" -> "timestamp";
            case "decimal" -> DECIMAL;
            case "int64" -> "int64";
            default -> "";
        };
    }
}
