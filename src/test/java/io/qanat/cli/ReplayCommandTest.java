package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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
