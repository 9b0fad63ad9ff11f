package io.qanat.pull;

import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With {@code onPartitionFailure=skip} the others are published, and what failed is asked for again next time. */
@Timeout(60)
class SkippedPartitionsTest {
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    /** Two pages for each value. */
    private FaultServer server() throws Exception {
        return FaultServer.choosing(request -> {
            if (failing.contains(request.target())) {
                return status(404);
            }
            return request.target().contains("cursor")
                    ? json("{\"data\":[{\"n\":2}]}")
                    : json("{\"data\":[{\"n\":1}],\"next_cursor\":\"a\"}");
        });
    }

    private static PullHarness pull(FaultServer server, String... more) throws Exception {
        List<String> parameters = new ArrayList<>(
                List.of("path=/x/{of}", "pagination=cursor", "forEach=of=list:a,b,c", "onPartitionFailure=skip"));
        parameters.addAll(List.of(more));
        return PullHarness.start(RouteText.api(server.url()), RouteText.pull(parameters.toArray(String[]::new)));
    }

    private static List<String> rows(PullHarness pull) {
        return pull.rows().stream()
                .map(row -> row.get("of").asText() + row.get("n"))
                .sorted()
                .toList();
    }

    @Test
    void a_value_that_fails_at_its_second_page_leaves_no_row_behind() throws Exception {
        failing.add("/x/b?cursor=a");
        try (FaultServer server = server();
                PullHarness pull = pull(server, "partitionConcurrency=2")) {
            RunResult result = pull.run();
            assertThat(result.result()).isEqualTo(Outcome.PARTIAL);
            assertThat(result.error()).startsWith("1 of 3 parts failed").contains("/x/b", "status 404");
            assertThat(result.rows()).isEqualTo(4);
            assertThat(rows(pull)).containsExactly("a1", "a2", "c1", "c2");
            assertThat(server.requests()).hasSize(6);
        }
    }

    @Test
    void the_next_run_asks_for_it_again() throws Exception {
        failing.add("/x/b");
        try (FaultServer server = server();
                PullHarness pull = pull(server)) {
            assertThat(pull.run().result()).isEqualTo(Outcome.PARTIAL);
            failing.clear();
            pull.store.published.clear();
            RunResult next = pull.run();
            assertThat(next.result()).isEqualTo(Outcome.OK);
            assertThat(next.resumed()).isFalse();
            assertThat(rows(pull)).containsExactly("a1", "a2", "b1", "b2", "c1", "c2");
        }
    }

    @Test
    void a_run_whose_values_all_fail_has_failed() throws Exception {
        failing.addAll(Set.of("/x/a", "/x/b", "/x/c"));
        try (FaultServer server = server();
                PullHarness pull = pull(server)) {
            RunResult result = pull.run();
            assertThat(result.result()).isEqualTo(Outcome.FAILED);
            assertThat(result.error()).startsWith("orders: every part failed: ").contains("/x/a");
            assertThat(pull.store.published).isEmpty();
        }
    }

    @Test
    void the_history_and_the_log_tell_what_was_left_out() throws Exception {
        failing.add("/x/b");
        try (FaultServer server = server();
                LogEvents log = LogEvents.of(Slice.class);
                PullHarness pull = pull(server)) {
            RunResult result = pull.run();
            assertThat(Pulls.of(pull.context).store().runs("orders", 1))
                    .singleElement()
                    .satisfies(record -> {
                        assertThat(record.result()).isEqualTo("partial");
                        assertThat(record.error()).isEqualTo(result.error());
                    });
            assertThat(log.messages()).anyMatch(line -> line.startsWith("orders of=b: left out: "));
        }
    }

    @Test
    void a_step_that_fails_is_no_partitions_failure() throws Exception {
        try (FaultServer server = server();
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.step("fails", exchange -> {
                            throw new IllegalStateException("boom");
                        }),
                        RouteText.api(server.url()),
                        RouteText.pullWith(
                                "- process: { ref: fails }",
                                "path=/x/{of}",
                                "pagination=cursor",
                                "forEach=of=list:a,b,c",
                                "onPartitionFailure=skip"))) {
            assertThat(pull.run().error()).isEqualTo("IllegalStateException: boom");
            assertThat(server.requests()).extracting(Received::path).containsOnly("/x/a");
        }
    }

    @Test
    void it_is_refused_where_rows_would_be_lost() throws Exception {
        try (FaultServer server = server()) {
            assertThatThrownBy(() -> pull(server, "incrementalField=/n", "incrementalParam=since"))
                    .hasStackTraceContaining("skip can't be had with incrementalField");
        }
    }
}
