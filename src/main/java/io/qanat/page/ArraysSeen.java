package io.qanat.page;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells which arrays an answer has and where, for messages about records that were not found. */
final class ArraysSeen {
    private static final int MOST = 12;

    private final List<String> arrays = new ArrayList<>();

    private ArraysSeen() {}

    /** A sentence about the arrays and members of a body. */
    static String in(JsonNode body) {
        ArraysSeen seen = new ArraysSeen();
        seen.collect(body, JsonPointer.empty());
        String members = body.isObject() ? " (members: " + members(body) + ")" : "";
        if (seen.arrays.isEmpty()) {
            return "the answer has no array" + members + "; set records to the place of the rows";
        }
        return "the answer has arrays at " + String.join(", ", seen.arrays) + members
                + "; set records to the right one";
    }

    private static String members(JsonNode body) {
        List<String> names =
                body.properties().stream().map(Map.Entry::getKey).limit(MOST).toList();
        return names.isEmpty() ? "none" : String.join(", ", names) + (body.size() > MOST ? ", …" : "");
    }

    private void collect(JsonNode node, JsonPointer at) {
        if (arrays.size() >= MOST) {
            return;
        }
        if (node.isArray()) {
            arrays.add((at.matches() ? "the top level" : at) + " (" + node.size() + ")");
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            collect(member.getValue(), at.appendProperty(member.getKey()));
        }
    }
}
