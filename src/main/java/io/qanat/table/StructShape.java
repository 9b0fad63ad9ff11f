package io.qanat.table;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** An object. Members that are null are left out: absent and null are the same in a table. */
final class StructShape extends Shape {
    private final List<String> names;
    private final List<Shape> members;
    private final int definition;

    /**
     * An object of these columns.
     *
     * @param definition the definition level of an object that is there
     */
    StructShape(List<String> names, List<Shape> members, int definition) {
        this.names = List.copyOf(names);
        this.members = List.copyOf(members);
        this.definition = definition;
    }

    List<String> names() {
        return names;
    }

    List<Shape> members() {
        return members;
    }

    @Override
    boolean isNull() {
        return first().definition() < definition;
    }

    @Override
    void skip() {
        for (Shape member : members) {
            member.skip();
        }
    }

    @Override
    void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (int i = 0; i < names.size(); i++) {
            Shape member = members.get(i);
            if (member.isNull()) {
                member.skip();
            } else {
                out.writeFieldName(names.get(i));
                member.write(out);
            }
        }
        out.writeEndObject();
    }

    @Override
    LeafCursor first() {
        return members.get(0).first();
    }
}
