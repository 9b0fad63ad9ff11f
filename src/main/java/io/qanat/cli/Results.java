package io.qanat.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.page.Json;
import io.qanat.pull.RunResult;
import io.qanat.pull.RunResult.Outcome;
import java.util.Locale;

/** A run's result as a person and as a program reads it. */
final class Results {
    private Results() {}

    /** One line; a failed one says why. */
    static String line(RunResult result) {
        String counts = String.format(
                Locale.ROOT,
                "%s  %s  %,d rows  %,d pages  %,d requests  %,d retries  %.1f s",
                result.pull(),
                result.result().text(),
                result.rows(),
                result.pages(),
                result.requests(),
                result.retries(),
                seconds(result));
        String detail =
                result.result() == Outcome.OK ? String.join(" ", result.files()) : String.valueOf(result.error());
        return detail.isEmpty() || detail.equals("null") ? counts : counts + "  " + detail;
    }

    /** One line of JSON, with the members that {@code names.md} promises. */
    static String json(RunResult result) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("pull", result.pull())
                .put("run", result.run())
                .put("result", result.result().text());
        node.put("resumed", result.resumed()).put("pages", result.pages()).put("rows", result.rows());
        node.put("requests", result.requests()).put("retries", result.retries()).put("seconds", seconds(result));
        result.files().forEach(node.putArray("files")::add);
        node.put("error", result.error());
        try {
            return Json.MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
    }

    private static double seconds(RunResult result) {
        return result.time().toMillis() / 1000.0;
    }
}
