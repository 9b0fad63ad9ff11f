package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code replay}: a run's pages again, without the API. */
class ReplayCommandTest {
    @TempDir
    Path folder;

    @Test
    void a_run_is_made_again_without_a_request() throws IOException {
        try (Feed feed = Feed.open(folder, "keepRaw: true")) {
            String run = run(feed.told(folder, "pull", "orders", "--json"));
            int requests = feed.requests();
            Told replay = feed.told(folder, "replay", run, "--json");
            JsonNode line = Json.MAPPER.readTree(replay.out());
            assertThat(replay.exit()).as(replay.out() + replay.err()).isZero();
            assertThat(line.path("rows").asInt()).isEqualTo(6);
            assertThat(line.path("requests").asInt()).isZero();
            assertThat(feed.requests()).isEqualTo(requests);
        }
    }

    @Test
    @Timeout(60)
    void a_window_is_made_again_once_and_its_successors_are_not() throws IOException {
        try (Feed feed = Feed.open(folder, "keepRaw: true", "window: 2h", "since: 2026-01-01T00:00:00Z")) {
            Told pull = feed.told(
                    folder,
                    "pull",
                    "orders",
                    "--since",
                    "2026-01-01T00:00:00Z",
                    "--until",
                    "2026-01-01T05:00:00Z",
                    "--json");
            String first = Json.MAPPER
                    .readTree(pull.out().lines().findFirst().orElseThrow())
                    .path("run")
                    .asText();
            Told replay = feed.told(folder, "replay", first, "--json");
            assertThat(replay.exit()).as(replay.out() + replay.err()).isZero();
            assertThat(replay.out().lines()).hasSize(1);
            assertThat(Json.MAPPER.readTree(replay.out()).path("rows").asInt()).isEqualTo(2);
        }
    }

    private static String run(Told told) throws IOException {
        return Json.MAPPER.readTree(told.out()).path("run").asText();
    }

    @Test
    void an_unknown_run_is_wrong_use_and_those_that_are_kept_are_named() throws IOException {
        try (Feed feed = Feed.open(folder, "keepRaw: true")) {
            String run = run(feed.told(folder, "pull", "orders", "--json"));
            Told replay = feed.told(folder, "replay", "20260101T000000Z-0000");
            assertThat(replay.exit()).isEqualTo(2);
            assertThat(replay.err())
                    .contains("no pages of run 20260101T000000Z-0000 are kept")
                    .contains("(kept: " + run + " of orders)");
        }
    }

    @Test
    void without_any_kept_pages_it_says_what_keeps_them() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            String run = run(feed.told(folder, "pull", "orders", "--json"));
            Told replay = feed.told(folder, "replay", run);
            assertThat(replay.exit()).isEqualTo(2);
            assertThat(replay.err())
                    .contains("no pages of run " + run + " are kept: ")
                    .contains("keepRaw=true");
        }
    }

    @Test
    void a_run_must_be_named() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            assertThat(feed.told(folder, "replay").exit()).isEqualTo(2);
        }
    }
}
