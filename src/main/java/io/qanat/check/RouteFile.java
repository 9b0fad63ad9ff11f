package io.qanat.check;

import io.qanat.check.Declaration.Kind;
import io.qanat.check.Declaration.Written;
import io.qanat.settings.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Finds what one YAML file declares: APIs, pulls, tables, {@code direct:} routes and the ids of routes. */
final class RouteFile {
    private static final String PULL = "kamelet:api-pull";
    private static final String DIRECT = "direct";

    private final Path file;
    private final Node root;
    private final List<Declaration> declarations = new ArrayList<>();
    private final List<Named> directs = new ArrayList<>();
    private final List<Named> routeIds = new ArrayList<>();
    private final List<String> called = new ArrayList<>();
    private final List<Declaration> withoutSteps = new ArrayList<>();

    /** A name, and where it is given. */
    record Named(String name, Path file, int line) {}

    RouteFile(Path file, Node root) {
        this.file = file;
        this.root = root;
        for (Node item : Yaml.elements(root)) {
            Yaml.at(item, "templatedRoute").ifPresent(this::templatedRoute);
            Yaml.at(item, "route").ifPresent(route -> Yaml.at(route, "from").ifPresent(from -> route(route, from)));
            Yaml.at(item, "from").ifPresent(from -> route(from, from));
        }
    }

    Path file() {
        return file;
    }

    Node root() {
        return root;
    }

    List<Declaration> declarations() {
        return declarations;
    }

    /** Hand-written {@code direct:} routes: each serves as an API. */
    List<Named> directs() {
        return directs;
    }

    /** The ids of all its routes, those that come twice too. */
    List<Named> routeIds() {
        return routeIds;
    }

    /** The names of {@code direct:} routes that its routes call. */
    List<String> called() {
        return called;
    }

    /** Pulls whose pages go nowhere. */
    List<Declaration> withoutSteps() {
        return withoutSteps;
    }

    private void templatedRoute(Node route) {
        Yaml.at(route, "routeId").ifPresent(this::routeId);
        if (!Yaml.textAt(route, "routeTemplateRef").equals(Optional.of("api"))) {
            return;
        }
        Map<String, Written> parameters = new LinkedHashMap<>();
        for (Node parameter : Yaml.at(route, "parameters").map(Yaml::elements).orElse(List.of())) {
            Yaml.textAt(parameter, "name").ifPresent(name -> parameters.put(name, value(parameter)));
        }
        String name = parameters.containsKey("name") ? parameters.get("name").value() : "";
        declarations.add(new Declaration(Kind.API, name, "", file, Yaml.line(route), parameters));
    }

    private static Written value(Node parameter) {
        return Yaml.at(parameter, "value")
                .map(EndpointText::written)
                .orElse(new Written("", Yaml.line(parameter), true));
    }

    private void routeId(Node id) {
        Yaml.text(id)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> routeIds.add(new Named(text, file, Yaml.line(id))));
    }

    private void route(Node route, Node from) {
        Yaml.at(route, "id").ifPresent(this::routeId);
        String id = Yaml.textAt(route, "id").orElse("");
        EndpointText begin =
                EndpointText.of(Yaml.text(from).orElse(Yaml.textAt(from, "uri").orElse("")), from);
        if (begin.uri().equals(PULL)) {
            Declaration pull = new Declaration(Kind.PULL, id, id, file, Yaml.line(route), begin.parameters());
            declarations.add(pull);
            if (Yaml.at(from, "steps").isEmpty()) {
                withoutSteps.add(pull);
            }
        }
        begin.after(DIRECT).ifPresent(name -> directs.add(new Named(name, file, begin.line())));
        Yaml.at(from, "steps").ifPresent(steps -> steps(id, steps));
    }

    private void steps(String id, Node steps) {
        for (EndpointText endpoint : EndpointText.in(steps)) {
            endpoint.after(DIRECT).ifPresent(called::add);
            endpoint.after("table")
                    .ifPresent(name -> declarations.add(
                            new Declaration(Kind.TABLE, name, id, file, endpoint.line(), endpoint.parameters())));
        }
    }
}
