package io.qanat.testing;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.page.Headers;
import io.qanat.page.Json;
import io.qanat.settings.NameValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Answers in a folder that people read and edit: each body is a file as it came, {@code index.json} says which request it
 * answered. Immutable.
 *
 * @param origins where the API was: links in the answers lead there
 * @param recorded when
 * @param answers in the order in which they came
 */
record Recording(List<String> origins, Instant recorded, List<Entry> answers) {
    private static final String INDEX = "index.json";
    private static final ObjectWriter PRETTY =
            Json.MAPPER.writer(new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));

    Recording {
        origins = List.copyOf(origins);
        answers = List.copyOf(answers);
    }

    /**
     * A request and its answer, without secrets.
     *
     * @param request method, path and query
     * @param requestHeaders its header fields
     * @param requestBody null if it isn't known
     * @param reply the answer
     */
    record Entry(
            String request,
            Headers requestHeaders,
            @Nullable String requestBody,
            Reply reply) {}

    static Recording read(Path folder) {
        try {
            JsonNode index = Json.MAPPER.readTree(Files.readAllBytes(folder.resolve(INDEX)));
            List<String> origins = new ArrayList<>();
            index.required("origins").forEach(origin -> origins.add(origin.asText()));
            List<Entry> answers = new ArrayList<>();
            for (JsonNode answer : index.required("answers")) {
                answers.add(entry(folder, answer));
            }
            return new Recording(
                    origins, Instant.parse(index.required("recorded").asText()), answers);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    folder + ": holds no recording that can be read (" + e + "); make one with Recorder", e);
        }
    }

    private static Entry entry(Path folder, JsonNode answer) throws IOException {
        String file = answer.path("body").asText("");
        byte[] body = file.isEmpty() ? new byte[0] : Files.readAllBytes(folder.resolve(file));
        return new Entry(
                answer.required("request").asText(),
                headers(answer.path("requestHeaders")),
                answer.path("requestBody").textValue(),
                new Reply(answer.required("status").asInt(), headers(answer.path("headers")), body));
    }

    private static Headers headers(JsonNode lines) {
        List<NameValue> fields = new ArrayList<>();
        for (JsonNode line : lines) {
            String[] field = line.asText().split(":", 2);
            fields.add(new NameValue(field[0].strip(), field.length > 1 ? field[1].strip() : ""));
        }
        return new Headers(fields);
    }

    /** Writes it; a recording that is there already is replaced as far as its names are the same. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        ObjectNode index = Json.MAPPER.createObjectNode();
        ArrayNode places = index.putArray("origins");
        origins.forEach(places::add);
        index.put("recorded", recorded.toString());
        ArrayNode list = index.putArray("answers");
        for (Entry entry : answers) {
            ObjectNode json = list.addObject().put("request", entry.request());
            write(entry.requestHeaders(), json.putArray("requestHeaders"));
            if (entry.requestBody() != null && !entry.requestBody().isEmpty()) {
                json.put("requestBody", entry.requestBody());
            }
            json.put("status", entry.reply().status());
            write(entry.reply().headers(), json.putArray("headers"));
            if (entry.reply().body().length > 0) {
                String name = String.format(Locale.ROOT, "%03d%s", list.size(), suffix(entry.reply()));
                Files.write(folder.resolve(name), entry.reply().body());
                json.put("body", name);
            }
        }
        Files.write(folder.resolve(INDEX), (PRETTY.writeValueAsString(index) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Headers headers, ArrayNode to) {
        headers.fields().forEach(field -> to.add(field.name() + ": " + field.value()));
    }

    private static String suffix(Reply reply) {
        String type = String.valueOf(reply.headers().first("Content-Type")).toLowerCase(Locale.ROOT);
        return type.contains("json") ? ".json" : type.contains("xml") ? ".xml" : type.contains("csv") ? ".csv" : ".txt";
    }
}
