package io.qanat.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.qanat.page.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, read whole.
 *
 * @param method such as GET
 * @param target path and query as they came
 * @param parameters the query's, or of a form its fields, decoded
 * @param headers by name in lower case, the first value each
 * @param body empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // identity is fine: requests are not compared
record Call(String method, URI target, Map<String, List<String>> parameters, Map<String, String> headers, byte[] body) {
    private static final int MAX_BODY = 1 << 20;

    static Call read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
        URI target = exchange.getRequestURI();
        return new Call(exchange.getRequestMethod(), target, pairs(target.getRawQuery()), headers, body);
    }

    String path() {
        return target.getPath();
    }

    /** Tells requests for the same page from others: method, path, query, cursor header and body, but no secret. */
    String key() {
        StringBuilder key = new StringBuilder(method).append(' ').append(target);
        String cursor = header(Listings.CURSOR_HEADER);
        if (cursor != null) {
            key.append(' ').append(Listings.CURSOR_HEADER).append(": ").append(cursor);
        }
        if (body.length > 0 && !path().equals(Tokens.PATH)) {
            key.append(' ').append(new String(body, StandardCharsets.UTF_8));
        }
        return key.toString();
    }

    @Nullable
    String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** The first value of a parameter; null if it is absent or empty. */
    @Nullable
    String parameter(String name) {
        String value = parameters.getOrDefault(name, List.of("")).get(0);
        return value.isEmpty() ? null : value;
    }

    /** A whole number of at least {@code least}. */
    int number(String name, int least, int fallback) {
        String value = parameter(name);
        return value == null ? fallback : number(name, value, least);
    }

    JsonNode json() {
        try {
            JsonNode tree = Json.MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
            if (tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("the body is not JSON: " + e.getOriginalMessage());
        }
        throw Refusal.badRequest("the body must be a JSON object");
    }

    /** The same with the fields of its form (application/x-www-form-urlencoded) as parameters. */
    Call form() {
        return new Call(method, target, pairs(new String(body, StandardCharsets.UTF_8)), headers, body);
    }

    static int number(String name, String value, int least) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, together with a number that is too small
        }
        throw Refusal.badRequest(name + " must be a whole number of at least " + least);
    }

    private static Map<String, List<String>> pairs(@Nullable String text) {
        Map<String, List<String>> pairs = new LinkedHashMap<>();
        for (String pair : text == null ? new String[0] : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            pairs.computeIfAbsent(name, n -> new ArrayList<>())
                    .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return pairs;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("the query is not well encoded: " + e.getMessage());
        }
    }
}
