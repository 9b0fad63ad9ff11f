package io.qanat.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A JSON schema of a document. Of {@code allOf}, {@code anyOf} and {@code oneOf} all branches count, as an answer may be any of
 * them. Immutable; circles are cut where they close.
 */
public final class Schema {
    private static final List<String> BRANCHES = List.of("allOf", "anyOf", "oneOf");
    private static final int MOST_BRANCHES = 200;

    private final OpenApi document;
    private final JsonNode node;

    Schema(OpenApi document, JsonNode node) {
        this.document = document;
        this.node = node;
    }

    /** What a place of the schema turned out to be. */
    public enum Presence {
        /** It is named there. */
        NAMED,
        /** It isn't, and the schema names others in its place. */
        ABSENT,
        /** The schema leaves it open what may stand there. */
        OPEN
    }

    /**
     * What is at a place.
     *
     * @param presence whether it is there
     * @param schema what it is; null unless it is named
     * @param nearby the names that stand where it was looked for
     */
    public record Found(Presence presence, @Nullable Schema schema, Set<String> nearby) {
        public Found {
            nearby = Set.copyOf(nearby);
        }
    }

    /** The schema, its reference followed. */
    JsonNode node() {
        return document.resolve(node);
    }

    /** Whether it says nothing at all. */
    public boolean silent() {
        return node.isMissingNode() || node.isEmpty();
    }

    /** Whether the API asks not to use the value any more. */
    public boolean deprecated() {
        return flat().stream().anyMatch(branch -> branch.path("deprecated").asBoolean());
    }

    /** The schema and its branches, their references followed, each once. */
    List<JsonNode> flat() {
        List<JsonNode> all = new ArrayList<>();
        flatten(node, Collections.newSetFromMap(new IdentityHashMap<>()), all);
        return all;
    }

    private void flatten(JsonNode from, Set<JsonNode> seen, List<JsonNode> all) {
        JsonNode at = document.resolve(from);
        if (!at.isObject() || all.size() > MOST_BRANCHES || !seen.add(at)) {
            return;
        }
        all.add(at);
        BRANCHES.forEach(branches -> at.path(branches).forEach(branch -> flatten(branch, seen, all)));
    }

    /** The types that it allows, {@code null} left out. */
    public Set<String> types() {
        Set<String> types = new TreeSet<>();
        for (JsonNode branch : flat()) {
            JsonNode type = branch.path("type");
            if (type.isTextual()) {
                types.add(type.asText());
            }
            type.forEach(one -> types.add(one.asText()));
            if (type.isMissingNode() && branch.has("properties")) {
                types.add("object");
            }
        }
        types.remove("null");
        return types;
    }

    /** The first text under a keyword such as {@code format}; empty if there is none. */
    public String text(String keyword) {
        return flat().stream()
                .map(branch -> branch.path(keyword))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .findFirst()
                .orElse("");
    }

    /** Whether it is an array. */
    public boolean array() {
        return types().contains("array");
    }

    /** The schema of an array's elements. */
    public Schema items() {
        return new Schema(
                document,
                flat().stream()
                        .map(branch -> branch.path("items"))
                        .filter(JsonNode::isObject)
                        .findFirst()
                        .orElse(MissingNode.getInstance()));
    }

    /** The members of an object by name, in the document's order. */
    public Map<String, Schema> properties() {
        Map<String, Schema> properties = new LinkedHashMap<>();
        for (JsonNode branch : flat()) {
            branch.path("properties")
                    .properties()
                    .forEach(
                            member -> properties.putIfAbsent(member.getKey(), new Schema(document, member.getValue())));
        }
        return properties;
    }

    /** The schema of the values of an object with any names, where the object has no named members. */
    public Optional<Schema> values() {
        return flat().stream()
                .map(branch -> branch.path("additionalProperties"))
                .filter(values -> values.isObject() || (values.isBoolean() && values.booleanValue()))
                .findFirst()
                .filter(values -> properties().isEmpty())
                .map(values -> new Schema(document, values));
    }

    /** What is at a pointer. */
    public Found at(JsonPointer pointer) {
        Schema schema = this;
        for (JsonPointer at = pointer; !at.matches(); at = at.tail()) {
            Map<String, Schema> members = schema.properties();
            Schema next =
                    at.mayMatchElement() && schema.array() ? schema.items() : members.get(at.getMatchingProperty());
            if (next == null) {
                return new Found(
                        members.isEmpty() || schema.values().isPresent() ? Presence.OPEN : Presence.ABSENT,
                        null,
                        members.keySet());
            }
            schema = next;
        }
        return new Found(Presence.NAMED, schema, Set.of());
    }
}
