package io.qanat.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.page.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Records of the state as JSON and back. Reading is strict: what isn't as it was written is damaged. */
final class StateJson {
    private static final ObjectReader READER =
            Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StateJson() {}

    /** One object, and nothing but white space behind it. */
    static JsonNode parse(String text) {
        JsonNode node;
        try {
            node = READER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException("it is no JSON object");
        }
        return node;
    }

    static ObjectNode state(PullState state) {
        ObjectNode node = Json.MAPPER.createObjectNode().put("lastRun", state.lastRun());
        node.set("values", values(state.values()));
        return node;
    }

    static ObjectNode values(Map<String, JsonNode> values) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        values.forEach(node::set);
        return node;
    }

    static PullState state(JsonNode node) {
        return new PullState(textOrNull(node, "lastRun"), values(object(node, "values")));
    }

    static Map<String, JsonNode> values(JsonNode node) {
        Map<String, JsonNode> values = new TreeMap<>();
        node.properties().forEach(value -> values.put(value.getKey(), value.getValue()));
        return values;
    }

    static ObjectNode commit(Commit commit) {
        ObjectNode node =
                Json.MAPPER.createObjectNode().put("pull", commit.pull()).put("run", commit.run());
        commit.sinks().forEach(node.putArray("sinks")::add);
        node.set("state", state(commit.state()));
        node.set("record", run(commit.record()));
        return node;
    }

    static Commit commit(JsonNode node) {
        return new Commit(
                text(node, "pull"),
                text(node, "run"),
                texts(node, "sinks"),
                state(object(node, "state")),
                run(object(node, "record")));
    }

    static ObjectNode run(RunRecord run) {
        ObjectNode node = Json.MAPPER
                .createObjectNode()
                .put("pull", run.pull())
                .put("run", run.run())
                .put("result", run.result())
                .put("resumed", run.resumed())
                .put("begun", run.begun().toString())
                .put("ended", run.ended().toString())
                .put("pages", run.pages())
                .put("rows", run.rows())
                .put("bytes", run.bytes())
                .put("requests", run.requests())
                .put("retries", run.retries())
                .put("limited", run.limited());
        ArrayNode files = node.putArray("files");
        run.files().forEach(files::add);
        return node.put("error", storable(run.error()));
    }

    static RunRecord run(JsonNode node) {
        return new RunRecord(
                text(node, "pull"),
                text(node, "run"),
                text(node, "result"),
                node.required("resumed").booleanValue(),
                time(node, "begun"),
                time(node, "ended"),
                number(node, "pages"),
                number(node, "rows"),
                number(node, "bytes"),
                number(node, "requests"),
                number(node, "retries"),
                number(node, "limited"),
                texts(node, "files"),
                textOrNull(node, "error"));
    }

    /** An error may quote any bytes that came from an API; a database takes no NUL, and UTF-8 no half of a character. */
    private static @Nullable String storable(@Nullable String error) {
        if (error == null) {
            return null;
        }
        int[] codePoints = error.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? '\uFFFD' : c)
                .toArray();
        return new String(codePoints, 0, codePoints.length);
    }

    private static JsonNode object(JsonNode node, String name) {
        JsonNode value = node.required(name);
        if (!value.isObject()) {
            throw new IllegalArgumentException("\"" + name + "\" is no object");
        }
        return value;
    }

    private static String text(JsonNode node, String name) {
        String text = textOrNull(node, name);
        if (text == null) {
            throw new IllegalArgumentException("\"" + name + "\" is null");
        }
        return text;
    }

    private static @Nullable String textOrNull(JsonNode node, String name) {
        JsonNode value = node.required(name);
        if (!value.isNull() && !value.isTextual()) {
            throw new IllegalArgumentException("\"" + name + "\" is no text");
        }
        return value.textValue();
    }

    private static List<String> texts(JsonNode node, String name) {
        List<String> texts = new ArrayList<>();
        node.required(name).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static long number(JsonNode node, String name) {
        JsonNode value = node.required(name);
        if (!value.isIntegralNumber()) {
            throw new IllegalArgumentException("\"" + name + "\" is no number");
        }
        return value.longValue();
    }

    private static Instant time(JsonNode node, String name) {
        try {
            return Instant.parse(text(node, name));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + name + "\" is no time", e);
        }
    }
}
