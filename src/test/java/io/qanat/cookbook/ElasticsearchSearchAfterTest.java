package io.qanat.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import io.qanat.testing.Reply;
import io.qanat.testing.RouteTest;
import io.qanat.testing.SentRequest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ElasticsearchSearchAfterTest {
    private static final int DOCUMENTS = 2_500;
    private static final Set<String> KNOWN = Set.of("query", "sort", "size", "search_after", "track_total_hits");

    static Reply elasticsearch(SentRequest request) {
        String wrong = Recipe.wrong(request, "POST /logs/_search", List.of());
        if (wrong != null || !"application/json".equals(request.header("Content-Type"))) {
            return Reply.of(400, "{\"error\":\"" + wrong + " " + request.header("Content-Type") + "\"}");
        }
        if (!"ApiKey elastic-key".equals(request.header("Authorization"))) {
            return Reply.of(401, "{\"error\":\"missing authentication credentials\"}");
        }
        return search(body(request));
    }

    private static JsonNode body(SentRequest request) {
        try {
            return Json.MAPPER.readTree(request.body());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(request.body(), e);
        }
    }

    private static Reply search(JsonNode body) {
        Set<String> names = new TreeSet<>();
        body.fieldNames().forEachRemaining(names::add);
        JsonNode after = body.path("search_after");
        boolean fits = after.isMissingNode()
                || (after.isArray() && after.size() == body.path("sort").size());
        if (!KNOWN.containsAll(names) || !fits || !body.path("size").isInt()) {
            return Reply.of(
                    400, "{\"error\":{\"type\":\"parsing_exception\",\"reason\":\"unknown key in " + names + "\"}}");
        }
        int from = after.isMissingNode() ? 0 : after.get(1).asInt() + 1;
        int to = Math.min(from + body.path("size").asInt(), DOCUMENTS);
        return Reply.json(
                "{\"took\":1,\"hits\":{\"hits\":" + Recipe.array(from, to, ElasticsearchSearchAfterTest::hit) + "}}");
    }

    private static String hit(int number) {
        long time = 1_767_225_600_000L + number / 2; // two of each: only event_id tells them apart
        return "{\"_id\":\"d%d\",\"_source\":{\"event_id\":%d,\"level\":\"INFO\"},\"sort\":[%d,%d]}"
                .formatted(number, number, time, number);
    }

    @Test
    void the_last_hits_sort_values_go_into_the_body() throws Exception {
        try (RouteTest test =
                Recipe.start("elasticsearch-search-after.camel.yaml", ElasticsearchSearchAfterTest::elasticsearch)) {
            assertThat(test.pull("elastic-logs").error()).isNull();

            assertThat(test.rows("elastic_logs")).hasSize(DOCUMENTS);
            assertThat(test.requests())
                    .extracting(request -> body(request).path("search_after").toString())
                    .containsExactly(
                            "",
                            "[1767225600499,999]",
                            "[1767225600999,1999]",
                            "[1767225601249,2499]"); // the empty page
        }
    }
}
