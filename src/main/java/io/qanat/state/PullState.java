package io.qanat.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a pull between runs. Immutable, as long as nobody changes the values.
 *
 * @param lastRun the run that was published last; null before the first
 * @param values by name, such as a bookmark or a cursor; who stores a value knows its shape
 */
public record PullState(@Nullable String lastRun, Map<String, JsonNode> values) {
    /** Nothing. */
    public static final PullState NONE = new PullState(null, Map.of());

    public PullState {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }
}
