package io.qanat.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import io.qanat.settings.Names;
import io.qanat.settings.Problem;
import io.qanat.settings.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.util.StringHelper;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The words of Camel's YAML DSL, by the JSON schema in Camel's own jar: finds keys that don't exist and what must be a list,
 * all at once and with their lines, where Camel stops at the first.
 */
final class Grammar {
    private static final String SCHEMA = "schema/camelYamlDsl.json";
    private static final String REFERENCE = "#/items/definitions/";

    private final JsonNode schema;
    private final Findings findings;

    Grammar(Findings findings) {
        this.findings = findings;
        this.schema = read();
    }

    private static JsonNode read() {
        try (InputStream in = Grammar.class.getClassLoader().getResourceAsStream(SCHEMA)) {
            if (in == null) {
                throw new IllegalStateException(SCHEMA + " is missing in Camel's YAML DSL");
            }
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(SCHEMA + " of Camel's YAML DSL can't be read", e);
        }
    }

    void check(RouteFile file) {
        Yaml.elements(file.root()).forEach(item -> check(file.file(), item, schema.path("items"), "the file"));
    }

    private void check(Path file, Node node, JsonNode definition, String parent) {
        JsonNode form = form(definition, node);
        if (node instanceof SequenceNode) {
            Yaml.elements(node).forEach(element -> check(file, element, form.path("items"), parent));
        } else if (node instanceof MappingNode) {
            checkKeys(file, node, form, parent);
        } else if (form.path("type").asText().equals("array")
                && !Yaml.text(node).orElse("").isEmpty()) {
            note(file, node, parent, "must be a list: each of its items begins with a hyphen");
        }
    }

    private void checkKeys(Path file, Node node, JsonNode form, String parent) {
        if (form.path("type").asText().equals("array")) {
            note(file, node, parent, "must be a list: each of its items begins with a hyphen");
            return;
        }
        Map<String, JsonNode> known = properties(form);
        boolean closed = !known.isEmpty() && closed(form);
        for (Node key : Yaml.keys(node)) {
            String written = Yaml.text(key).orElse("");
            String name = StringHelper.dashToCamelCase(written);
            if (closed && !known.containsKey(name)) {
                note(file, key, written, "is not known in " + parent + Names.didYouMean(name, known.keySet()));
            }
        }
        Yaml.members(node).forEach((name, value) -> {
            if (known.containsKey(name)) {
                check(file, value, known.get(name), name);
            }
        });
    }

    /** The definition itself, or of several forms the one that a node of that kind has. */
    private JsonNode form(JsonNode definition, Node node) {
        JsonNode form = resolved(definition);
        if (form.has("oneOf") && !(form.has("properties") && node instanceof MappingNode)) {
            for (JsonNode choice : form.get("oneOf")) {
                String type = resolved(choice).path("type").asText();
                if ((node instanceof MappingNode && type.equals("object"))
                        || (node instanceof ScalarNode && type.equals("string"))) {
                    return resolved(choice);
                }
            }
        }
        return form;
    }

    private JsonNode resolved(JsonNode definition) {
        JsonNode found = definition;
        for (int depth = 0; found.has("$ref") && depth < 10; depth++) {
            String name = found.get("$ref").asText().substring(REFERENCE.length());
            found = schema.path("items").path("definitions").path(name);
        }
        return found;
    }

    /** Its own properties, and those of the forms it may have besides (an expression's languages). */
    private Map<String, JsonNode> properties(JsonNode form) {
        Map<String, JsonNode> found = new HashMap<>();
        for (JsonNode part : parts(form, new ArrayList<>())) {
            part.path("properties").properties().forEach(entry -> {
                if (!entry.getValue().isEmpty() || !found.containsKey(entry.getKey())) {
                    found.put(entry.getKey(), entry.getValue());
                }
            });
        }
        return found;
    }

    private boolean closed(JsonNode form) {
        return parts(form, new ArrayList<>()).stream()
                .anyMatch(part -> part.path("additionalProperties").isBoolean()
                        && !part.path("additionalProperties").booleanValue());
    }

    private List<JsonNode> parts(JsonNode form, List<JsonNode> found) {
        JsonNode resolved = resolved(form);
        found.add(resolved);
        for (String several : List.of("anyOf", "oneOf", "allOf")) {
            resolved.path(several).forEach(part -> parts(part, found));
        }
        return found;
    }

    private void note(Path file, Node at, String name, String message) {
        findings.add(file, Yaml.line(at), Severity.ERROR, new Problem("YAML", name, message));
    }
}
