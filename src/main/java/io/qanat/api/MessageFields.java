package io.qanat.api;

import io.qanat.page.Headers;
import io.qanat.settings.NameValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The headers of a Camel message that are header fields of an HTTP answer. */
public final class MessageFields {
    private MessageFields() {}

    /** The fields: all headers but Camel's own; a list is several field lines. */
    public static Headers of(Map<String, Object> headers) {
        List<NameValue> fields = new ArrayList<>();
        headers.forEach((name, value) -> {
            if (name.startsWith("Camel") || value == null) {
                return;
            }
            if (value instanceof List<?> lines) {
                lines.forEach(line -> fields.add(new NameValue(name, String.valueOf(line))));
            } else {
                fields.add(new NameValue(name, String.valueOf(value)));
            }
        });
        return new Headers(fields);
    }
}
