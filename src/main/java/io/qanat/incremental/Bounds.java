package io.qanat.incremental;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.page.Json;
import io.qanat.settings.NameValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run asks for. Made once, when the run begins, and kept in its journal: a run that is resumed makes the very same
 * requests. Immutable.
 *
 * @param since the lower bound as it is sent; null for none
 * @param until the upper bound as it is sent; null for none
 * @param lower records below it are left out; null takes all
 * @param upper records above it are left out, and if there is {@code more}, those at it too; null takes all
 * @param more whether another window follows, which begins at {@code upper}
 * @param from where a range by hand begins, with all its windows; null for an ordinary run
 * @param goal where that range ends; null for now, or for an ordinary run
 * @param begun when the run began, by our clock
 */
public record Bounds(
        @Nullable String since,
        @Nullable String until,
        @Nullable Position lower,
        @Nullable Position upper,
        boolean more,
        @Nullable Position from,
        @Nullable Position goal,
        Instant begun) {
    static final String SINCE = "since";
    static final String UNTIL = "until";
    private static final Values VALUES = new Values(TimeFormat.AS_SEEN);

    /** The values of {@code {since}} and {@code {until}}. */
    public Map<String, String> placeholders() {
        Map<String, String> values = new HashMap<>();
        if (since != null) {
            values.put(SINCE, since);
        }
        if (until != null) {
            values.put(UNTIL, until);
        }
        return Map.copyOf(values);
    }

    /** The query parameters that carry the bounds. */
    public List<NameValue> query(IncrementalSettings settings) {
        List<NameValue> pairs = new ArrayList<>();
        if (settings.sinceParam() != null && since != null) {
            pairs.add(new NameValue(settings.sinceParam(), since));
        }
        if (settings.untilParam() != null && until != null) {
            pairs.add(new NameValue(settings.untilParam(), until));
        }
        return pairs;
    }

    /** Whether a range was asked for by hand. */
    public boolean backfill() {
        return from != null;
    }

    /** For the journal. */
    public JsonNode toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put(SINCE, since).put(UNTIL, until).put("more", more).put("begun", begun.toString());
        json.set("lower", BookmarkJson.optional(lower));
        json.set("upper", BookmarkJson.optional(upper));
        json.set("from", BookmarkJson.optional(from));
        json.set("goal", BookmarkJson.optional(goal));
        return json;
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Bounds of(JsonNode json) {
        try {
            return new Bounds(
                    json.path(SINCE).textValue(),
                    json.path(UNTIL).textValue(),
                    position(json, "lower"),
                    position(json, "upper"),
                    json.path("more").asBoolean(),
                    position(json, "from"),
                    position(json, "goal"),
                    Instant.parse(json.path("begun").asText()));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("there is no moment at begun: " + e.getMessage(), e);
        }
    }

    private static @Nullable Position position(JsonNode json, String name) {
        JsonNode position = json.path(name);
        return position.isObject() ? BookmarkJson.position(position, VALUES) : null;
    }
}
