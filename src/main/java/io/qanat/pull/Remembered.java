package io.qanat.pull;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.state.PullState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pull begins its next run with. Immutable, as long as nobody changes the values.
 *
 * @param lastRun the run that was published last, or null
 * @param bookmark as {@link io.qanat.incremental.Bookmark#toJson} writes it, or null
 * @param cursors the cursor or link of each slice, by the slice's name; null for none
 * @param records where the records were found, or null
 */
public record Remembered(
        @Nullable String lastRun,
        @Nullable JsonNode bookmark,
        @Nullable JsonNode cursors,
        @Nullable String records) {

    static Remembered of(PullState state) {
        JsonNode cursors = state.values().get(RunPlan.CURSORS);
        JsonNode records = state.values().get(RunPlan.RECORDS);
        return new Remembered(
                state.lastRun(),
                state.values().get(RunPlan.BOOKMARK),
                cursors == null || cursors.isEmpty() ? null : cursors,
                records == null ? null : records.textValue());
    }

    /** How many records near the bookmark are known to be published. */
    public int boundaryRecords() {
        int count = 0;
        for (JsonNode hashes : bookmark == null ? Map.<String, JsonNode>of().values() : bookmark.path("published")) {
            count += hashes.size();
        }
        return count;
    }

    /** The same with another bookmark. */
    public Remembered withBookmark(JsonNode other) {
        return new Remembered(lastRun, other, cursors, records);
    }

    /** The same with other cursors. */
    public Remembered withCursors(JsonNode others) {
        return new Remembered(lastRun, bookmark, others, records);
    }

    Map<String, JsonNode> into(Map<String, JsonNode> values) {
        put(values, RunPlan.BOOKMARK, bookmark);
        put(values, RunPlan.CURSORS, cursors);
        return values;
    }

    private static void put(Map<String, JsonNode> values, String name, @Nullable JsonNode value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
