package io.qanat.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.util.StringHelper;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** YAML as a tree that knows its lines, read by the parser that Camel's YAML DSL uses. */
public final class Yaml {
    private Yaml() {}

    /**
     * The root of a file; nothing if it is empty.
     *
     * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException if it is not YAML
     */
    public static Optional<Node> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new Compose(settings(file.toString())).composeInputStream(in);
        }
    }

    /** The root of a resource of our own jar. */
    public static Node resource(String name) {
        try (InputStream in = Yaml.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in Qanat's jar");
            }
            return new Compose(settings(name)).composeInputStream(in).orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException(name + " of Qanat's jar can't be read", e);
        }
    }

    private static LoadSettings settings(String label) {
        return LoadSettings.builder()
                .setLabel(label)
                .setAllowNonScalarKeys(true) // a placeholder without quotes is one, and is told with its place
                .build();
    }

    /** The members of a mapping by their names in camel case (the DSL takes kebab case as well); none of anything else. */
    public static Map<String, Node> members(Node node) {
        Map<String, Node> members = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                text(tuple.getKeyNode())
                        .ifPresent(name -> members.put(StringHelper.dashToCamelCase(name), tuple.getValueNode()));
            }
        }
        return members;
    }

    /** The member at a path of names, if it is there. */
    public static Optional<Node> at(Node node, String... path) {
        Optional<Node> found = Optional.of(node);
        for (String name : path) {
            found = found.map(parent -> members(parent).get(name));
        }
        return found;
    }

    /** Every node below that one, and itself, parents first; what is repeated by an alias comes once. */
    public static List<Node> all(Node root) {
        Set<Node> found = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Node> nodes = new ArrayList<>();
        collect(root, found, nodes);
        return nodes;
    }

    private static void collect(Node node, Set<Node> found, List<Node> nodes) {
        if (!found.add(node)) {
            return;
        }
        nodes.add(node);
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> collect(tuple.getValueNode(), found, nodes));
        }
        elements(node).forEach(element -> collect(element, found, nodes));
    }

    /** The keys of a mapping as they are written, those that come twice too; none of anything else. */
    public static List<Node> keys(Node node) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream().map(NodeTuple::getKeyNode).toList()
                : List.of();
    }

    /** The elements of a sequence; none of anything else. */
    public static List<Node> elements(Node node) {
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
    }

    /** The text of a scalar. */
    public static Optional<String> text(Node node) {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /** The text at a path of names. */
    public static Optional<String> textAt(Node node, String... path) {
        return at(node, path).flatMap(Yaml::text);
    }

    /** The line where a node begins, from 1. */
    public static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    /** Whether a scalar says true. */
    public static boolean isTrue(Optional<String> text) {
        return text.map(value -> value.toLowerCase(Locale.ROOT))
                .filter("true"::equals)
                .isPresent();
    }
}
