package io.qanat.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.page.Json;
import io.qanat.pull.RunResult;
import io.qanat.state.RunRecord;
import java.time.Duration;
import java.util.Locale;

/** A run's result as a person and as a program reads it. */
final class Results {
    private Results() {}

    /** One line; a failed one says why. */
    static String line(RunResult result) {
        String counts = String.format(
                Locale.ROOT,
                "%s  %s%s  %,d rows  %,d pages  %,d requests  %,d retries  %.1f s",
                result.pull(),
                result.result().text(),
                result.resumed() ? " resumed" : "",
                result.rows(),
                result.pages(),
                result.requests(),
                result.retries(),
                seconds(result.time()));
        String files = String.join(" ", result.files());
        String detail =
                switch (result.result()) {
                    case OK -> files;
                    case PARTIAL -> files + "  " + result.error();
                    default -> String.valueOf(result.error());
                };
        return detail.isEmpty() || detail.equals("null") ? counts : counts + "  " + detail;
    }

    /** One line of JSON, with the members that {@code names.md} promises. */
    static String json(RunResult result) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("pull", result.pull())
                .put("run", result.run())
                .put("result", result.result().text());
        node.put("resumed", result.resumed()).put("pages", result.pages()).put("rows", result.rows());
        node.put("requests", result.requests()).put("retries", result.retries()).put("seconds", seconds(result.time()));
        result.files().forEach(node.putArray("files")::add);
        node.put("error", result.error());
        return text(node);
    }

    /** The same of a run in the history, with what else is known of it. */
    static String json(RunRecord run) {
        return text(node(run));
    }

    static ObjectNode node(RunRecord run) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("pull", run.pull()).put("run", run.run()).put("result", run.result());
        node.put("resumed", run.resumed());
        node.put("begun", run.begun().toString()).put("ended", run.ended().toString());
        node.put("pages", run.pages()).put("rows", run.rows()).put("bytes", run.bytes());
        node.put("requests", run.requests()).put("retries", run.retries()).put("limited", run.limited());
        node.put("seconds", seconds(Duration.between(run.begun(), run.ended())));
        run.files().forEach(node.putArray("files")::add);
        return node.put("error", run.error());
    }

    static String text(ObjectNode node) {
        try {
            return Json.MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
