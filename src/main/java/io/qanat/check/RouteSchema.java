package io.qanat.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.check.Declaration.Kind;
import io.qanat.page.Json;
import io.qanat.settings.Declared.Parameter;
import java.util.Map;

/**
 * A JSON schema (draft 7) of route files, by which editors complete and explain the parameters of APIs, pulls and tables: made
 * from what is declared of them. All else of Camel's is left to Camel's own schema.
 */
public final class RouteSchema {
    private static final String PLACEHOLDER = "\\{\\{";

    private RouteSchema() {}

    /** The schema as text, with a line feed at its end. */
    public static String text() {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indent);
        try {
            return Json.MAPPER.writer(printer).writeValueAsString(schema()) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    private static ObjectNode schema() {
        ObjectNode schema = Json.MAPPER.createObjectNode();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "Qanat's route files");
        schema.put("type", "array");
        ObjectNode item = schema.putObject("items");
        item.put("type", "object");
        ObjectNode items = item.putObject("properties");
        items.set("templatedRoute", reference("templatedRoute"));
        items.putObject("route").putObject("properties").set("from", reference("from"));
        items.set("from", reference("from"));
        ObjectNode definitions = schema.putObject("definitions");
        definitions.set("templatedRoute", templatedRoute());
        definitions.set("from", from());
        definitions.set("steps", steps());
        definitions.set("endpoint", endpoint());
        definitions.set("pull", mapping(ParameterCheck.declared(Kind.PULL)));
        definitions.set("table", mapping(ParameterCheck.declared(Kind.TABLE)));
        return schema;
    }

    private static ObjectNode reference(String definition) {
        return Json.MAPPER.createObjectNode().put("$ref", "#/definitions/" + definition);
    }

    /** The template's parameters are a list of names and values. */
    private static ObjectNode templatedRoute() {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.putObject("if")
                .put("type", "object")
                .putObject("properties")
                .putObject("routeTemplateRef")
                .put("const", "api");
        ObjectNode parameters = node.putObject("then").putObject("properties").putObject("parameters");
        parameters.put("type", "array");
        ObjectNode parameter = parameters.putObject("items");
        parameter.put("type", "object");
        parameter.putArray("required").add("name");
        ObjectNode properties = parameter.putObject("properties");
        ArrayNode names = properties.putObject("name").putArray("oneOf");
        ParameterCheck.declared(Kind.API).forEach((name, declared) -> names.addObject()
                .put("const", name)
                .put("description", declared.description() + fallback(declared)));
        properties
                .putObject("value")
                .putArray("type")
                .add("string")
                .add("number")
                .add("boolean");
        return node;
    }

    private static String fallback(Parameter declared) {
        return declared.required()
                ? " (required)"
                : declared.fallback().isEmpty() ? "" : " (default: " + declared.fallback() + ")";
    }

    private static ObjectNode from() {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.putObject("properties").set("steps", reference("steps"));
        ObjectNode condition = node.putObject("if").put("type", "object");
        condition.putArray("required").add("uri");
        condition.putObject("properties").putObject("uri").put("const", "kamelet:api-pull");
        ObjectNode then = node.putObject("then");
        then.putArray("required").add("parameters");
        then.putObject("properties").set("parameters", reference("pull"));
        return node;
    }

    /** Steps may stand within steps. */
    private static ObjectNode steps() {
        ObjectNode steps = Json.MAPPER.createObjectNode().put("type", "array");
        steps.putObject("items").put("type", "object").set("additionalProperties", reference("endpoint"));
        return steps;
    }

    private static ObjectNode endpoint() {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.putObject("properties").set("steps", reference("steps"));
        ObjectNode condition = node.putObject("if").put("type", "object");
        condition.putArray("required").add("uri");
        condition.putObject("properties").putObject("uri").put("pattern", "^table:");
        node.putObject("then").putObject("properties").set("parameters", reference("table"));
        return node;
    }

    private static ObjectNode mapping(Map<String, Parameter> declared) {
        ObjectNode node = Json.MAPPER.createObjectNode().put("type", "object").put("additionalProperties", false);
        ArrayNode required = Json.MAPPER.createArrayNode();
        ObjectNode properties = node.putObject("properties");
        declared.forEach((name, parameter) -> {
            properties.set(name, value(parameter));
            if (parameter.required()) {
                required.add(name);
            }
        });
        if (!required.isEmpty()) {
            node.set("required", required);
        }
        return node;
    }

    /** A value may be a placeholder wherever another one is allowed. */
    private static ObjectNode value(Parameter parameter) {
        ObjectNode value = Json.MAPPER.createObjectNode().put("description", parameter.description());
        if (!parameter.fallback().isEmpty()) {
            value.put("default", parameter.fallback());
        }
        if (!parameter.choices().isEmpty() || parameter.bool()) {
            ArrayNode forms = value.putArray("anyOf");
            ObjectNode form = forms.addObject();
            if (parameter.bool()) {
                form.put("type", "boolean");
            } else {
                parameter.choices().forEach(form.putArray("enum")::add);
            }
            forms.addObject().put("type", "string").put("pattern", PLACEHOLDER);
        } else {
            value.putArray("type").add("string").add("number").add("boolean");
        }
        return value;
    }
}
