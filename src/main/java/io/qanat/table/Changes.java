package io.qanat.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What differs between two schemas of a table, in a user's words. */
final class Changes {
    private Changes() {}

    /** A line for every column that is new or has another type: {@code lines.qty__text string is new}. */
    static List<String> between(Type.Struct before, Type.Struct after) {
        Map<String, String> old = columns(Type.known(before));
        List<String> changes = new ArrayList<>();
        columns(Type.known(after)).forEach((column, type) -> {
            String was = old.get(column);
            if (was == null) {
                changes.add("column " + column + " (" + type + ") is new");
            } else if (!was.equals(type)) {
                changes.add("column " + column + " changes from " + was + " to " + type);
            }
        });
        return changes;
    }

    private static Map<String, String> columns(Type.Struct schema) {
        Map<String, String> columns = new LinkedHashMap<>();
        add("", schema, columns);
        return columns;
    }

    private static void add(String prefix, Type type, Map<String, String> columns) {
        if (type instanceof Type.Struct struct) {
            for (Field field : struct.fields()) {
                add(prefix.isEmpty() ? field.column() : prefix + "." + field.column(), field.type(), columns);
                if (field.text() != null) {
                    columns.put(prefix.isEmpty() ? field.text() : prefix + "." + field.text(), "string");
                }
            }
        } else if (type instanceof Type.ListOf list) {
            add(prefix + "[]", list.element(), columns);
        } else if (type instanceof Type.MapOf map) {
            add(prefix + "{}", map.value(), columns);
        } else if (!(type instanceof Type.Unknown)) {
            columns.put(prefix, Type.written(type));
        }
    }
}
