package io.qanat.draft;

import java.util.List;

/** Parameters that a newcomer may want next, written as comments. */
final class Hints {
    private Hints() {}

    /** How to ask only for what is new; the parameter is empty if nobody knows it. */
    static List<String> incremental(String field, String parameter) {
        return List.of(
                "Only what is new, if the API can filter by it (then the table appends, or merges by its primaryKey):",
                "incrementalField: /" + field.replace("~", "~0").replace("/", "~1"),
                "incrementalParam: "
                        + (parameter.isEmpty() ? "updated_since # the API's name for it: look it up" : parameter));
    }
}
