package io.qanat.page;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refuses an object in which a name comes twice: which of the values is meant, nobody can know (RFC 8259 §4). Objects of one
 * kind have their names in one order, so that mostly one comparison of references a name is enough. Not thread-safe.
 */
final class UniqueNames {
    /** So many names are known at a time; with more of them, objects are data and no records, and aren't checked. */
    static final int MOST = 50_000;

    private static final int KEPT = 2_000;
    private static final int UNKNOWN = -1;

    private final JsonParser parser;
    private @Nullable Names[] byDepth = new Names[8];
    private int known;

    UniqueNames(JsonParser parser) {
        this.parser = parser;
    }

    /** An object begins at that depth. */
    Names begin(int depth) {
        if (depth >= byDepth.length) {
            byDepth = Arrays.copyOf(byDepth, Math.max(depth + 1, byDepth.length * 2));
        }
        Names names = byDepth[depth];
        if (names == null) {
            names = new Names();
            byDepth[depth] = names;
        }
        names.begin();
        return names;
    }

    /** Moves to the last token of the value at hand, like the parser's own skipChildren. */
    void skip() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            object(parser.getParsingContext().getNestingDepth());
        } else if (token == JsonToken.START_ARRAY) {
            array(parser.getParsingContext().getNestingDepth());
        }
    }

    private void object(int depth) throws IOException {
        Names names = begin(depth);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            check(names);
            value(parser.nextToken(), depth + 1);
        }
    }

    private void array(int depth) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            value(token, depth + 1);
        }
    }

    private void value(JsonToken token, int depth) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            object(depth);
        } else if (token == JsonToken.START_ARRAY) {
            array(depth);
        }
    }

    /** Looks at the name at hand. */
    void check(Names names) throws IOException {
        if (!names.add(parser.currentName())) {
            throw new RepeatedNameException(
                    parser.currentName(), parser.currentTokenLocation().getByteOffset());
        }
    }

    /** The names that objects at one depth had, and which of them the object at hand has. */
    final class Names {
        private String[] names = new String[16];
        private long[] seenIn = new long[16];
        private Map<String, Integer> places = new HashMap<>();
        private int size;
        private int expected;
        private long object;

        private void begin() {
            object++;
            expected = 0;
            if (size > KEPT || known >= MOST) {
                forget();
            }
        }

        private void forget() {
            known -= size;
            size = 0;
            places = new HashMap<>();
            names = new String[16];
            seenIn = new long[16];
        }

        /** False if the object at hand had the name before. */
        @SuppressWarnings("ReferenceEquality") // Jackson interns names; where it doesn't, the map decides
        boolean add(String name) {
            int place = expected;
            if (place >= size || names[place] != name) {
                place = place(name);
                if (place == UNKNOWN) {
                    return true;
                }
            }
            if (seenIn[place] == object) {
                return false;
            }
            seenIn[place] = object;
            expected = place + 1;
            return true;
        }

        private int place(String name) {
            Integer place = places.get(name);
            if (place != null || known >= MOST) {
                return place == null ? UNKNOWN : place;
            }
            if (size == names.length) {
                names = Arrays.copyOf(names, size * 2);
                seenIn = Arrays.copyOf(seenIn, size * 2);
            }
            names[size] = name;
            seenIn[size] = 0;
            places.put(name, size);
            known++;
            return size++;
        }
    }
}
