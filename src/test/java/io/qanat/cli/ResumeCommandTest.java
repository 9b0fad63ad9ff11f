package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pull} of runs that go on, begin afresh, or have a range. */
class ResumeCommandTest {
    @TempDir
    Path folder;

    private static JsonNode line(String json) throws IOException {
        return Json.MAPPER.readTree(json);
    }

    @Test
    void a_failed_run_says_how_many_pages_are_kept_and_the_next_one_goes_on_there() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            feed.failAt(3);
            Told failed = feed.told(folder, "pull", "orders");
            assertThat(failed.exit()).isEqualTo(1);
            assertThat(failed.out())
                    .contains("status 500")
                    .contains("; 2 pages are kept, and the next run goes on there");
            feed.failAt(0);
            Told resumed = feed.told(folder, "pull", "orders", "--json");
            JsonNode line = line(resumed.out());
            assertThat(resumed.exit()).isZero();
            assertThat(line.path("resumed").asBoolean()).isTrue();
            assertThat(line.path("pages").asInt()).isEqualTo(4);
            assertThat(line.path("requests").asInt()).isEqualTo(2);
            assertThat(line.path("rows").asInt()).isEqualTo(6);
        }
    }

    @Test
    void a_fresh_run_asks_for_all_pages_again() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            feed.failAt(3);
            feed.told(folder, "pull", "orders");
            feed.failAt(0);
            JsonNode line = line(
                    feed.told(folder, "pull", "orders", "--fresh", "--json").out());
            assertThat(line.path("resumed").asBoolean()).isFalse();
            assertThat(line.path("requests").asInt()).isEqualTo(4);
        }
    }

    @Test
    void a_range_is_pulled_once_more_and_the_bookmark_stays() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            feed.told(folder, "pull", "orders");
            Told told = feed.told(
                    folder,
                    "pull",
                    "orders",
                    "--since",
                    "2026-01-01T01:00:00Z",
                    "--until",
                    "2026-01-01T02:00:00Z",
                    "--json");
            assertThat(told.exit()).as(told.out() + told.err()).isZero();
            assertThat(line(told.out()).path("rows").asInt()).isEqualTo(2);
            assertThat(feed.told(folder, "state", "orders").out()).contains("bookmark    2026-01-01T05:00:00Z");
        }
    }

    @Test
    void a_range_of_dates_is_spelt_as_the_api_spells_its_times() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            feed.told(folder, "pull", "orders");
            Told told = feed.told(folder, "pull", "orders", "--since", "2026-01-01", "--until", "2026-01-02", "--json");
            assertThat(told.exit()).as(told.out()).isZero();
            assertThat(line(told.out()).path("rows").asInt()).isEqualTo(6);
        }
    }

    @Test
    void every_window_of_a_range_has_a_line_of_its_own() throws IOException {
        try (Feed feed = Feed.open(folder, "window: 2h", "since: 2026-01-01T00:00:00Z")) {
            List<String> lines = feed.told(
                            folder,
                            "pull",
                            "orders",
                            "--since",
                            "2026-01-01T00:00:00Z",
                            "--until",
                            "2026-01-01T05:00:00Z",
                            "--json")
                    .out()
                    .lines()
                    .toList();
            assertThat(lines).hasSize(3);
            for (String line : lines) {
                assertThat(line(line).path("result").asText()).isEqualTo("ok");
            }
        }
    }

    @Test
    void a_range_is_refused_before_any_request_where_a_pull_has_no_incremental_field() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            Told all = feed.told(folder, "pull", "--all", "--since", "2026-01-01");
            assertThat(all.exit()).isEqualTo(2);
            assertThat(all.err())
                    .contains("--since and --until need pulls with an incrementalField, which plain hasn't");
            assertThat(feed.requests()).isZero();
        }
    }

    @Test
    void an_end_without_a_beginning_is_wrong_use() throws IOException {
        wrong("orders: --until needs --since", "--until", "2026-01-01");
    }

    @Test
    void an_end_before_the_beginning_is_wrong_use() throws IOException {
        wrong("lies before --since", "--since", "2026-01-02", "--until", "2026-01-01");
    }

    @Test
    void a_duration_is_no_beginning() throws IOException {
        wrong("orders: --since: \"7d\" is a duration", "--since", "7d");
    }

    private void wrong(String told, String... range) throws IOException {
        try (Feed feed = Feed.open(folder)) {
            String[] args = new String[range.length + 2];
            args[0] = "pull";
            args[1] = "orders";
            System.arraycopy(range, 0, args, 2, range.length);
            Told pull = feed.told(folder, args);
            assertThat(pull.exit()).isEqualTo(2);
            assertThat(pull.err()).contains(told);
            assertThat(pull.stackLines()).isZero();
            assertThat(feed.requests()).isZero();
        }
    }
}
