package io.qanat.check;

import io.qanat.check.Declaration.Written;
import io.qanat.settings.Yaml;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.util.URISupport;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * An endpoint that a route names.
 *
 * @param uri without its query
 * @param line where it stands
 * @param parameters of the query and of the {@code parameters:} beside it
 */
record EndpointText(String uri, int line, Map<String, Written> parameters) {
    private static final Set<String> SHORT = Set.of("to", "toD", "wireTap", "enrich", "pollEnrich", "poll", "from");

    /** Those below a node, in their order. */
    static List<EndpointText> in(Node root) {
        List<EndpointText> endpoints = new ArrayList<>();
        for (Node node : Yaml.all(root)) {
            Yaml.textAt(node, "uri").ifPresent(uri -> endpoints.add(of(uri, node)));
            Yaml.members(node).forEach((name, value) -> {
                if (SHORT.contains(name)) {
                    Yaml.text(value).ifPresent(uri -> endpoints.add(of(uri, value)));
                }
            });
        }
        return endpoints;
    }

    /** The endpoint of a node that has {@code uri} and {@code parameters}, or is the URI. */
    static EndpointText of(String uri, Node node) {
        Map<String, Written> parameters = new LinkedHashMap<>();
        int line = Yaml.at(node, "uri").map(Yaml::line).orElse(Yaml.line(node));
        query(uri).forEach((name, value) -> parameters.put(name, new Written(String.valueOf(value), line, true)));
        Yaml.at(node, "parameters")
                .map(Yaml::members)
                .orElse(Map.of())
                .forEach((name, value) -> parameters.put(name, written(value)));
        return new EndpointText(uri.split("\\?", 2)[0], line, parameters);
    }

    static Written written(Node value) {
        return new Written(Yaml.text(value).orElse(""), Yaml.line(value), value instanceof ScalarNode);
    }

    /** What follows the scheme, if it has that one. */
    Optional<String> after(String scheme) {
        return uri.startsWith(scheme + ":")
                ? Optional.of(uri.substring(scheme.length() + 1).replaceFirst("^//", ""))
                : Optional.empty();
    }

    private static Map<String, Object> query(String uri) {
        try {
            return uri.contains("?") ? URISupport.parseQuery(uri.substring(uri.indexOf('?') + 1)) : Map.of();
        } catch (URISyntaxException e) {
            return Map.of(); // Camel refuses the same text when it loads the route, and says why
        }
    }
}
