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
import java.util.stream.Stream;
import org.apache.camel.util.URISupport;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** The tables that a folder's route files write to, read without Camel, for commands that start no route. */
public final class DeclaredTables {
    private static final String TABLE = "table:";

    private final Placeholders placeholders;
    private final List<DeclaredTable> tables = new ArrayList<>();

    /**
     * A table as a route writes to it.
     *
     * @param route the id of the route, which is the pull's name; empty if it has none
     * @param name the table's name
     * @param options its options as far as their values are known before Camel starts
     */
    public record DeclaredTable(String route, String name, Map<String, String> options) {
        public DeclaredTable {
            options = new LinkedHashMap<>(options);
        }
    }

    private DeclaredTables(PropertyLayers layers) {
        this.placeholders = new Placeholders(layers);
    }

    /** Reads a folder, which need not exist. A file that can't be read declares nothing here; {@code check} tells of it. */
    public static DeclaredTables read(Path routes, PropertyLayers layers) {
        DeclaredTables declared = new DeclaredTables(layers);
        if (Files.isDirectory(routes)) {
            try (Stream<Path> files = Files.list(routes)) {
                files.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(declared::add);
            } catch (IOException e) {
                return declared;
            }
        }
        return declared;
    }

    /** Those that a pull's route writes to, each once; if there is no such route, those of that name. */
    public List<DeclaredTable> named(String name) {
        List<DeclaredTable> ofRoute =
                tables.stream().filter(table -> table.route().equals(name)).toList();
        return (ofRoute.isEmpty() ? tables.stream().filter(table -> table.name().equals(name)) : ofRoute.stream())
                .distinct()
                .toList();
    }

    private void add(Path file) {
        try {
            Yaml.read(file).ifPresent(root -> Yaml.elements(root).forEach(this::route));
        } catch (YamlEngineException | IOException e) {
            return;
        }
    }

    private void route(Node item) {
        Node route = Yaml.at(item, "route").or(() -> Yaml.at(item, "from")).orElse(item);
        steps(Yaml.textAt(route, "id").orElse(""), route);
    }

    /** All endpoints, however deep they stand. */
    private void steps(String route, Node node) {
        Yaml.textAt(node, "uri")
                .ifPresent(uri -> endpoint(
                        route,
                        uri,
                        Yaml.at(node, "parameters").map(Yaml::members).orElse(Map.of())));
        Yaml.textAt(node, "to").ifPresent(uri -> endpoint(route, uri, Map.of()));
        Yaml.members(node).values().forEach(member -> steps(route, member));
        Yaml.elements(node).forEach(element -> steps(route, element));
    }

    private void endpoint(String route, String uri, Map<String, Node> parameters) {
        if (!uri.startsWith(TABLE)) {
            return;
        }
        Map<String, String> options = new LinkedHashMap<>();
        query(uri).forEach((name, value) -> fill(name, String.valueOf(value), options));
        parameters.forEach((name, value) -> Yaml.text(value).ifPresent(text -> fill(name, text, options)));
        placeholders
                .fill(uri.substring(TABLE.length()).split("\\?", 2)[0])
                .ifPresent(name -> tables.add(new DeclaredTable(route, name, options)));
    }

    private void fill(String name, String text, Map<String, String> options) {
        placeholders.fill(text).ifPresent(value -> options.put(name, value));
    }

    private static Map<String, Object> query(String uri) {
        try {
            return uri.contains("?") ? URISupport.parseQuery(uri.substring(uri.indexOf('?') + 1)) : Map.of();
        } catch (URISyntaxException e) {
            return Map.of(); // Camel refuses the same text when it loads the route, and says why
        }
    }
}
