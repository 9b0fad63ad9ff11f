package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.disk.Disk;
import io.qanat.page.Json;
import io.qanat.state.PullLock;
import io.qanat.state.StateStore;
import io.qanat.state.StateStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code state}: what it shows, and what it refuses to change. */
class StateCommandTest {
    @TempDir
    Path folder;

    private StateStore store() {
        return StateStores.open(folder.resolve("state").toString(), null, null, Disk.LOCAL);
    }

    private static JsonNode json(Told told) throws IOException {
        return Json.MAPPER.readTree(told.out());
    }

    private Told wrong(Feed feed, String... args) {
        Told told = feed.told(folder, args);
        assertThat(told.exit()).as(told.out() + told.err()).isEqualTo(2);
        assertThat(told.stackLines()).isZero();
        return told;
    }

    @Test
    void it_shows_the_last_run_the_bookmark_and_where_the_records_were() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            feed.told(folder, "pull", "orders");
            Told told = feed.told(folder, "state", "orders");
            assertThat(told.exit()).as(told.err()).isZero();
            assertThat(told.out())
                    .contains("  ok, 6 rows in 4 pages, ended ")
                    .contains("bookmark    2026-01-01T05:00:00Z, 1 record near it remembered")
                    .contains("records at  \"\"")
                    .contains("unfinished  none")
                    .contains("running     no")
                    .contains("state in    " + folder.resolve("state"));
        }
    }

    @Test
    void as_json_it_is_one_object_with_all_of_it() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            feed.told(folder, "pull", "orders");
            JsonNode shown = json(feed.told(folder, "state", "orders", "--json"));
            assertThat(shown.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "pull",
                            "run",
                            "bookmark",
                            "cursors",
                            "records",
                            "state",
                            "last",
                            "unfinished",
                            "pending",
                            "running");
            assertThat(shown.at("/bookmark/value").asText()).isEqualTo("2026-01-01T05:00:00Z");
            assertThat(shown.at("/last/rows").asInt()).isEqualTo(6);
            assertThat(shown.path("run")).isEqualTo(shown.at("/last/run"));
        }
    }

    @Test
    void a_pull_that_has_never_run_remembers_nothing() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            Told told = feed.told(folder, "state", "orders");
            assertThat(told.exit()).isZero();
            assertThat(told.out()).contains("last run    none").contains("bookmark    none");
        }
    }

    @Test
    void an_unknown_pull_is_wrong_use_and_the_nearest_is_named() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            assertThat(wrong(feed, "state", "ordres").err()).contains("there is no pull ordres; did you mean orders?");
        }
    }

    @Test
    void a_reset_makes_the_next_run_begin_as_the_first_and_keeps_the_history() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            feed.told(folder, "pull", "orders");
            Told reset = feed.told(folder, "state", "orders", "--reset");
            assertThat(reset.exit()).isZero();
            assertThat(reset.out()).contains("orders: the bookmark is none, and was 2026-01-01T05:00:00Z");
            assertThat(feed.told(folder, "state", "orders").out()).contains("bookmark    none");
            assertThat(json(feed.told(folder, "pull", "orders", "--json"))
                            .path("rows")
                            .asInt())
                    .isEqualTo(6);
            assertThat(feed.told(folder, "runs", "--json").out().lines()).hasSize(2);
        }
    }

    @Test
    void what_a_reset_printed_puts_the_same_state_back() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            feed.told(folder, "pull", "orders");
            Path state = folder.resolve("state/orders/state.json");
            String before = Files.readString(state);
            Told reset = feed.told(folder, "state", "orders", "--reset");
            assertThat(Files.readString(state)).isNotEqualTo(before);
            String quoted = reset.out().lines().skip(2).findFirst().orElseThrow();
            String value = quoted.substring(quoted.indexOf('\'') + 1, quoted.lastIndexOf('\''));
            assertThat(feed.told(folder, "state", "orders", "--set", value).exit())
                    .isZero();
            assertThat(Json.MAPPER.readTree(Files.readString(state)).at("/values/bookmark"))
                    .isEqualTo(Json.MAPPER.readTree(before).at("/values/bookmark"));
        }
    }

    @Test
    void a_bookmark_that_was_set_back_has_the_next_run_pull_from_there() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            feed.told(folder, "pull", "orders");
            Told set = feed.told(folder, "state", "orders", "--set", "2026-01-01T03:00:00Z");
            assertThat(set.exit()).as(set.err()).isZero();
            assertThat(json(feed.told(folder, "pull", "orders", "--json"))
                            .path("rows")
                            .asInt())
                    .isEqualTo(3);
        }
    }

    @Test
    void a_date_is_spelt_as_the_api_spells_its_times() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            feed.told(folder, "pull", "orders");
            assertThat(feed.told(folder, "state", "orders", "--set", "2026-01-01")
                            .out())
                    .contains("the bookmark is 2026-01-01T00:00:00Z, and was 2026-01-01T05:00:00Z");
        }
    }

    @Test
    void a_bookmark_that_is_set_where_it_is_keeps_the_records_near_it() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            feed.told(folder, "pull", "orders");
            feed.told(folder, "state", "orders", "--set", "2026-01-01T05:00:00Z");
            assertThat(feed.told(folder, "state", "orders").out()).contains("1 record near it remembered");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                yesterday            | is of kind text, but the bookmark is of kind time
                42                   | is of kind id, but the bookmark is of kind time
                7d                   | is a duration
                2126-01-01T00:00:00Z | lies in the future
                {"value":            | it is no JSON
                {"kind":"time"}      | there is no value in it
                """)
    void a_value_that_can_not_be_the_bookmark_is_refused_and_changes_nothing(String value, String told)
            throws IOException {
        try (Feed feed = Feed.open(folder)) {
            feed.told(folder, "pull", "orders");
            assertThat(wrong(feed, "state", "orders", "--set", value).err())
                    .startsWith("error: pull orders: --set: ")
                    .contains(told);
            assertThat(feed.told(folder, "state", "orders").out()).contains("bookmark    2026-01-01T05:00:00Z");
        }
    }

    @Test
    void a_pull_that_remembers_no_place_takes_no_bookmark() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            assertThat(wrong(feed, "state", "plain", "--set", "1").err())
                    .contains("pull plain: --set: it has neither incrementalField nor keepCursor");
        }
    }

    @Test
    void a_bookmark_of_a_pull_without_a_route_can_be_forgotten_but_not_set() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            feed.told(folder, "pull", "orders");
            Files.delete(folder.resolve("routes/shop.camel.yaml"));
            assertThat(wrong(feed, "state", "orders", "--set", "2026-01-01").err())
                    .contains("pull orders: route: no file in ");
            assertThat(feed.told(folder, "state", "orders", "--reset").exit()).isZero();
        }
    }

    @Test
    void a_change_is_refused_while_the_pull_runs_and_names_who_runs_it() throws IOException {
        try (Feed feed = Feed.open(folder);
                StateStore store = store();
                PullLock lock = Objects.requireNonNull(store.lock("orders"))) {
            lock.requireHeld();
            assertThat(wrong(feed, "state", "orders", "--reset").err())
                    .contains("orders: is running in process "
                            + ProcessHandle.current().pid());
            assertThat(feed.told(folder, "state", "orders").out())
                    .contains("running     process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void a_change_is_refused_while_a_run_is_unfinished_unless_that_is_given_up() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            feed.failAt(2);
            feed.told(folder, "pull", "orders");
            assertThat(feed.told(folder, "state", "orders").out())
                    .containsPattern(
                            "unfinished  \\S+, begun \\S+ \\(of the schedule\\): 1 page is kept, and the next run goes on");
            assertThat(wrong(feed, "state", "orders", "--reset").err())
                    .contains("is unfinished")
                    .contains("--fresh");
            assertThat(feed.told(folder, "state", "orders", "--reset", "--fresh")
                            .exit())
                    .isZero();
            assertThat(feed.told(folder, "state", "orders").out()).contains("unfinished  none");
        }
    }

    @Test
    void fresh_alone_is_wrong_use() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            assertThat(wrong(feed, "state", "orders", "--fresh").err()).contains("--fresh goes with --reset or --set");
        }
    }

    @Test
    void damaged_state_is_told_with_its_file() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            feed.told(folder, "pull", "orders");
            Files.writeString(folder.resolve("state/orders/state.json"), "{");
            assertThat(wrong(feed, "state", "orders").err()).contains("state.json: it is damaged");
        }
    }
}
