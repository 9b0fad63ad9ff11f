package io.qanat.table;

import java.util.HashMap;
import java.util.Map;

/**
 * Names for the fields of objects in a record, as if they were the record's own: the names of the path joined by dots, those
 * within a name escaped, so that {@code {"a":{"b":1}}} and {@code {"a.b":1}} stay apart. Not thread-safe.
 */
final class FlatNames {
    private static final char ESCAPE = '\\';

    private final String path;
    private final Declarations declarations;
    private final Map<String, FlatNames> children = new HashMap<>();

    private FlatNames(String path, Declarations declarations) {
        this.path = path.intern();
        this.declarations = declarations;
    }

    /** The names of records whose objects are shown flat, unless a type is declared for the object itself. */
    static FlatNames of(Declarations declarations) {
        return new FlatNames("", declarations);
    }

    /** The field's name in the record; the same object each time, as Jackson's names are. */
    String path() {
        return path;
    }

    FlatNames child(String name) {
        FlatNames child = children.get(name);
        if (child == null) {
            child = new FlatNames((path.isEmpty() ? "" : path + ".") + escaped(name), declarations);
            children.put(name, child);
        }
        return child;
    }

    /** Whether an object there comes as it is. */
    boolean kept() {
        return declarations.at(path) != null;
    }

    private static String escaped(String name) {
        boolean plain = name.indexOf('.') < 0 && name.indexOf(ESCAPE) < 0;
        return plain ? name : name.replace("\\", "\\\\").replace(".", "\\.");
    }

    /** The column of such a name, if it is free: {@code address_city}. */
    static String column(String name) {
        StringBuilder column = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            column.append(c == ESCAPE ? name.charAt(++i) : c == '.' ? '_' : c);
        }
        return column.toString();
    }
}
