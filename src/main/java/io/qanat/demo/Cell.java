package io.qanat.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.qanat.page.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value as one line of text: nested ones as compact JSON, null as nothing, control characters as JSON writes them. */
final class Cell {
    private Cell() {}

    static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Map || value instanceof List) {
            return json(plain(value));
        }
        return value instanceof String text ? line(text) : scalar(value);
    }

    private static String scalar(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    /** An empty text is told from a null by its quotes. */
    private static String line(String text) {
        boolean control = text.codePoints().anyMatch(Cell::breaksLine);
        return text.isEmpty() || control ? json(text) : text;
    }

    private static boolean breaksLine(int code) {
        int type = Character.getType(code);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static String json(@Nullable Object value) {
        try {
            return Json.MAPPER
                    .writeValueAsString(value)
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cell: a plain value can't fail to be written", e);
        }
    }

    /** The same of nothing but maps, lists, numbers, booleans, null and texts: dates and times are their own text. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, member) -> copy.put(String.valueOf(name), plain(member)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(plain(element)));
            return copy;
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
