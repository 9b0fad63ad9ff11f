package io.qanat.draft;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pull as the route file will have it.
 *
 * @param id the route's id and the table's name
 * @param path below the API's URL
 * @param parameters the Kamelet's other parameters, in their order
 * @param table the table's options, in their order
 * @param notes comments above it, a line each
 * @param hints parameters as comments, for a person to complete
 */
public record PullDraft(
        String id,
        String path,
        Map<String, String> parameters,
        Map<String, String> table,
        List<String> notes,
        List<String> hints) {
    public PullDraft {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        table = Collections.unmodifiableMap(new LinkedHashMap<>(table));
        notes = List.copyOf(notes);
        hints = List.copyOf(hints);
    }

    /** The same under another id. */
    public PullDraft named(String other) {
        return new PullDraft(other, path, parameters, table, notes, hints);
    }
}
