package io.qanat.incremental;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import io.qanat.page.Page;
import io.qanat.page.PageSettings;
import io.qanat.settings.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes settings, pages and filters. */
final class Increments {
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private Increments() {}

    /** Settings of {@code name, value, name, value}; the field is {@code /at} unless given. */
    static IncrementalSettings settings(String... namesAndValues) {
        Parameters parameters = parameters(namesAndValues);
        IncrementalSettings settings = read(parameters);
        parameters.check();
        return Objects.requireNonNull(settings);
    }

    static @Nullable IncrementalSettings read(Parameters parameters) {
        PageSettings pages = PageSettings.of(parameters, IncrementalSettings.PLACEHOLDERS, name -> "");
        return IncrementalSettings.read(parameters, pages.request());
    }

    static List<String> mistakes(String... namesAndValues) {
        Parameters parameters = parameters(namesAndValues);
        IncrementalSettings ignored = read(parameters);
        return parameters.problems().stream().map(Object::toString).toList();
    }

    static Parameters parameters(String... namesAndValues) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("path", "/v1/orders");
        values.put("incrementalField", "/at");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Parameters("pull orders", values);
    }

    static Windows windows(String... namesAndValues) {
        return new Windows(settings(namesAndValues), "orders");
    }

    static Bookmark bookmark(String value) {
        return Bookmark.at(new Values(TimeFormat.AS_SEEN).start(value, null));
    }

    /** An ordinary run's filter after that bookmark. */
    static BoundaryFilter filter(IncrementalSettings settings, @Nullable Bookmark old) {
        Bounds bounds = new Windows(settings, "orders").first(old, null, NOW);
        return new BoundaryFilter(settings, "orders", old, bounds, () -> NOW);
    }

    static Page array(String json, int size) {
        return page(json, Page.Layout.ARRAY, size);
    }

    /** A page whose bytes stand within others. */
    static Page page(String json, Page.Layout layout, int size) {
        byte[] bytes = ("ü[{" + json + "}]").getBytes(StandardCharsets.UTF_8);
        return new Page(1, bytes, 4, bytes.length - 2, layout, size);
    }

    static String text(Page page) {
        try {
            return new String(page.stream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
