package io.qanat.page;

import io.qanat.settings.NameValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of an answer in their order; names compare without case (RFC 9110 §5.1).
 *
 * @param fields each field line on its own
 */
public record Headers(List<NameValue> fields) {
    public static final Headers NONE = new Headers(List.of());

    public Headers {
        fields = List.copyOf(fields);
    }

    /** The first value of that name, or null. */
    public @Nullable String first(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(NameValue::value)
                .findFirst()
                .orElse(null);
    }

    /** All values of that name, a line each. */
    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(NameValue::value)
                .toList();
    }
}
