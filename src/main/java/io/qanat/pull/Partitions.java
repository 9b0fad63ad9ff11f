package io.qanat.pull;

import java.util.List;
import java.util.stream.Stream;

/**
 * The values that a pull goes through, each with pages of its own.
 *
 * @param name what stands in braces where a value goes
 * @param values the values, each once
 */
public record Partitions(String name, List<String> values) {
    private static final String LIST = "list:";

    public Partitions {
        values = List.copyOf(values);
    }

    /**
     * Reads {@code id=list:a,b}.
     *
     * @throws IllegalArgumentException with what is allowed, if the text is anything else
     */
    static Partitions parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1 || !text.startsWith(LIST, equals + 1)) {
            throw new IllegalArgumentException("\"" + text + "\" must be written as name=list:a,b,c");
        }
        List<String> values = Stream.of(
                        text.substring(equals + 1 + LIST.length()).split(","))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
        if (values.isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\" names no value");
        }
        return new Partitions(text.substring(0, equals).strip(), values);
    }
}
