package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code runs}: the history as people and programs read it. */
class RunsCommandTest {
    @TempDir
    Path folder;

    @Test
    void the_latest_run_stands_first_in_aligned_columns() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            feed.told(folder, "pull", "orders");
            feed.failAt(1);
            feed.told(folder, "pull", "plain");
            Told told = feed.told(folder, "runs");
            List<String> lines = told.out().lines().toList();
            assertThat(told.exit()).isZero();
            assertThat(lines.get(0)).isEqualTo("PULL    RUN (BEGUN, UTC)       RESULT  PAGES ROWS REQ RETRY 429  TIME");
            assertThat(lines.get(1)).matches("plain   \\d{8}T\\d{6}Z-[0-9a-f]{4}  failed +0 +0 +1 +0 +0 +\\d+\\.\\d s");
            assertThat(lines.get(2)).startsWith("  shop: GET http://").contains("status 500");
            assertThat(lines.get(3)).matches("orders  \\d{8}T\\d{6}Z-[0-9a-f]{4}  ok +4 +6 +4 +0 +0 +\\d+\\.\\d s");
            assertThat(lines).hasSize(4).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        }
    }

    @Test
    void as_json_each_run_is_an_object_with_all_that_is_known() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            feed.told(folder, "pull", "orders");
            JsonNode run = Json.MAPPER.readTree(
                    feed.told(folder, "runs", "orders", "--json").out());
            assertThat(run.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "pull",
                            "run",
                            "result",
                            "resumed",
                            "begun",
                            "ended",
                            "pages",
                            "rows",
                            "bytes",
                            "requests",
                            "retries",
                            "limited",
                            "seconds",
                            "files",
                            "error");
            assertThat(run.path("rows").asInt()).isEqualTo(6);
            assertThat(run.path("files")).hasSize(1);
        }
    }

    @Test
    void no_more_than_asked_for_are_shown_of_the_pulls_that_are_named() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            feed.told(folder, "pull", "orders", "plain", "orders");
            assertThat(feed.told(folder, "runs", "orders", "--most", "1", "--json")
                            .out()
                            .lines())
                    .hasSize(1);
            assertThat(feed.told(folder, "runs", "orders", "--json").out()).doesNotContain("plain");
            assertThat(feed.told(folder, "runs", "orders", "plain", "--json")
                            .out()
                            .lines())
                    .hasSize(3);
        }
    }

    @Test
    void a_pull_that_has_not_run_says_so() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            Told told = feed.told(folder, "runs", "orders");
            assertThat(told.exit()).isZero();
            assertThat(told.out()).isEmpty();
            assertThat(told.err()).contains("orders: has no runs yet");
        }
    }

    @Test
    void before_the_first_run_it_says_where_it_looked() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            assertThat(feed.told(folder, "runs").err())
                    .contains("no pull has run yet")
                    .contains(folder.resolve("state").toString());
        }
    }

    @Test
    void an_unknown_pull_is_wrong_use_and_the_nearest_is_named() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            Told told = feed.told(folder, "runs", "ordres");
            assertThat(told.exit()).isEqualTo(2);
            assertThat(told.err()).contains("there is no pull ordres; did you mean orders?");
        }
    }

    @Test
    void none_at_all_can_not_be_asked_for() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            Told told = feed.told(folder, "runs", "--most", "0");
            assertThat(told.exit()).isEqualTo(2);
            assertThat(told.err()).contains("--most 0 must be a number of at least 1");
        }
    }

    @Test
    void a_pull_whose_route_is_gone_keeps_its_history() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            feed.told(folder, "pull", "orders");
            Told told = feed.told(
                    folder,
                    "runs",
                    "orders",
                    "--routes",
                    folder.resolve("other").toString());
            assertThat(told.exit()).as(told.err()).isZero();
            assertThat(told.out().lines()).hasSize(2);
        }
    }
}
