package io.qanat.page;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells which arrays an answer has and where, for messages about records that were not found. Reads tokens only: such an
 * answer may be as large as any.
 */
final class ArraysSeen {
    private static final int MOST = 12;
    private static final int SHOWN = 60;

    private final JsonParser parser;
    private final List<String> arrays = new ArrayList<>();
    private final List<String> members = new ArrayList<>();

    private ArraysSeen(JsonParser parser) {
        this.parser = parser;
    }

    /** A sentence about the arrays and members of a body. */
    static String in(Body body) {
        try (JsonParser parser = Json.FACTORY.createParser(body.bytes(), body.from(), body.length())) {
            ArraysSeen seen = new ArraysSeen(parser);
            JsonToken first = parser.nextToken();
            seen.collect(JsonPointer.empty());
            return seen.sentence(first == JsonToken.START_OBJECT);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes that were scanned can be read again", e);
        }
    }

    private String sentence(boolean object) {
        String names = object ? " (members: " + (members.isEmpty() ? "none" : String.join(", ", members)) + ")" : "";
        return arrays.isEmpty()
                ? "the answer has no array" + names + "; set records to the place of the rows"
                : "the answer has arrays at " + String.join(", ", arrays) + names + "; set records to the right one";
    }

    private void collect(JsonPointer at) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            int count = count();
            if (arrays.size() < MOST) {
                arrays.add((at.matches() ? "the top level" : shown(at.toString())) + " (" + count + ")");
            }
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            object(at);
        }
    }

    private void object(JsonPointer at) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            if (at.matches() && members.size() <= MOST) {
                members.add(members.size() < MOST ? shown(parser.currentName()) : "…");
            }
            JsonPointer member = at.appendProperty(parser.currentName());
            parser.nextToken();
            collect(member);
        }
    }

    private int count() throws IOException {
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
            count++;
        }
        return count;
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
