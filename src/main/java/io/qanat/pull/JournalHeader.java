package io.qanat.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.incremental.Bounds;
import io.qanat.page.Json;
import io.qanat.state.PullState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a run's journal says of the run: enough to go on with it, and to see that the route is still the same.
 *
 * @param pull the pull's name
 * @param run the run's id
 * @param begun when it began
 * @param options what was asked of it
 * @param bounds what it asks for, if it asks only for what is new
 * @param state what was remembered of the pull before it
 * @param digests of each parameter that makes the requests or reads the answers
 */
record JournalHeader(
        String pull,
        String run,
        Instant begun,
        RunOptions options,
        @Nullable Bounds bounds,
        PullState state,
        Map<String, String> digests) {

    JournalHeader {
        digests = Map.copyOf(digests);
    }

    JsonNode json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("pull", pull).put("run", run).put("begun", begun.toString());
        json.put("since", options.since()).put("until", options.until());
        json.set("bounds", bounds == null ? null : bounds.toJson());
        json.put("lastRun", state.lastRun());
        json.putObject("state").setAll(state.values());
        ObjectNode parameters = json.putObject("parameters");
        new TreeMap<>(digests).forEach(parameters::put);
        return json;
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static JournalHeader of(JsonNode json) {
        Map<String, String> digests = new LinkedHashMap<>();
        json.required("parameters")
                .properties()
                .forEach(entry -> digests.put(entry.getKey(), entry.getValue().asText()));
        Map<String, JsonNode> values = new LinkedHashMap<>();
        json.required("state").properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return new JournalHeader(
                json.required("pull").asText(),
                json.required("run").asText(),
                Instant.parse(json.required("begun").asText()),
                RunOptions.of(
                        false,
                        json.path("since").textValue(),
                        json.path("until").textValue()),
                json.path("bounds").isObject() ? Bounds.of(json.path("bounds")) : null,
                new PullState(json.path("lastRun").textValue(), values),
                digests);
    }

    /** The parameters that differ from those of now, by name; one that another release has added says nothing. */
    Set<String> changed(Map<String, String> now) {
        Set<String> changed = new TreeSet<>();
        digests.forEach((name, digest) -> {
            if (!digest.equals(now.get(name))) {
                changed.add(name);
            }
        });
        return changed;
    }
}
