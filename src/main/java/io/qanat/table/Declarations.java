package io.qanat.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The types that the user chose, by path: names joined by dots, elements of lists without a name of their own
 * ({@code lines.price}).
 *
 * @param types the types in the order they were written
 */
record Declarations(Map<String, Type> types) {
    static final Declarations NONE = new Declarations(Map.of());

    private static final String ALLOWED = "string, int64, double, boolean, timestamp, local-timestamp, date, json,"
            + " decimal(precision,scale), list(type) or map(type)";
    private static final Pattern NESTING = Pattern.compile("(list|map)\\s*\\((.*)\\)");
    private static final Pattern DECIMAL = Pattern.compile("decimal\\s*\\(\\s*(\\d{1,2})\\s*,\\s*(\\d{1,2})\\s*\\)");

    Declarations {
        types = Map.copyOf(types);
    }

    /**
     * Reads {@code total=decimal(18,2), zip=string}.
     *
     * @throws IllegalArgumentException with what is allowed
     */
    static Declarations parse(String text) {
        Map<String, Type> types = new LinkedHashMap<>();
        for (String item : items(text)) {
            int equals = item.lastIndexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "\"" + item + "\" must be name=type; several are separated by commas");
            }
            types.put(item.substring(0, equals).strip(), type(item.substring(equals + 1)));
        }
        return new Declarations(types);
    }

    /** Cuts at the commas outside of parentheses. */
    private static List<String> items(String text) {
        List<String> items = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ',' : text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && (depth == 0 || i == text.length())) {
                items.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        items.removeIf(String::isEmpty);
        return items;
    }

    private static Type type(String written) {
        String text = written.strip().toLowerCase(Locale.ROOT);
        Matcher nesting = NESTING.matcher(text);
        if (nesting.matches()) {
            Type inner = type(nesting.group(2));
            return nesting.group(1).equals("list") ? new Type.ListOf(inner) : new Type.MapOf(inner);
        }
        Matcher decimal = DECIMAL.matcher(text);
        if (decimal.matches()) {
            return new Type.Decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        for (Kind kind : Kind.values()) {
            if (kind.written().equals(text) && kind != Kind.WIDE_INT64) {
                return Type.declared(kind);
            }
        }
        throw new IllegalArgumentException("\"" + written.strip() + "\" must be one of " + ALLOWED);
    }

    /** The type chosen for that path, or null. */
    @Nullable
    Type at(String path) {
        return types.get(path);
    }

    /**
     * The table's schema with the chosen types in it.
     *
     * @param anew whether no older file stays, so that a column may change its type
     * @throws IllegalArgumentException if a column would change its type
     */
    Type.Struct over(Type.Struct schema, boolean anew) {
        return types.isEmpty() ? schema : struct(schema, "", anew);
    }

    private Type.Struct struct(Type.Struct struct, String prefix, boolean anew) {
        return new Type.Struct(struct.fields().stream()
                .map(field -> field.withType(chosen(field.type(), prefix + field.name(), anew)))
                .toList());
    }

    private Type chosen(Type type, String path, boolean anew) {
        Type chosen = at(path);
        if (chosen == null) {
            return inside(type, path, anew);
        }
        if (!anew && !follows(type, chosen)) {
            throw new IllegalArgumentException("\"" + path + "\" is " + Type.written(type)
                    + " in the table and can't become " + Type.written(chosen)
                    + ": a column keeps its type; choose another table name, or move the table's folder away");
        }
        return type instanceof Type.Scalar scalar
                        && scalar.kind() == Kind.WIDE_INT64
                        && chosen.equals(Type.declared(Kind.INT64))
                ? Type.declared(Kind.WIDE_INT64)
                : chosen;
    }

    private Type inside(Type type, String path, boolean anew) {
        if (type instanceof Type.Struct struct) {
            return struct(struct, path + ".", anew);
        }
        if (type instanceof Type.ListOf list) {
            return new Type.ListOf(inside(list.element(), path, anew));
        }
        return type instanceof Type.MapOf map ? new Type.MapOf(inside(map.value(), path, anew)) : type;
    }

    private static boolean follows(Type before, Type after) {
        if (before instanceof Type.Unknown || before.equals(after)) {
            return true;
        }
        if (before instanceof Type.ListOf a && after instanceof Type.ListOf b) {
            return follows(a.element(), b.element());
        }
        if (before instanceof Type.MapOf a && after instanceof Type.MapOf b) {
            return follows(a.value(), b.value());
        }
        return before instanceof Type.Scalar a && after instanceof Type.Scalar b && follows(a.kind(), b.kind());
    }

    private static boolean follows(Kind before, Kind after) {
        return before == after
                || (before == Kind.WIDE_INT64 && after == Kind.INT64)
                || (before == Kind.INT64 && after == Kind.DOUBLE)
                || (before == Kind.JSON && after == Kind.STRING)
                || (before == Kind.STRING && after == Kind.JSON);
    }
}
