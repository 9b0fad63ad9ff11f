package io.qanat.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/** The parameters that the route template and the Kamelet declare: read from themselves, so that the check can't drift. */
public final class Declared {
    private Declared() {}

    /**
     * A declared parameter.
     *
     * @param required whether it must be given
     * @param fallback its value when not given
     * @param description what it means
     * @param bool whether it is true or false
     * @param choices the values it may have; empty for any
     */
    public record Parameter(boolean required, String fallback, String description, boolean bool, List<String> choices) {
        public Parameter {
            choices = List.copyOf(choices);
        }
    }

    /** Those of route template {@code api}. */
    public static Map<String, Parameter> api() {
        return OfApi.READ;
    }

    /** Those of Kamelet {@code api-pull}. */
    public static Map<String, Parameter> pull() {
        return OfPull.READ;
    }

    /** Read once, when somebody asks. */
    private static final class OfApi {
        private static final Map<String, Parameter> READ = Collections.unmodifiableMap(readApi());
    }

    /** Read once, when somebody asks. */
    private static final class OfPull {
        private static final Map<String, Parameter> READ = Collections.unmodifiableMap(readPull());
    }

    private static Map<String, Parameter> readApi() {
        Map<String, Parameter> declared = new LinkedHashMap<>();
        Node template = Yaml.elements(Yaml.resource("qanat/api.camel.yaml")).get(0);
        for (Node parameter :
                Yaml.elements(Yaml.at(template, "routeTemplate", "parameters").orElseThrow())) {
            declared.put(
                    Yaml.textAt(parameter, "name").orElseThrow(),
                    new Parameter(
                            Yaml.isTrue(Yaml.textAt(parameter, "required")),
                            Yaml.textAt(parameter, "defaultValue").orElse(""),
                            Yaml.textAt(parameter, "description").orElse(""),
                            false,
                            List.of()));
        }
        return declared;
    }

    private static Map<String, Parameter> readPull() {
        Map<String, Parameter> declared = new LinkedHashMap<>();
        Node definition = Yaml.at(Yaml.resource("kamelets/api-pull.kamelet.yaml"), "spec", "definition")
                .orElseThrow();
        List<String> required = texts(Yaml.at(definition, "required").orElseThrow());
        Yaml.members(Yaml.at(definition, "properties").orElseThrow())
                .forEach((name, property) -> declared.put(name, parameter(property, required.contains(name))));
        return declared;
    }

    private static Parameter parameter(Node property, boolean required) {
        return new Parameter(
                required,
                Yaml.textAt(property, "default").orElse(""),
                Yaml.textAt(property, "description").orElse(""),
                Yaml.textAt(property, "type").filter("boolean"::equals).isPresent(),
                Yaml.at(property, "enum").map(Declared::texts).orElse(List.of()));
    }

    private static List<String> texts(Node sequence) {
        return Yaml.elements(sequence).stream()
                .map(name -> Yaml.text(name).orElseThrow())
                .toList();
    }
}
