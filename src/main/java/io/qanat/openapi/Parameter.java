package io.qanat.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A parameter of an operation.
 *
 * @param name as it is sent
 * @param in query, header, path, cookie, or body and formData of version 2.0
 * @param required whether it must be sent
 * @param deprecated whether the API asks not to use it any more
 * @param schema of its value
 * @param example a value that the document gives: a default, an example or the first of the choices; empty if none
 */
public record Parameter(String name, String in, boolean required, boolean deprecated, Schema schema, String example) {

    static Parameter of(JsonNode node, OpenApi document) {
        Schema schema = new Schema(document, node.has("schema") ? node.path("schema") : node);
        return new Parameter(
                node.path("name").asText(),
                node.path("in").asText(),
                node.path("required").asBoolean(),
                node.path("deprecated").asBoolean(),
                schema,
                example(node, schema.node()));
    }

    private static String example(JsonNode node, JsonNode schema) {
        Stream<JsonNode> values = Stream.of(
                schema.path("default"),
                node.path("default"),
                node.path("example"),
                schema.path("example"),
                schema.path("examples").path(0),
                schema.path("enum").path(0));
        return values.filter(value -> value.isValueNode() && !value.isNull() && !value.isMissingNode())
                .map(JsonNode::asText)
                .findFirst()
                .orElse("");
    }

    /** A whole number of its schema, such as {@code maximum}. */
    public Optional<Long> number(String keyword) {
        JsonNode value = schema.node().path(keyword);
        return value.isNumber() && value.canConvertToLong() ? Optional.of(value.asLong()) : Optional.empty();
    }
}
