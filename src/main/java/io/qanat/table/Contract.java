package io.qanat.table;

import java.util.ArrayList;
import java.util.List;

/** What a table does with records that need more than its schema. A table without a schema takes its first run's, whatever it is. */
enum Contract {
    /** The schema grows. */
    EVOLVE,
    /** The run fails. */
    FREEZE,
    /** What the schema doesn't have is left out. */
    DISCARD;

    /** The old schema with what may change without a file's knowing: that an int64 has held a number beyond ±2^53. */
    static Type.Struct restricted(Type.Struct before, Type.Struct after) {
        List<Field> fields = new ArrayList<>();
        for (Field field : before.fields()) {
            Field learnt = after.field(field.name());
            fields.add(learnt == null ? field : field.withType(restricted(field.type(), learnt.type())));
        }
        return new Type.Struct(fields);
    }

    private static Type restricted(Type before, Type after) {
        if (before instanceof Type.Struct a && after instanceof Type.Struct b) {
            return restricted(a, b);
        }
        if (before instanceof Type.ListOf a && after instanceof Type.ListOf b) {
            return new Type.ListOf(restricted(a.element(), b.element()));
        }
        if (before instanceof Type.MapOf a && after instanceof Type.MapOf b) {
            return new Type.MapOf(restricted(a.value(), b.value()));
        }
        boolean wide = before instanceof Type.Scalar a
                && a.kind() == Kind.INT64
                && after instanceof Type.Scalar b
                && b.kind() == Kind.WIDE_INT64;
        return wide ? after : before;
    }
}
