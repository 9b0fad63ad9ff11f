package io.qanat.draft;

import java.util.List;
import java.util.Map;

/**
 * An API as the route file will have it.
 *
 * @param name how pulls call it
 * @param source what it was read from, for the file's first line
 * @param url origin and base path
 * @param parameters the template's other parameters, in their order
 * @param notes comments above it, a line each
 */
public record ApiDraft(String name, String source, String url, Map<String, String> parameters, List<String> notes) {
    public ApiDraft {
        parameters = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(parameters));
        notes = List.copyOf(notes);
    }
}
