package io.qanat.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.page.Json;

/** Records as objects. */
final class RecordValues {
    /** The one column of records that aren't objects. */
    static final String FIELD = "value";

    private RecordValues() {}

    /** The record itself, or an object whose field {@link #FIELD} is the record. */
    static ObjectNode object(JsonNode record) {
        return record instanceof ObjectNode object
                ? object
                : Json.MAPPER.createObjectNode().set(FIELD, record);
    }
}
