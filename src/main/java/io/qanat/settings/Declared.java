package io.qanat.settings;

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
     */
    public record Parameter(boolean required, String fallback) {}

    /** Those of route template {@code api}. */
    public static Map<String, Parameter> api() {
        Map<String, Parameter> declared = new LinkedHashMap<>();
        Node template = Yaml.elements(Yaml.resource("qanat/api.camel.yaml")).get(0);
        for (Node parameter :
                Yaml.elements(Yaml.at(template, "routeTemplate", "parameters").orElseThrow())) {
            declared.put(
                    Yaml.textAt(parameter, "name").orElseThrow(),
                    new Parameter(
                            Yaml.isTrue(Yaml.textAt(parameter, "required")),
                            Yaml.textAt(parameter, "defaultValue").orElse("")));
        }
        return declared;
    }

    /** Those of Kamelet {@code api-pull}. */
    public static Map<String, Parameter> pull() {
        Map<String, Parameter> declared = new LinkedHashMap<>();
        Node definition = Yaml.at(Yaml.resource("kamelets/api-pull.kamelet.yaml"), "spec", "definition")
                .orElseThrow();
        List<String> required = Yaml.elements(Yaml.at(definition, "required").orElseThrow()).stream()
                .map(name -> Yaml.text(name).orElseThrow())
                .toList();
        Yaml.members(Yaml.at(definition, "properties").orElseThrow())
                .forEach((name, property) -> declared.put(
                        name,
                        new Parameter(
                                required.contains(name),
                                Yaml.textAt(property, "default").orElse(""))));
        return declared;
    }
}
