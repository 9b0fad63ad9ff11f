package io.qanat.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The rows of a schema, put together from the buffers of its columns. Not thread-safe. */
final class RowShape {
    private final List<LeafCursor> cursors = new ArrayList<>();
    private final List<Leaf> leaves;
    private final StructShape root;

    /**
     * Rows over these buffers.
     *
     * @param leaves one for each of the schema's columns, in their order
     */
    RowShape(MessageType schema, List<Leaf> leaves) {
        this.leaves = leaves;
        this.root = struct(schema, 0, 0);
    }

    /** A row as an object of its columns. */
    StructShape root() {
        return root;
    }

    /** Begins with the first row of other buffers for the same columns. */
    void over(List<Leaf> others) {
        for (int i = 0; i < cursors.size(); i++) {
            cursors.get(i).over(others.get(i));
        }
    }

    private StructShape struct(GroupType group, int definition, int repetition) {
        List<String> names = new ArrayList<>();
        List<Shape> members = new ArrayList<>();
        for (Type field : group.getFields()) {
            names.add(field.getName());
            members.add(optional(field, definition, repetition));
        }
        return new StructShape(names, members, definition);
    }

    private Shape optional(Type type, int definitionAbove, int repetition) {
        int definition = definitionAbove + 1;
        if (type.isPrimitive()) {
            return scalar(type);
        }
        GroupType group = type.asGroupType();
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof ListLogicalTypeAnnotation) {
            GroupType entry = group.getType(0).asGroupType();
            return new ListShape(
                    optional(entry.getType(0), definition + 1, repetition + 1), definition, repetition + 1);
        }
        if (logical instanceof MapLogicalTypeAnnotation) {
            GroupType entry = group.getType(0).asGroupType();
            ScalarShape key = scalar(entry.getType(0));
            Shape value = optional(entry.getType(1), definition + 1, repetition + 1);
            return new MapShape(key, value, definition, repetition + 1);
        }
        return struct(group, definition, repetition);
    }

    private ScalarShape scalar(Type type) {
        LeafCursor cursor = new LeafCursor(leaves.get(cursors.size()));
        cursors.add(cursor);
        return new ScalarShape(cursor, LeafText.of(type.asPrimitiveType()));
    }
}
