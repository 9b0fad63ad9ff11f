package io.qanat.pull;

import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import java.time.Duration;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.junit.jupiter.api.Test;

/** A redelivery policy of the integrator's own counts and delays the attempts. */
class RetryPolicyTest {
    private static final String PATH = "path=/things";
    private static final Behaviour GOOD = json("[{\"id\":1},{\"id\":2}]");

    @Test
    void a_policy_of_the_integrators_counts_and_delays_the_attempts() throws Exception {
        RedeliveryPolicy patient = new RedeliveryPolicy();
        patient.setMaximumRedeliveries(6);
        patient.setRedeliveryDelay(100);
        patient.setUseExponentialBackOff(true);
        patient.setBackOffMultiplier(2);
        patient.setMaximumRedeliveryDelay(500);
        try (FaultServer server = FaultServer.start(status(503));
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.context.getRegistry().bind("patient", patient),
                        RouteText.api(server.url(), "maxAttempts=2"),
                        RouteText.pull(PATH, "retry=patient"))) {
            assertThat(pull.run().error()).contains("status 503 (attempt 7 of 7)");
            assertThat(server.requests()).hasSize(7);
            assertThat(pull.waits().stream().map(Duration::toMillis))
                    .containsExactly(100L, 200L, 400L, 500L, 500L, 500L);
        }
    }

    @Test
    void a_policy_of_the_integrators_does_not_repeat_what_is_not_worth_it() throws Exception {
        RedeliveryPolicy patient = new RedeliveryPolicy();
        patient.setMaximumRedeliveries(6);
        try (FaultServer server = FaultServer.start(status(404));
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.context.getRegistry().bind("patient", patient),
                        RouteText.api(server.url()),
                        RouteText.pull(PATH, "retry=patient"))) {
            assertThat(pull.run().result()).isEqualTo(Outcome.FAILED);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void a_policy_written_in_yaml_takes_effect() throws Exception {
        String policy = """
                - beans:
                    - name: patient
                      type: org.apache.camel.processor.errorhandler.RedeliveryPolicy
                      properties: { maximumRedeliveries: 1, redeliveryDelay: 30 }
                """;
        try (FaultServer server = FaultServer.start(status(503));
                PullHarness pull =
                        PullHarness.start(policy, RouteText.api(server.url()), RouteText.pull(PATH, "retry=patient"))) {
            assertThat(pull.run().result()).isEqualTo(Outcome.FAILED);
            assertThat(server.requests()).hasSize(2);
            assertThat(pull.waits()).containsExactly(Duration.ofMillis(30));
        }
    }

    @Test
    void a_policy_that_is_not_there_is_told_before_any_request() throws Exception {
        try (FaultServer server = FaultServer.start(GOOD);
                PullHarness pull =
                        PullHarness.start(RouteText.api(server.url()), RouteText.pull(PATH, "retry=patient"))) {
            assertThat(pull.run().error()).contains("there is no redeliveryPolicy patient");
            assertThat(server.requests()).isEmpty();
        }
    }
}
