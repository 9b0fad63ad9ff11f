package io.qanat.check;

import io.qanat.check.Declaration.Kind;
import io.qanat.check.Declaration.Written;
import io.qanat.settings.Yaml;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.util.URISupport;
import org.snakeyaml.engine.v2.nodes.Node;

/** Finds the APIs, pulls and {@code direct:} routes of one YAML file. */
final class RouteFile {
    private static final String PULL = "kamelet:api-pull";
    private static final String DIRECT = "direct:";

    private final Path file;
    private final List<Declaration> declarations = new ArrayList<>();
    private final List<String> directs = new ArrayList<>();
    private final Map<String, Integer> routeIds = new LinkedHashMap<>();

    RouteFile(Path file, Node root) {
        this.file = file;
        for (Node item : Yaml.elements(root)) {
            Yaml.at(item, "templatedRoute").ifPresent(this::templatedRoute);
            Yaml.at(item, "route").ifPresent(route -> Yaml.at(route, "from").ifPresent(from -> from(route, from)));
            Yaml.at(item, "from").ifPresent(from -> from(from, from));
        }
    }

    List<Declaration> declarations() {
        return declarations;
    }

    /** Names of hand-written {@code direct:} routes: each serves as an API. */
    List<String> directs() {
        return directs;
    }

    /** The ids of all its routes, with their lines. */
    Map<String, Integer> routeIds() {
        return routeIds;
    }

    private void templatedRoute(Node route) {
        Yaml.textAt(route, "routeId").ifPresent(id -> routeIds.put(id, Yaml.line(route)));
        if (!Yaml.textAt(route, "routeTemplateRef").equals(Optional.of("api"))) {
            return;
        }
        Map<String, Written> parameters = new LinkedHashMap<>();
        for (Node parameter : Yaml.at(route, "parameters").map(Yaml::elements).orElse(List.of())) {
            Yaml.textAt(parameter, "name")
                    .ifPresent(name -> parameters.put(
                            name, new Written(Yaml.textAt(parameter, "value").orElse(""), Yaml.line(parameter))));
        }
        String name = parameters.containsKey("name") ? parameters.get("name").value() : "";
        declarations.add(new Declaration(Kind.API, name, file, Yaml.line(route), parameters));
    }

    private void from(Node route, Node from) {
        String id = Yaml.textAt(route, "id").orElse("");
        String uri = Yaml.textAt(from, "uri").orElse("");
        if (!id.isEmpty()) {
            routeIds.put(id, Yaml.line(route));
        }
        if (uri.equals(PULL) || uri.startsWith(PULL + "?")) {
            declarations.add(new Declaration(Kind.PULL, id, file, Yaml.line(route), pullParameters(uri, from)));
        } else if (uri.startsWith(DIRECT)) {
            directs.add(uri.substring(DIRECT.length()).split("\\?", 2)[0]);
        }
    }

    private static Map<String, Written> pullParameters(String uri, Node from) {
        Map<String, Written> parameters = new LinkedHashMap<>();
        query(uri).forEach((name, value) -> parameters.put(name, new Written(String.valueOf(value), Yaml.line(from))));
        Yaml.at(from, "parameters")
                .map(Yaml::members)
                .orElse(Map.of())
                .forEach((name, value) ->
                        parameters.put(name, new Written(Yaml.text(value).orElse(""), Yaml.line(value))));
        return parameters;
    }

    private static Map<String, Object> query(String uri) {
        try {
            return uri.contains("?") ? URISupport.parseQuery(uri.substring(uri.indexOf('?') + 1)) : Map.of();
        } catch (URISyntaxException e) {
            return Map.of(); // Camel refuses the same text when it loads the route, and says why
        }
    }
}
