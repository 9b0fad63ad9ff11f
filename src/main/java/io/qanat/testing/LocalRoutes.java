package io.qanat.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.qanat.page.Json;
import io.qanat.settings.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A route file whose APIs are on this machine: the URLs of its {@code templatedRoute}s of template {@code api} lead to the
 * test's server, all else is as it was written. Not thread-safe.
 */
final class LocalRoutes {
    private static final String TIMEOUT = "responseTimeout";

    private final UnaryOperator<String> placeholders;
    private final String local;
    private final @Nullable String timeout;
    private final IdentityHashMap<Node, String> texts = new IdentityHashMap<>();
    private final IdentityHashMap<Node, String> added = new IdentityHashMap<>();
    private final List<URI> urls = new ArrayList<>();

    /**
     * Leads to that server.
     *
     * @param placeholders resolves those of a value; throws an IllegalArgumentException where one has no value
     * @param local the server's origin
     * @param timeout the APIs' responseTimeout; null for their own
     */
    LocalRoutes(UnaryOperator<String> placeholders, String local, @Nullable String timeout) {
        this.placeholders = placeholders;
        this.local = local;
        this.timeout = timeout;
    }

    /** The real URLs of the APIs and their tokens, as far as they are known. */
    List<URI> urls() {
        return List.copyOf(urls);
    }

    /** The file as YAML that says the same. */
    String text(Path file) {
        try {
            Node root = Yaml.read(file).orElseThrow(() -> new IOException("it is empty"));
            for (Node element : Yaml.elements(root)) {
                Yaml.at(element, "templatedRoute")
                        .filter(api -> Yaml.textAt(api, "routeTemplateRef")
                                .filter("api"::equals)
                                .isPresent())
                        .flatMap(api -> Yaml.at(api, "parameters"))
                        .ifPresent(this::localize);
            }
            StringBuilder text = new StringBuilder();
            write(root, text);
            return text.append('\n').toString();
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": no route file that can be read (" + e.getMessage() + ")", e);
        }
    }

    private void localize(Node parameters) {
        boolean timed = false;
        for (Node parameter : Yaml.elements(parameters)) {
            String name = Yaml.textAt(parameter, "name").orElse("");
            Node value = Yaml.at(parameter, "value").orElse(null);
            if (value instanceof ScalarNode scalar) {
                localize(name, scalar);
                timed |= name.equals(TIMEOUT);
            }
        }
        if (timeout != null && !timed) {
            added.put(parameters, "{\"name\":\"" + TIMEOUT + "\",\"value\":\"" + timeout + "\"}");
        }
    }

    private void localize(String name, ScalarNode value) {
        switch (name) {
            case "url", "tokenUrl", "loginUrl" -> texts.put(value, local(value.getValue()));
            case "proxy" -> texts.put(value, "");
            case TIMEOUT -> {
                if (timeout != null) {
                    texts.put(value, timeout);
                }
            }
            default -> {
                // as it was written
            }
        }
    }

    /** The path of a URL stays; one that nobody has set for the test has none. */
    private String local(String written) {
        try {
            URI url = URI.create(placeholders.apply(written));
            if (url.getHost() == null) {
                return written; // what it is, the route itself tells
            }
            urls.add(url);
            return local + url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        } catch (IllegalArgumentException e) {
            return local;
        }
    }

    private void write(Node node, StringBuilder to) {
        if (node instanceof MappingNode mapping) {
            String separator = "{";
            for (NodeTuple tuple : mapping.getValue()) {
                to.append(separator);
                write(tuple.getKeyNode(), to);
                to.append(": ");
                write(tuple.getValueNode(), to);
                separator = ",\n";
            }
            to.append(mapping.getValue().isEmpty() ? "{}" : "}");
        } else if (node instanceof SequenceNode sequence) {
            String separator = "";
            to.append('[');
            for (Node element : sequence.getValue()) {
                to.append(separator);
                write(element, to);
                separator = ",\n";
            }
            String more = added.get(node);
            to.append(more == null ? "" : separator + more).append(']');
        } else if (node instanceof ScalarNode scalar) {
            to.append(scalar(scalar));
        }
    }

    /** A number, a boolean or null stays as it is written: in quotes it would be a text. */
    private String scalar(ScalarNode scalar) {
        String text = texts.get(scalar);
        boolean plain = text == null
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && !scalar.getTag().equals(Tag.STR);
        if (plain) {
            return scalar.getTag().equals(Tag.NULL) ? "null" : scalar.getValue();
        }
        try {
            return Json.MAPPER.writeValueAsString(text == null ? scalar.getValue() : text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a text can't be written as JSON", e);
        }
    }
}
