package io.qanat.incremental;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.page.Json;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Bookmarks and positions as JSON. */
final class BookmarkJson {
    private static final String KIND = "kind";
    private static final String VALUE = "value";
    private static final String PUBLISHED = "published";

    private BookmarkJson() {}

    static JsonNode write(Bookmark bookmark) {
        ObjectNode json = position(bookmark.at());
        ObjectNode published = json.putObject(PUBLISHED);
        bookmark.published().forEach((position, hashes) -> {
            ArrayNode list = published.putArray(position.text());
            hashes.stream().map(ContentHash::toString).sorted().forEach(list::add);
        });
        return json;
    }

    /**
     * Reads a bookmark.
     *
     * @throws IncrementalException if it can't be understood
     */
    static Bookmark read(JsonNode json, Values values, String subject) {
        try {
            Position at = position(json, values);
            return new Bookmark(at, published(json.path(PUBLISHED), at.kind()));
        } catch (IllegalArgumentException e) {
            throw new IncrementalException(subject + ": the bookmark in the state can't be understood: "
                    + e.getMessage() + "; correct its value, or reset the state to begin afresh");
        }
    }

    static ObjectNode position(Position position) {
        return Json.MAPPER
                .createObjectNode()
                .put(KIND, position.kind().written())
                .put(VALUE, position.text());
    }

    static @Nullable JsonNode optional(@Nullable Position position) {
        return position == null ? null : position(position);
    }

    /** The position of {@link #position(Position)}, or of a value that a person wrote. */
    static Position position(JsonNode json, Values values) {
        JsonNode value = json.isObject() ? json.path(VALUE) : json;
        if (!value.isTextual() && !value.isNumber()) {
            throw new IllegalArgumentException("there is no value in it");
        }
        String text = value.isNumber() ? value.decimalValue().toString() : value.textValue();
        JsonNode kind = json.path(KIND);
        return kind.isTextual() ? Position.of(kind(kind.textValue()), text) : values.start(text.strip(), null);
    }

    private static FieldKind kind(String written) {
        for (FieldKind kind : FieldKind.values()) {
            if (kind.written().equals(written)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("\"" + Values.shown(written) + "\" must be one of time, id, text");
    }

    private static NavigableMap<Position, Set<ContentHash>> published(JsonNode json, FieldKind kind) {
        NavigableMap<Position, Set<ContentHash>> published = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            Set<ContentHash> hashes = new HashSet<>();
            entry.getValue().forEach(hash -> hashes.add(ContentHash.parse(hash.asText())));
            published.put(Position.of(kind, entry.getKey()), hashes);
        }
        return published;
    }
}
