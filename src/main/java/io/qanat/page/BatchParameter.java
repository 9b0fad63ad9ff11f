package io.qanat.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.qanat.settings.NameValue;
import io.qanat.settings.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The parameter by which a request asks for several values at once (requirement W3). Immutable.
 *
 * @param in how the values are written
 * @param name its name; in a body it may be a JSON Pointer, whose objects are made if need be
 */
public record BatchParameter(In in, String name) {
    private static final String TYPE = "Content-Type";

    /** How values are written. */
    public enum In {
        /** In the URL's query, joined by commas. */
        QUERY,
        /** In the URL's query, one parameter for each value. */
        REPEAT,
        /** In the JSON body, as an array. */
        BODY
    }

    /** Reads parameters {@code batchIn} and {@code batchParam}; a mistake is noted there. */
    public static BatchParameter of(Parameters p, RequestTemplate request) {
        BatchParameter parameter = new BatchParameter(
                p.choice("batchIn", In.class, In.QUERY), p.has("batchParam") ? p.text("batchParam") : "ids");
        String mistake = request.bodyMistake();
        if (parameter.in == In.BODY && request.method().equals("GET")) {
            p.problem("batchIn", "body needs method=POST, PUT or PATCH: a GET request carries no body");
        } else if (parameter.in == In.BODY && mistake != null) {
            p.problem("batchIn", "body needs a JSON object as body: " + mistake);
        }
        return parameter;
    }

    /** The request with these values. */
    public PageRequest set(PageRequest request, List<JsonNode> values) {
        return in == In.BODY ? withBody(request, values) : withQuery(request, values);
    }

    private PageRequest withBody(PageRequest request, List<JsonNode> values) {
        ArrayNode array = Json.MAPPER.createArrayNode().addAll(values);
        List<NameValue> headers = new ArrayList<>(request.headers());
        if (headers.stream().noneMatch(pair -> pair.name().equalsIgnoreCase(TYPE))) {
            headers.add(new NameValue(TYPE, "application/json"));
        }
        return new PagingParameter(PageIn.BODY, name)
                .set(
                        new PageRequest(request.method(), request.target(), request.query(), headers, request.body()),
                        array);
    }

    private PageRequest withQuery(PageRequest request, List<JsonNode> values) {
        List<String> texts = values.stream().map(JsonNode::asText).toList();
        List<NameValue> query = new ArrayList<>(request.query());
        if (in == In.REPEAT) {
            texts.forEach(text -> query.add(new NameValue(name, text)));
        } else {
            query.add(new NameValue(name, texts.stream().collect(Collectors.joining(","))));
        }
        return new PageRequest(request.method(), request.target(), query, request.headers(), request.body());
    }
}
