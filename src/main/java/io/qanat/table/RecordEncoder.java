package io.qanat.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.MessageType;

/**
 * Turns the records of one schema into the entries of its columns, token by token. A record that doesn't fit leaves no trace.
 * Not thread-safe.
 */
final class RecordEncoder {
    private final Type.Struct schema;
    private final boolean skipUnknown;
    private final List<Leaf> leaves = new ArrayList<>();
    private final StructWriter root;
    private int records;

    /**
     * An encoder for that schema.
     *
     * @param skipUnknown whether fields that the schema doesn't have are left out; otherwise such a record doesn't fit
     */
    RecordEncoder(Type.Struct schema, boolean skipUnknown) {
        this.schema = schema;
        this.skipUnknown = skipUnknown;
        this.root = struct(schema, 0, 0);
    }

    Type.Struct schema() {
        return schema;
    }

    MessageType parquet() {
        return ParquetSchema.of(schema);
    }

    /** The columns' buffers, in the order of the Parquet schema's columns. */
    List<Leaf> leaves() {
        return leaves;
    }

    /** How many records the buffers hold. */
    int records() {
        return records;
    }

    /** Bytes that the buffered values take. */
    long bytes() {
        long bytes = 0;
        for (Leaf leaf : leaves) {
            bytes += leaf.bytes();
        }
        return bytes;
    }

    /**
     * Adds the record at which the parser stands, an object.
     *
     * @return whether it fits the schema; if not, nothing was added, and the parser stands somewhere within the record
     */
    boolean add(JsonParser parser, JsonToken token) throws IOException {
        if (root.write(parser, token, 0)) {
            records++;
            return true;
        }
        for (Leaf leaf : leaves) {
            leaf.keep(records);
        }
        return false;
    }

    /** To be called when the buffers were drained. */
    void drained() {
        records = 0;
    }

    private StructWriter struct(Type.Struct struct, int definition, int repetition) {
        int before = leaves.size();
        List<StructWriter.Column> columns = new ArrayList<>();
        for (Field field : struct.fields()) {
            columns.add(column(field, definition, repetition));
        }
        Leaf placeholder = leaves.size() > before ? null : register(new BytesLeaf(definition + 1));
        return new StructWriter(columns, placeholder, definition, skipUnknown);
    }

    private StructWriter.Column column(Field field, int definition, int repetition) {
        ValueWriter values =
                field.type() instanceof Type.Unknown ? null : value(field.type(), definition + 1, repetition);
        BytesLeaf text = field.text() == null ? null : register(new BytesLeaf(definition + 1));
        return new StructWriter.Column(field.name(), values, text);
    }

    private ValueWriter value(Type type, int definition, int repetition) {
        if (type instanceof Type.Struct struct) {
            return struct(struct, definition, repetition);
        }
        if (type instanceof Type.ListOf list) {
            return new ListWriter(value(list.element(), definition + 2, repetition + 1), definition, repetition + 1);
        }
        if (type instanceof Type.MapOf map) {
            BytesLeaf keys = register(new BytesLeaf(definition + 1));
            return new MapWriter(keys, value(map.value(), definition + 2, repetition + 1), definition, repetition + 1);
        }
        ScalarWriter scalar =
                type instanceof Type.Unknown ? ScalarWriter.nothing(definition) : ScalarWriter.of(type, definition);
        register(scalar.leaf());
        return scalar;
    }

    private <L extends Leaf> L register(L leaf) {
        leaves.add(leaf);
        return leaf;
    }
}
