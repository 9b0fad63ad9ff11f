package io.qanat.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One method of a path of an {@link OpenApi} document. Immutable. */
public final class Operation {
    private final OpenApi document;
    private final String path;
    private final String method;
    private final JsonNode node;
    private final List<Parameter> parameters;

    Operation(OpenApi document, String path, String method, JsonNode node, JsonNode item) {
        this.document = document;
        this.path = path;
        this.method = method;
        this.node = node;
        Map<String, Parameter> byPlace = new LinkedHashMap<>();
        for (JsonNode list : List.of(item.path("parameters"), node.path("parameters"))) {
            list.forEach(parameter -> {
                Parameter read = Parameter.of(document.resolve(parameter), document);
                byPlace.put(read.in() + " " + read.name(), read);
            });
        }
        this.parameters = List.copyOf(byPlace.values());
    }

    /** The path below the server's, with its placeholders. */
    public String path() {
        return path;
    }

    /** In capitals. */
    public String method() {
        return method;
    }

    /** Whether the API asks not to use it any more. */
    public boolean deprecated() {
        return node.path("deprecated").asBoolean();
    }

    /** What it is for, on one line; empty if it doesn't say. */
    public String summary() {
        return node.path("summary")
                .asText(node.path("operationId").asText())
                .strip()
                .replaceAll("\\s+", " ");
    }

    /** The parameters of the path and the operation. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Those in that place: query, header, path, cookie. */
    public List<Parameter> parameters(String in) {
        return parameters.stream()
                .filter(parameter -> parameter.in().equals(in))
                .toList();
    }

    /** The schema of its answer with status 2xx; one without properties if it says none. */
    public Schema answer() {
        JsonNode response = response();
        JsonNode schema = document.swagger() ? response.path("schema") : content(response);
        return new Schema(document, schema);
    }

    /** The schema of the request's body. */
    public Schema request() {
        if (document.swagger()) {
            return parameters("body").stream()
                    .findFirst()
                    .map(Parameter::schema)
                    .orElse(new Schema(document, MissingNode.getInstance()));
        }
        return new Schema(document, content(document.resolve(node.path("requestBody"))));
    }

    /** The header fields that the answer is said to have; empty if none is. */
    public Set<String> headers() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        response().path("headers").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** What proof it asks for, as the parameters of route template {@code api} that say the same. */
    public CredentialsDraft credentials(String api) {
        return CredentialsDraft.of(document.credentials(node), api);
    }

    private JsonNode response() {
        JsonNode responses = node.path("responses");
        List<String> statuses = new ArrayList<>();
        responses.fieldNames().forEachRemaining(statuses::add);
        Optional<String> best = statuses.stream()
                .filter(status -> status.matches("2(\\d\\d|XX)"))
                .sorted()
                .findFirst();
        return document.resolve(responses.path(best.orElse("default")));
    }

    private static JsonNode content(JsonNode holder) {
        JsonNode content = holder.path("content");
        for (Map.Entry<String, JsonNode> type : content.properties()) {
            if (type.getKey().matches("(?i).*json.*|\\*/\\*")) {
                return type.getValue().path("schema");
            }
        }
        return MissingNode.getInstance();
    }
}
