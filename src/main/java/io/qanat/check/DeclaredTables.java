package io.qanat.check;

import io.qanat.settings.PropertyLayers;
import io.qanat.settings.Yaml;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.util.URISupport;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** The {@code table:} endpoints that a folder's route files name, read without Camel, for commands that start no route. */
public final class DeclaredTables {
    private static final String SCHEME = "table:";

    /** Steps that may be written as {@code to: table:NAME}. */
    private static final Set<String> SHORT = Set.of("to", "toD", "wireTap");

    private final Placeholders placeholders;
    private final List<Table> tables = new ArrayList<>();

    /**
     * An endpoint.
     *
     * @param name the table's name
     * @param route the id of the route that writes it; empty if it has none
     * @param options its options, without those whose value only a running program knows
     */
    public record Table(String name, String route, Map<String, String> options) {
        public Table {
            options = Map.copyOf(options);
        }
    }

    private DeclaredTables(PropertyLayers layers) {
        this.placeholders = new Placeholders(layers);
    }

    /** Reads a folder, which need not exist. A file that can't be read names nothing here; {@code check} tells of it. */
    public static DeclaredTables read(Path routes, PropertyLayers layers) {
        DeclaredTables found = new DeclaredTables(layers);
        if (Files.isDirectory(routes)) {
            try (Stream<Path> files = Files.list(routes)) {
                files.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(found::file);
            } catch (IOException e) {
                return found;
            }
        }
        return found;
    }

    /** All of them, in the order of the files. */
    public List<Table> all() {
        return List.copyOf(tables);
    }

    /** Those that a pull's route writes to, each once; if there is no such route, those of that name. */
    public List<Table> named(String name) {
        List<Table> ofRoute =
                tables.stream().filter(table -> table.route().equals(name)).toList();
        return (ofRoute.isEmpty() ? tables.stream().filter(table -> table.name().equals(name)) : ofRoute.stream())
                .distinct()
                .toList();
    }

    private void file(Path file) {
        try {
            Yaml.read(file).map(Yaml::elements).orElse(List.of()).forEach(this::route);
        } catch (YamlEngineException | IOException e) {
            return; // told by check
        }
    }

    private void route(Node item) {
        Node route = Yaml.at(item, "route").orElse(item);
        String id = Yaml.textAt(route, "id")
                .or(() -> Yaml.textAt(route, "from", "id"))
                .orElse("");
        walk(route, id);
    }

    private void walk(Node node, String route) {
        Map<String, Node> members = Yaml.members(node);
        Yaml.textAt(node, "uri")
                .ifPresent(uri -> endpoint(
                        uri, Yaml.at(node, "parameters").map(Yaml::members).orElse(Map.of()), route));
        members.forEach((name, member) -> {
            if (SHORT.contains(name)) {
                Yaml.text(member).ifPresent(uri -> endpoint(uri, Map.of(), route));
            }
            walk(member, route);
        });
        Yaml.elements(node).forEach(element -> walk(element, route));
    }

    private void endpoint(String uri, Map<String, Node> parameters, String route) {
        if (!uri.startsWith(SCHEME)) {
            return;
        }
        String[] nameAndQuery = uri.substring(SCHEME.length()).split("\\?", 2);
        Map<String, String> options = new LinkedHashMap<>();
        query(nameAndQuery).forEach((name, value) -> put(options, name, String.valueOf(value)));
        parameters.forEach((name, value) -> Yaml.text(value).ifPresent(text -> put(options, name, text)));
        placeholders
                .fill(nameAndQuery[0].replaceFirst("^/+", ""))
                .ifPresent(name -> tables.add(new Table(name, route, options)));
    }

    private void put(Map<String, String> options, String name, String text) {
        placeholders.fill(text).ifPresent(value -> options.put(name, value));
    }

    private static Map<String, Object> query(String[] nameAndQuery) {
        try {
            return nameAndQuery.length < 2 ? Map.of() : URISupport.parseQuery(nameAndQuery[1]);
        } catch (URISyntaxException e) {
            return Map.of(); // Camel refuses the same text when it loads the route, and says why
        }
    }
}
