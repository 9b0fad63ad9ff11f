package io.qanat.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import io.qanat.page.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The records of a message's body, as a page that nobody else can change. */
final class Bodies {
    private Bodies() {}

    /**
     * A page stays as it is; maps, collections and trees are written as JSON; text, bytes and streams must hold JSON: an array of
     * records, one record, or records one after the other (JSON lines).
     *
     * @param subject names the table in messages
     * @throws TableException if it is none of these
     */
    static Page page(String subject, @Nullable Object body) throws IOException {
        if (body instanceof Page page) {
            return page;
        }
        try {
            return scanned(bytes(subject, body));
        } catch (JsonProcessingException e) {
            throw new TableException(
                    subject + ": the body ("
                            + Objects.requireNonNull(body).getClass().getName() + ") isn't JSON: "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    private static byte[] bytes(String subject, @Nullable Object body) throws IOException {
        if (body instanceof byte[] bytes) {
            return bytes.clone();
        }
        if (body instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (body instanceof InputStream stream) {
            return stream.readAllBytes();
        }
        if (body instanceof Map || body instanceof Collection || body instanceof JsonNode) {
            return Json.MAPPER.writeValueAsBytes(body);
        }
        throw new TableException(
                subject + ": the body is "
                        + (body == null ? "empty" : "a " + body.getClass().getName())
                        + ", but must be a page, List, Map, JsonNode, or JSON as String, InputStream or byte[]: unmarshal it before");
    }

    private static Page scanned(byte[] bytes) throws IOException {
        try (JsonParser parser = Json.FACTORY.createParser(bytes)) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return Page.empty(1);
            }
            int elements = token == JsonToken.START_ARRAY ? elements(parser) : 0;
            parser.skipChildren();
            int values = 1 + rest(parser);
            if (values == 1 && token == JsonToken.START_ARRAY) {
                return new Page(1, bytes, 0, bytes.length, Page.Layout.ARRAY, elements);
            }
            return new Page(1, bytes, 0, bytes.length, values == 1 ? Page.Layout.SINGLE : Page.Layout.SEQUENCE, values);
        }
    }

    private static int elements(JsonParser parser) throws IOException {
        int elements = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
            elements++;
        }
        return elements;
    }

    private static int rest(JsonParser parser) throws IOException {
        int values = 0;
        while (parser.nextToken() != null) {
            parser.skipChildren();
            values++;
        }
        return values;
    }
}
