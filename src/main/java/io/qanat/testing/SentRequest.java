package io.qanat.testing;

import io.qanat.page.Headers;
import io.qanat.settings.NameValue;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came to the server. Immutable.
 *
 * @param method such as GET
 * @param path with its escapes, such as {@code /v1/orders}
 * @param query with its escapes and without the question mark; empty if there is none
 * @param headers the field lines
 * @param body as UTF-8; empty if there is none
 */
public record SentRequest(String method, String path, String query, Headers headers, String body) {

    /** The first value of that query parameter, decoded; null if it isn't there. */
    public @Nullable String parameter(String name) {
        return parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(NameValue::value)
                .findFirst()
                .orElse(null);
    }

    /** The query's parameters in their order, decoded. */
    public List<NameValue> parameters() {
        List<NameValue> parameters = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                parameters.add(new NameValue(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1))));
            }
        }
        return parameters;
    }

    /** A text that was sent with a wrong escape is given as it came: a test is to see it. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** The first header field of that name; null if it isn't there. */
    public @Nullable String header(String name) {
        return headers.first(name);
    }

    /** Where it was sent, such as {@code http://127.0.0.1:40123}: links in an answer begin with it. */
    public String origin() {
        return "http://" + header("Host");
    }

    /** What comes first in it: {@code GET /v1/orders?limit=2}. */
    public String line() {
        return method + " " + path + (query.isEmpty() ? "" : "?" + query);
    }

    @Override
    public String toString() {
        return line();
    }
}
