package io.qanat.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The type of a column or of what is nested in it. Every value may be null. Immutable. */
sealed interface Type {
    /** Nothing but null was seen: any type may follow. */
    Type UNKNOWN = new Unknown();

    /** See {@link Type#UNKNOWN}. */
    record Unknown() implements Type {}

    /**
     * A single value.
     *
     * @param kind which
     * @param declared whether the user chose it: then a value that can be read as such is taken, a number in a string too
     */
    record Scalar(Kind kind, boolean declared) implements Type {}

    /**
     * An exact number, always declared.
     *
     * @param precision digits in all, 1 to 38
     * @param scale digits after the point
     */
    record Decimal(int precision, int scale) implements Type {
        /** As many as Parquet's widest decimal in 16 bytes. */
        static final int MAX_PRECISION = 38;

        /** As many as a long holds. */
        static final int LONG_PRECISION = 18;

        public Decimal {
            if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("decimal(" + precision + "," + scale
                        + ") must have 1 to 38 digits, and no more of them after the point");
            }
        }
    }

    /** Named fields, in the order of their first appearance. */
    final class Struct implements Type {
        static final Struct EMPTY = new Struct(List.of());

        private final List<Field> fields;
        private final Map<String, Field> byName = new HashMap<>();

        Struct(List<Field> fields) {
            this.fields = List.copyOf(fields);
            this.fields.forEach(field -> byName.put(field.name(), field));
        }

        List<Field> fields() {
            return fields;
        }

        @Nullable
        Field field(String name) {
            return byName.get(name);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Struct struct && fields.equals(struct.fields);
        }

        @Override
        public int hashCode() {
            return fields.hashCode();
        }

        @Override
        public String toString() {
            return "Struct" + fields;
        }
    }

    /** Elements of one type, in order. */
    record ListOf(Type element) implements Type {}

    /** Values of one type by text keys. */
    record MapOf(Type value) implements Type {}

    static Scalar inferred(Kind kind) {
        return new Scalar(kind, false);
    }

    static Scalar declared(Kind kind) {
        return new Scalar(kind, true);
    }

    /** The type without what has no type yet; null if nothing is left. */
    static @Nullable Type known(Type type) {
        if (type instanceof Unknown) {
            return null;
        }
        if (type instanceof Struct struct) {
            Struct known = known(struct);
            return known.fields().isEmpty() ? null : known;
        }
        if (type instanceof ListOf list) {
            Type element = known(list.element());
            return element == null ? null : new ListOf(element);
        }
        if (type instanceof MapOf map) {
            Type value = known(map.value());
            return value == null ? null : new MapOf(value);
        }
        return type;
    }

    /** The struct without the fields that have no type yet. A field whose only values are in its text column keeps that. */
    static Struct known(Struct struct) {
        List<Field> fields = new ArrayList<>();
        for (Field field : struct.fields()) {
            Type type = known(field.type());
            if (type != null || field.text() != null) {
                fields.add(field.withType(type == null ? UNKNOWN : type));
            }
        }
        return new Struct(fields);
    }

    /** As a user reads it: {@code int64}, {@code list(struct(sku string, qty int64))}. */
    static String written(Type type) {
        if (type instanceof Scalar scalar) {
            return scalar.kind() == Kind.WIDE_INT64 ? "int64" : scalar.kind().written();
        }
        if (type instanceof Decimal decimal) {
            return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        if (type instanceof ListOf list) {
            return "list(" + written(list.element()) + ")";
        }
        if (type instanceof MapOf map) {
            return "map(" + written(map.value()) + ")";
        }
        if (type instanceof Struct struct) {
            List<String> fields = new ArrayList<>();
            struct.fields().forEach(field -> fields.addAll(field.written(" ")));
            return "struct(" + String.join(", ", fields) + ")";
        }
        return "unknown";
    }
}
