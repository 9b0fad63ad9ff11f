package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testserver.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands with state in a PostgreSQL. */
class DatabaseStateTest {
    private static final String PASSWORD = "geheim-4711";

    @TempDir
    Path folder;

    private Told told(Feed feed, String... args) {
        List<String> all = new ArrayList<>(Arrays.asList(args));
        all.addAll(List.of("-D", "qanat.state.user=" + Postgres.USER, "-D", "qanat.state.password=" + PASSWORD));
        Told told = feed.told(folder, all.toArray(String[]::new));
        assertThat(told.out() + told.err()).doesNotContain(PASSWORD);
        return told;
    }

    @Test
    void one_setting_puts_state_and_history_into_a_database() throws IOException, SQLException {
        String state = "qanat.state=" + Postgres.newDatabase();
        try (Feed feed = Feed.open(folder)) {
            feed.failAt(2);
            assertThat(told(feed, "pull", "orders", "-D", state).out()).contains("1 page is kept");
            assertThat(Files.exists(folder.resolve("data/.journal/orders"))).isTrue();
            feed.failAt(0);
            assertThat(told(feed, "pull", "orders", "-D", state).out()).startsWith("orders  ok resumed  6 rows");
            assertThat(told(feed, "runs", "orders", "-D", state).out()).contains("  ok resumed ");
            assertThat(told(feed, "state", "orders", "-D", state).out())
                    .contains("state in    jdbc:postgresql:")
                    .contains("bookmark    2026-01-01T05:00:00Z");
            assertThat(told(feed, "state", "orders", "--reset", "-D", state).exit())
                    .isZero();
            assertThat(told(feed, "state", "orders", "-D", state).out()).contains("bookmark    none");
            assertThat(Files.exists(folder.resolve("state"))).isFalse();
        }
    }

    @Test
    void a_database_that_is_not_there_is_told_with_its_place_and_without_the_password() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            Told runs =
                    told(feed, "runs", "-D", "qanat.state=jdbc:postgresql://127.0.0.1:1/state?password=" + PASSWORD);
            assertThat(runs.exit()).isEqualTo(2);
            assertThat(runs.err()).startsWith("error: jdbc:postgresql://127.0.0.1:1/state: it can't be reached");
            assertThat(runs.stackLines()).isZero();
        }
    }
}
