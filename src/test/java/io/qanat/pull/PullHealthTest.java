package io.qanat.pull;

import static io.qanat.testserver.Behaviours.answer;
import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testserver.FaultServer;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;

/** Who watches the program sees which pull failed (requirement R7). */
class PullHealthTest {
    private static final String[] PULL = {"path=/things", "pagination=none"};

    private static HealthCheck.Result readiness(PullHarness harness) {
        return HealthCheckHelper.invokeReadiness(harness.context).stream()
                .filter(result -> result.getCheck().getId().equals("pull-orders"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_pull_that_has_not_run_is_up() throws Exception {
        try (FaultServer server = FaultServer.start(status(404));
                PullHarness harness = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PULL))) {
            assertThat(readiness(harness).getState()).isEqualTo(State.UP);
            assertThat(readiness(harness).getDetails()).containsEntry("pull", "orders");
        }
    }

    @Test
    void a_failed_run_is_down_until_the_next_good_one() throws Exception {
        try (FaultServer server = FaultServer.start(status(404), json("[]"));
                PullHarness harness = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PULL))) {
            RunResult failed = harness.run();
            HealthCheck.Result down = readiness(harness);
            assertThat(down.getState()).isEqualTo(State.DOWN);
            assertThat(down.getDetails())
                    .containsEntry("pull", "orders")
                    .containsEntry("run", failed.run())
                    .containsEntry("error", failed.error());
            harness.run();
            assertThat(readiness(harness).getState()).isEqualTo(State.UP);
            assertThat(readiness(harness).getDetails()).doesNotContainKey("error");
        }
    }

    @Test
    void a_failed_run_does_not_say_that_the_process_is_dead() throws Exception {
        try (FaultServer server = FaultServer.start(status(404));
                PullHarness harness = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PULL))) {
            harness.run();
            assertThat(HealthCheckHelper.invokeLiveness(harness.context))
                    .noneMatch(result -> result.getCheck().getId().startsWith("pull-"));
        }
    }

    @Test
    void details_tell_no_secret() throws Exception {
        try (FaultServer server = FaultServer.start(answer(401, "{\"message\":\"hunter2222 is not known\"}"));
                PullHarness harness = PullHarness.start(
                        RouteText.api(server.url(), "auth=bearer", "token=hunter2222"), RouteText.pull(PULL))) {
            harness.run();
            HealthCheck.Result down = readiness(harness);
            assertThat(down.getMessage())
                    .hasValueSatisfying(
                            text -> assertThat(text).contains("status 401").doesNotContain("hunter2222"));
            assertThat(down.getDetails().toString()).doesNotContain("hunter2222");
        }
    }
}
