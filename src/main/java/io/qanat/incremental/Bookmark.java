package io.qanat.incremental;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * How far the published records of a pull reach, and which of them lie so near to the end that the API will send them
 * again. Immutable.
 *
 * @param at the greatest value published; or, where ranges are asked for, the end of the last range
 * @param published the contents of the records within the lookback, by their values
 */
public record Bookmark(Position at, NavigableMap<Position, Set<ContentHash>> published) {
    public Bookmark {
        NavigableMap<Position, Set<ContentHash>> copy = new TreeMap<>();
        published.forEach((position, hashes) -> copy.put(position, Set.copyOf(hashes)));
        published = Collections.unmodifiableNavigableMap(copy);
    }

    /** A bookmark that knows nothing of single records. */
    public static Bookmark at(Position at) {
        return new Bookmark(at, new TreeMap<>());
    }

    /**
     * For the state store: {@code {"kind":"time","value":"2026-01-31T10:00:00Z","published":{…}}}. A person may change
     * {@code value}, and may leave out the rest.
     */
    public JsonNode toJson() {
        return BookmarkJson.write(this);
    }

    /** Whether that record, of that value, was published. */
    boolean has(Position position, ContentHash hash) {
        Set<ContentHash> hashes = published.get(position);
        return hashes != null && hashes.contains(hash);
    }

    /** Whether a record of that value is remembered. */
    boolean near(Position position) {
        return published.containsKey(position);
    }
}
