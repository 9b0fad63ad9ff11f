package io.qanat.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Runs, states and commits as a test needs them. */
final class Runs {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

    private Runs() {}

    static RunRecord run(String pull, String run) {
        return run(pull, run, NOON);
    }

    static RunRecord run(String pull, String run, Instant ended) {
        return run(pull, run, ended, null);
    }

    static RunRecord run(String pull, String run, Instant ended, String error) {
        String result = error == null ? "ok" : "failed";
        List<String> files = List.of("data/" + pull + "/" + run + "-00001.parquet");
        Instant begun = ended.minusSeconds(60);
        return new RunRecord(pull, run, result, true, begun, ended, 12, 2_400, 5_000_000_000L, 14, 2, 1, files, error);
    }

    static PullState state(String lastRun, int bookmark) {
        Map<String, JsonNode> values = Map.of("bookmark", IntNode.valueOf(bookmark), "field", TextNode.valueOf("/id"));
        return new PullState(lastRun, values);
    }

    static Commit commit(String pull, String run, int bookmark) {
        return new Commit(
                pull,
                run,
                List.of("table:" + pull + "?primaryKey=id", "table:other"),
                state(run, bookmark),
                run(pull, run));
    }
}
