package io.qanat.pull;

import static io.qanat.pull.Things.PAGED;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose state is in a PostgreSQL, which goes away and comes back. */
@Timeout(120)
class DatabaseStateRoutesTest {
    private static final String KILL = "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where datname = current_database() and pid <> pg_backend_pid()";

    @TempDir
    Path data;

    private static PullHarness start(FaultServer server, Consumer<PullHarness> preparation) throws Exception {
        return PullHarness.prepared(
                preparation,
                RouteText.api(server.url()),
                RouteText.pullWith("- process: { ref: cuts }\n" + RouteText.COLLECT, PAGED));
    }

    private Consumer<PullHarness> on(String url, String page, ThrowingStep step) {
        return harness -> {
            harness.property("qanat.state", url);
            harness.property("qanat.state.user", Postgres.USER);
            harness.property("qanat.data", data.toString());
            harness.step("cuts", exchange -> {
                if (page.equals(String.valueOf(exchange.getMessage().getHeader("QanatPage")))) {
                    step.run();
                }
            });
        };
    }

    /** What happens at a page. */
    private interface ThrowingStep {
        void run() throws Exception;
    }

    @Test
    void state_and_history_are_in_the_database_and_journals_beside_the_tables() throws Exception {
        String url = Postgres.newDatabase();
        try (FaultServer server = Things.three();
                PullHarness pull = start(server, on(url, "none", () -> {}))) {
            RunResult result = pull.run();
            assertThat(result.error()).isNull();
            assertThat(Pulls.of(pull.context).store().read("orders").lastRun()).isEqualTo(result.run());
            assertThat(Pulls.of(pull.context).store().runs("orders", 5)).hasSize(1);
            assertThat(Files.isDirectory(data.resolve(".journal/orders"))).isTrue();
        }
    }

    @Test
    void a_run_whose_database_went_away_publishes_nothing_and_goes_on_when_it_is_back() throws Exception {
        String url = Postgres.newDatabase();
        boolean[] cut = {true};
        try (FaultServer server = Things.three();
                PullHarness pull = start(server, on(url, "2", () -> {
                    if (cut[0]) {
                        Postgres.execute(url, KILL);
                    }
                }))) {
            RunResult failed = pull.run();
            assertThat(failed.result()).isEqualTo(Outcome.FAILED);
            assertThat(failed.error()).contains("orders").doesNotContain("password");
            assertThat(pull.rows()).isEmpty();

            cut[0] = false;
            RunResult resumed = pull.run();
            assertThat(resumed.error()).isNull();
            assertThat(resumed.run()).isEqualTo(failed.run());
            assertThat(resumed.resumed()).isTrue();
            assertThat(pull.ids()).containsExactly(1L, 2L, 3L);
            assertThat(server.requests()).hasSize(3);
        }
    }
}
