package io.qanat.page;

import io.qanat.settings.NameValue;
import io.qanat.settings.Names;
import io.qanat.settings.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The constant part of a pull's requests, with placeholders. Immutable.
 *
 * @param method GET, POST, PUT or PATCH
 * @param path below the API's URL; begins with {@code /}
 * @param query names and values
 * @param headers names and values
 * @param body text; empty for none
 * @param contentType the body's type
 */
public record RequestTemplate(
        String method, String path, List<NameValue> query, List<NameValue> headers, String body, String contentType) {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH");
    private static final String FILE = "file:";

    public RequestTemplate {
        query = List.copyOf(query);
        headers = List.copyOf(headers);
    }

    static RequestTemplate of(Parameters p, Set<String> placeholders, UnaryOperator<String> files) {
        String type = p.has("contentType") ? p.text("contentType") : "application/json";
        RequestTemplate template =
                new RequestTemplate(method(p), path(p), p.pairs("query"), p.pairs("headers"), body(p, files), type);
        template.checkPlaceholders(p, placeholders);
        if (!template.body.isEmpty() && template.method.equals("GET")) {
            p.problem("body", "needs method=POST, PUT or PATCH: a GET request carries no body (RFC 9110 §9.3.1)");
        }
        if (template.body.isEmpty() && !type.equals("application/json")) {
            p.problem("contentType", "has no effect without a body; what is asked for goes into headers: Accept=…");
        }
        return template;
    }

    /**
     * The first request's constant part.
     *
     * @throws IllegalArgumentException if a value can't stand where its placeholder is
     */
    public PageRequest fill(Placeholders values) {
        List<NameValue> filledHeaders = new ArrayList<>();
        headers.forEach(pair -> filledHeaders.add(new NameValue(pair.name(), values.inHeader(pair.value()))));
        if (!body.isEmpty() && headers.stream().noneMatch(pair -> pair.name().equalsIgnoreCase("Content-Type"))) {
            filledHeaders.add(new NameValue("Content-Type", contentType));
        }
        return new PageRequest(
                method,
                UriReference.escaped(values.inPath(path)),
                query.stream()
                        .map(pair -> new NameValue(pair.name(), values.inQuery(pair.value())))
                        .toList(),
                filledHeaders,
                values.inBody(body, contentType).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether that name stands in braces somewhere. */
    public boolean uses(String name) {
        Stream<String> values = Stream.concat(query.stream(), headers.stream()).map(NameValue::value);
        return Stream.concat(Stream.of(path, body), values)
                .anyMatch(text -> Placeholders.names(text).contains(name));
    }

    /** Why the body can't take parameters, or null if it can. */
    @Nullable
    String bodyMistake() {
        try {
            new PagingParameter(PageIn.BODY, "x").get(sample());
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** A request to look at before the placeholders have values: in its body they are 0. */
    PageRequest sample() {
        String text =
                Placeholders.names(body).stream().reduce(body, (sample, name) -> sample.replace("{" + name + "}", "0"));
        return new PageRequest(method, path, query, headers, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String method(Parameters p) {
        String method = p.has("method") ? p.text("method").toUpperCase(Locale.ROOT) : "GET";
        if (!METHODS.contains(method)) {
            p.problem("method", "\"" + method + "\" must be one of GET, POST, PUT, PATCH");
        }
        return method;
    }

    private static String path(Parameters p) {
        String path = p.required("path");
        if (path.matches("[A-Za-z][A-Za-z0-9+.-]*://.*")) {
            p.problem("path", "\"" + path + "\" must be a path below the API's url, without scheme and host");
        }
        if (path.contains("?") || path.contains("#")) {
            p.problem(
                    "path",
                    "\"" + path + "\" must not hold ? or #; write parameters into query: name=value; name=value");
        }
        return path.startsWith("/") ? path : "/" + path;
    }

    private static String body(Parameters p, UnaryOperator<String> files) {
        String body = p.text("body");
        if (!body.startsWith(FILE)) {
            return body;
        }
        String text = p.parsed("body", name -> files.apply(name.substring(FILE.length())));
        return text == null ? "" : text;
    }

    /** In a path every name must be known; elsewhere braces are common, and only a near miss is refused. */
    private void checkPlaceholders(Parameters p, Set<String> known) {
        Placeholders.names(path).stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> p.problem("path", unknown(name, known)));
        refuseNearMisses(p, "query", query, known);
        refuseNearMisses(p, "headers", headers, known);
    }

    private static void refuseNearMisses(Parameters p, String parameter, List<NameValue> pairs, Set<String> known) {
        pairs.stream()
                .flatMap(pair -> Placeholders.names(pair.value()).stream())
                .filter(name ->
                        !known.contains(name) && Names.nearest(name, known).isPresent())
                .forEach(name -> p.problem(parameter, unknown(name, known)));
    }

    private static String unknown(String name, Set<String> known) {
        if (known.isEmpty()) {
            return "{" + name + "} has no value: only forEach and incrementalField give names";
        }
        return "{" + name + "} has no value; known are "
                + known.stream().sorted().map(text -> "{" + text + "}").collect(Collectors.joining(", "))
                + Names.didYouMean(name, known);
    }
}
