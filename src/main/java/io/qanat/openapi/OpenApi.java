package io.qanat.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAPI document: Swagger 2.0, OpenAPI 3.0 or 3.1, in JSON or YAML. References are followed within the document when
 * they are needed, and never out of it. Immutable.
 */
public final class OpenApi {
    static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete", "head", "options", "trace");
    private static final String REFERENCE = "$ref";

    private final String name;
    private final JsonNode root;

    private OpenApi(String name, JsonNode root) {
        this.name = name;
        this.root = root;
    }

    /**
     * Reads a document.
     *
     * @param bytes the document
     * @param name its file or URL; it begins each message
     * @throws OpenApiException if it is none, or of another version
     */
    public static OpenApi read(byte[] bytes, String name) {
        JsonNode root = DocumentTree.read(bytes, name);
        boolean known = root.path("swagger").asText().startsWith("2.")
                || root.path("openapi").asText().matches("3\\.[012](\\..*)?");
        if (!known) {
            throw new OpenApiException(name + ": is no OpenAPI document: there is no \"swagger\": \"2.0\" and no"
                    + " \"openapi\": \"3.…\" at its top");
        }
        return new OpenApi(name, root);
    }

    /** Whether an answer's body looks like such a document. */
    public static boolean looksLike(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 2_000), StandardCharsets.UTF_8);
        return start.matches("(?s)\\s*\\{?.*[\"']?(openapi|swagger)[\"']?\\s*:\\s*[\"']?[23]\\..*");
    }

    /** Its file or URL. */
    public String name() {
        return name;
    }

    /** Whether it is of version 2.0. */
    boolean swagger() {
        return root.has("swagger");
    }

    /** The API's title; empty if it has none. */
    public String title() {
        return root.at("/info/title").asText();
    }

    /**
     * The API's base URL, without a slash at its end.
     *
     * @param base the document's own URL, against which a relative one is resolved; null for a file
     * @return nothing if the document doesn't say it, or says it relative to nowhere
     */
    public Optional<String> server(@Nullable URI base) {
        String url = swagger() ? host(base) : filled(root.path("servers").path(0));
        try {
            URI uri = URI.create(url);
            URI whole = uri.isAbsolute() || base == null ? uri : base.resolve(uri);
            return whole.getHost() == null
                    ? Optional.empty()
                    : Optional.of(whole.toString().replaceFirst("/+$", ""));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The path below which all operations lie; empty if it is the host itself. */
    public String basePath() {
        String url = swagger()
                ? root.path("basePath").asText()
                : filled(root.path("servers").path(0));
        return url.replaceFirst("^[a-z]+://[^/]*", "").replaceFirst("/+$", "");
    }

    private String host(@Nullable URI base) {
        String scheme = StreamSupport.stream(root.path("schemes").spliterator(), false)
                .map(JsonNode::asText)
                .filter("https"::equals)
                .findFirst()
                .orElse(root.path("schemes").path(0).asText("https"));
        String path = root.path("basePath").asText("");
        if (root.has("host")) {
            return scheme + "://" + root.path("host").asText() + path;
        }
        return path.isEmpty() && base != null ? "/" : path;
    }

    /** A server's URL with the defaults of its variables (OpenAPI 3.1 §4.8.6); the host itself if there is none. */
    private static String filled(JsonNode server) {
        String url = server.path("url").asText("/");
        for (Map.Entry<String, JsonNode> variable : server.path("variables").properties()) {
            url = url.replace(
                    "{" + variable.getKey() + "}",
                    variable.getValue().path("default").asText());
        }
        return url;
    }

    /** All operations, in the document's order. */
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        root.path("paths").properties().forEach(entry -> {
            JsonNode item = resolve(entry.getValue());
            item.properties().stream()
                    .filter(member -> METHODS.contains(member.getKey()))
                    .forEach(member -> operations.add(new Operation(
                            this,
                            entry.getKey(),
                            member.getKey().toUpperCase(Locale.ROOT),
                            resolve(member.getValue()),
                            item)));
        });
        return operations;
    }

    /** The schemes of credentials that an operation asks for, the first alternative; none if it asks for none. */
    List<JsonNode> credentials(JsonNode operation) {
        JsonNode wanted = operation.has("security") ? operation.path("security") : root.path("security");
        JsonNode defined = swagger() ? root.path("securityDefinitions") : root.at("/components/securitySchemes");
        Set<String> names = new java.util.LinkedHashSet<>();
        wanted.forEach(alternative -> alternative.fieldNames().forEachRemaining(names::add));
        boolean optional = StreamSupport.stream(wanted.spliterator(), false).anyMatch(JsonNode::isEmpty);
        return optional && names.isEmpty()
                ? List.of()
                : names.stream()
                        .map(scheme -> resolve(defined.path(scheme)))
                        .filter(scheme -> !scheme.isMissingNode())
                        .collect(Collectors.toList());
    }

    /**
     * The node itself, or what its reference leads to.
     *
     * @throws OpenApiException if that leads out of the document, nowhere, or in a circle
     */
    JsonNode resolve(JsonNode node) {
        Set<String> seen = new HashSet<>();
        JsonNode at = node;
        while (at.path(REFERENCE).isTextual()) {
            String reference = at.path(REFERENCE).asText();
            if (!seen.add(reference)) {
                throw new OpenApiException(name + ": the reference " + reference + " leads to itself");
            }
            at = target(reference);
        }
        return at;
    }

    private JsonNode target(String reference) {
        if (!reference.startsWith("#")) {
            throw new OpenApiException(name + ": refers to another document, " + reference
                    + ", which isn't fetched: bundle them into one first (for instance by redocly bundle)");
        }
        JsonNode target = pointed(reference.substring(1));
        if (target.isMissingNode()) {
            throw new OpenApiException(name + ": there is nothing at " + reference);
        }
        return target;
    }

    private JsonNode pointed(String fragment) {
        try {
            return root.at(
                    JsonPointer.compile(URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return MissingNode.getInstance();
        }
    }
}
