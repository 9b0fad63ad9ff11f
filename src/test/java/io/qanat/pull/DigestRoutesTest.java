package io.qanat.pull;

import static io.qanat.testserver.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.api.Api;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.DigestGate;
import io.qanat.testserver.FaultServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Digest against a server that computes it for itself. */
@Timeout(60)
class DigestRoutesTest {
    private static final String ONE = "[{\"id\":1}]";
    private static final int FOR_EVER = 1_000;

    private static PullHarness pulling(FaultServer server, String password, String... api) throws Exception {
        String[] all = new String[api.length + 4];
        all[0] = "auth=digest";
        all[1] = "username=me";
        all[2] = "password=" + password;
        all[3] = "jitter=none";
        System.arraycopy(api, 0, all, 4, api.length);
        return PullHarness.start(
                RouteText.api(server.url(), all),
                RouteText.pull("path=/things/a b", "pagination=none", "query=q=x/y; z=ä"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256"})
    void a_challenge_is_answered_once_and_then_before_it_comes(String algorithm) throws Exception {
        DigestGate gate = new DigestGate(algorithm, FOR_EVER, next -> json(ONE));
        try (FaultServer server = FaultServer.choosing(gate);
                PullHarness pull = pulling(server, "very-secret")) {
            RunResult first = pull.run();
            assertThat(first.error()).isNull();
            assertThat(first.requests()).isEqualTo(2);
            assertThat(pull.run().requests()).isEqualTo(1);
            assertThat(pull.run().requests()).isEqualTo(1);
            assertThat(gate.refusals()).containsExactly("nobody");
            assertThat(server.requests()).hasSize(4);
            assertThat(pull.waits()).isEmpty();
        }
    }

    @Test
    void a_nonce_that_is_too_old_costs_one_request_more() throws Exception {
        DigestGate gate = new DigestGate("SHA-256", 2, next -> json(ONE));
        try (FaultServer server = FaultServer.choosing(gate);
                PullHarness pull = pulling(server, "very-secret")) {
            for (int run = 0; run < 4; run++) {
                assertThat(pull.run().error()).isNull();
            }
            assertThat(gate.refusals()).containsExactly("nobody", "stale");
            assertThat(server.requests()).hasSize(6);
        }
    }

    @Test
    void the_next_nonce_is_taken_from_the_answer() throws Exception {
        DigestGate gate = new DigestGate(
                "MD5",
                1,
                next -> json(ONE, "Authentication-Info: qop=auth, nextnonce=\"" + next + "\", rspauth=\"0\""));
        try (FaultServer server = FaultServer.choosing(gate);
                PullHarness pull = pulling(server, "very-secret")) {
            for (int run = 0; run < 4; run++) {
                assertThat(pull.run().error()).isNull();
            }
            assertThat(gate.refusals()).containsExactly("nobody");
            assertThat(server.requests()).hasSize(5);
        }
    }

    @Test
    void a_wrong_password_is_tried_once() throws Exception {
        DigestGate gate = new DigestGate("SHA-256", FOR_EVER, next -> json(ONE));
        try (FaultServer server = FaultServer.choosing(gate);
                PullHarness pull = pulling(server, "wrong-secret")) {
            RunResult result = pull.run();
            assertThat(result.result()).isEqualTo(Outcome.FAILED);
            assertThat(result.error()).contains("status 401 (attempt 1 of 5)").doesNotContain("wrong-secret");
            assertThat(gate.refusals()).containsExactly("nobody", "response");
            assertThat(pull.waits()).isEmpty();
        }
    }

    @Test
    void both_requests_pass_the_quota_and_have_their_event() throws Exception {
        DigestGate gate = new DigestGate("SHA-256", FOR_EVER, next -> json(ONE));
        try (FaultServer server = FaultServer.choosing(gate);
                LogEvents events = LogEvents.of(Api.EVENTS);
                PullHarness pull = pulling(server, "very-secret", "rateLimit=1/1s")) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.clock.now())
                    .isAfterOrEqualTo(
                            java.time.Instant.parse("2026-11-23T10:00:00Z").plus(Duration.ofSeconds(1)));
            assertThat(events.messages()).hasSize(2);
            assertThat(events.messages().toString())
                    .doesNotContain("very-secret")
                    .doesNotContain("response=");
        }
    }
}
