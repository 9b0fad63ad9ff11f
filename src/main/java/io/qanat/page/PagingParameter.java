package io.qanat.page;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.settings.NameValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of the request that pagination sets. It replaces one of the same name, so that none is doubled.
 *
 * @param in where it is sent
 * @param name its name; in a body it may be a JSON Pointer, whose objects are made if need be
 */
record PagingParameter(PageIn in, String name) {

    /** The request with this parameter set. */
    PageRequest set(PageRequest request, JsonNode value) {
        return switch (in) {
            case QUERY ->
                new PageRequest(
                        request.method(),
                        request.target(),
                        replaced(request.query(), PageFacts.text(value), false),
                        request.headers(),
                        request.body());
            case HEADER ->
                new PageRequest(
                        request.method(),
                        request.target(),
                        request.query(),
                        replaced(request.headers(), PageFacts.text(value), true),
                        request.body());
            case BODY ->
                new PageRequest(
                        request.method(),
                        request.target(),
                        request.query(),
                        request.headers(),
                        inBody(request.body(), value));
        };
    }

    /** The value that the request has already, as text; null if it has none. */
    @Nullable
    String get(PageRequest request) {
        if (in == PageIn.BODY) {
            JsonNode value = object(request.body()).at(pointer());
            return value.isValueNode() && !value.isNull() ? PageFacts.text(value) : null;
        }
        return (in == PageIn.QUERY ? request.query() : request.headers())
                .stream()
                        .filter(pair -> names(pair, in == PageIn.HEADER))
                        .map(NameValue::value)
                        .findFirst()
                        .orElse(null);
    }

    /** Whether values of several parts can be sent: only JSON can carry them. */
    boolean carries(JsonNode value) {
        return in == PageIn.BODY || value.isValueNode();
    }

    private List<NameValue> replaced(List<NameValue> pairs, String value, boolean ignoreCase) {
        List<NameValue> result = new ArrayList<>();
        boolean done = false;
        for (NameValue pair : pairs) {
            if (!names(pair, ignoreCase)) {
                result.add(pair);
            } else if (!done) {
                result.add(new NameValue(pair.name(), value));
                done = true;
            }
        }
        if (!done) {
            result.add(new NameValue(name, value));
        }
        return result;
    }

    private boolean names(NameValue pair, boolean ignoreCase) {
        return ignoreCase ? pair.name().equalsIgnoreCase(name) : pair.name().equals(name);
    }

    private byte[] inBody(byte[] body, JsonNode value) {
        ObjectNode root = object(body);
        JsonPointer pointer = pointer();
        ObjectNode parent = root;
        for (; !pointer.tail().matches(); pointer = pointer.tail()) {
            parent = member(parent, pointer.getMatchingProperty());
        }
        parent.set(pointer.getMatchingProperty(), value);
        try {
            return Json.MAPPER.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that was read can be written", e);
        }
    }

    private static ObjectNode member(ObjectNode parent, String name) {
        JsonNode child = parent.get(name);
        if (child == null || child.isNull()) {
            return parent.putObject(name);
        }
        if (child instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException(
                "the request's body holds no object at \"" + name + "\" to put a parameter into");
    }

    private JsonPointer pointer() {
        return name.startsWith("/")
                ? JsonPointer.compile(name)
                : JsonPointer.empty().appendProperty(name);
    }

    private static ObjectNode object(byte[] body) {
        try {
            if (body.length == 0) {
                return Json.MAPPER.createObjectNode();
            }
            if (Json.MAPPER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the request's body is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the request's body can't be read: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("the request's body must be a JSON object to take paging parameters");
    }
}
