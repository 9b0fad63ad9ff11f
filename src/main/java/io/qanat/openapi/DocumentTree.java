package io.qanat.openapi;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.page.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The tree of a document that is JSON or YAML. Aliases are written out, within limits: a document that repeats itself without
 * end, or grows beyond them, is refused.
 */
final class DocumentTree {
    /** Larger than the largest that is known (GitHub's has 12 MB). */
    static final int MOST_BYTES = 64 << 20;

    /** GitHub's has 700,000. */
    private static final int MOST_NODES = 3_000_000;

    private final String name;
    private int nodes;

    private DocumentTree(String name) {
        this.name = name;
    }

    /**
     * Reads a document.
     *
     * @param name begins each message
     * @throws OpenApiException if it is neither, or too large
     */
    static JsonNode read(byte[] bytes, String name) {
        if (bytes.length > MOST_BYTES) {
            throw new OpenApiException(
                    name + ": is larger than " + (MOST_BYTES >> 20) + " MiB: cut out what is needed");
        }
        return new DocumentTree(name).read(bytes);
    }

    private JsonNode read(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 100), StandardCharsets.UTF_8).strip();
        return start.startsWith("{") || start.startsWith("\uFEFF{") ? json(bytes) : yaml(bytes);
    }

    private JsonNode json(byte[] bytes) {
        try {
            return Json.MAPPER
                    .reader()
                    .without(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .readTree(bytes);
        } catch (JacksonException e) {
            throw new OpenApiException(name + ": line "
                    + (e.getLocation() == null ? 0 : e.getLocation().getLineNr()) + ": is not JSON ("
                    + e.getOriginalMessage() + ")");
        } catch (IOException e) {
            throw new OpenApiException(name + ": can't be read: " + e.getMessage());
        }
    }

    private JsonNode yaml(byte[] bytes) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setCodePointLimit(MOST_BYTES)
                .build();
        try {
            return new Compose(settings)
                    .composeString(new String(bytes, StandardCharsets.UTF_8))
                    .map(root -> tree(root, 0))
                    .orElseThrow(() -> new OpenApiException(name + ": is empty"));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw new OpenApiException(name + ": line " + line + ": is neither JSON nor YAML (" + e.getProblem() + ")");
        } catch (YamlEngineException e) {
            throw new OpenApiException(name + ": is neither JSON nor YAML ("
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable") + ")");
        }
    }

    private JsonNode tree(Node node, int depth) {
        if (depth > Json.MAX_DEPTH || ++nodes > MOST_NODES) {
            throw new OpenApiException(name + ": its aliases repeat themselves without end, or it is too large ("
                    + MOST_NODES + " nodes, " + Json.MAX_DEPTH + " levels at most)");
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping, depth);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = Json.MAPPER.createArrayNode();
            sequence.getValue().forEach(element -> array.add(tree(element, depth + 1)));
            return array;
        }
        return node instanceof ScalarNode scalar ? scalar(scalar) : Json.MAPPER.nullNode();
    }

    private ObjectNode object(MappingNode mapping, int depth) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                object.set(key.getValue(), tree(tuple.getValueNode(), depth + 1));
            }
        }
        return object;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return Json.MAPPER.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return Json.MAPPER.getNodeFactory().booleanNode(scalar.getValue().equalsIgnoreCase("true"));
        }
        boolean number = (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT))
                && scalar.getValue().matches("-?\\d{1,18}(\\.\\d{1,18})?");
        return number
                ? Json.MAPPER.getNodeFactory().numberNode(new BigDecimal(scalar.getValue()))
                : Json.MAPPER.getNodeFactory().textNode(scalar.getValue());
    }
}
