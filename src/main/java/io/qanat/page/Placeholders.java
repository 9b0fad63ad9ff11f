package io.qanat.page;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code {name}} by a value, written as its surroundings need it. Immutable.
 *
 * @param values the values by name
 */
public record Placeholders(Map<String, String> values) {
    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_.-]*)}");

    public Placeholders {
        values = Map.copyOf(values);
    }

    /** In a path: a value becomes one segment, whatever it holds (RFC 3986 §3.3). */
    String inPath(String text) {
        return fill(
                text,
                value -> value.equals(".") || value.equals("..")
                        ? value.replace(".", "%2E")
                        : UriReference.segment(value));
    }

    /** In a query, whose encoding comes later. */
    String inQuery(String text) {
        return fill(text, UnaryOperator.identity());
    }

    /**
     * In a header field.
     *
     * @throws IllegalArgumentException if a value holds a line break, which would begin another field
     */
    String inHeader(String text) {
        return fill(text, value -> {
            if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
                throw new IllegalArgumentException("a value with a line break can't be sent in a header");
            }
            return value;
        });
    }

    /** In a body, escaped as its type asks. A brace without a known name stays. */
    String inBody(String text, String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        if (type.contains("json")) {
            return fill(
                    text,
                    value -> String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value)));
        }
        if (type.contains("x-www-form-urlencoded")) {
            return fill(text, value -> URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
        return fill(text, type.contains("xml") ? Placeholders::xml : UnaryOperator.identity());
    }

    /** The names that stand in braces. */
    static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        NAME.matcher(text).results().forEach(match -> names.add(match.group(1)));
        return names;
    }

    private String fill(String text, UnaryOperator<String> escape) {
        return NAME.matcher(text).replaceAll(match -> {
            String value = values.get(match.group(1));
            return Matcher.quoteReplacement(value == null ? match.group() : escape.apply(value));
        });
    }

    private static String xml(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
