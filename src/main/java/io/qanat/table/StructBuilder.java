package io.qanat.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A struct that grows, in a time that doesn't depend on how many fields it has. Not thread-safe. */
final class StructBuilder {
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Set<String> columns = new HashSet<>();
    private final Twins twins;

    /** Begins with the fields of a struct. */
    StructBuilder(Type.Struct begin, Twins twins) {
        this.twins = twins;
        begin.fields().forEach(this::put);
    }

    int size() {
        return fields.size();
    }

    @Nullable
    Field field(String name) {
        return fields.get(name);
    }

    /** Puts a field in the place of the one of its name, or at the end. */
    void put(Field field) {
        fields.put(field.name(), field);
        columns.add(twins.key(field.column()));
        if (field.text() != null) {
            columns.add(twins.key(field.text()));
        }
    }

    /** The name, or one made from it that no column has. */
    String free(String wanted) {
        String name = wanted;
        while (name.equals(Field.PLACEHOLDER) || columns.contains(twins.key(name))) {
            name += "_";
        }
        return name;
    }

    Type.Struct build() {
        return new Type.Struct(new ArrayList<>(fields.values()));
    }
}
