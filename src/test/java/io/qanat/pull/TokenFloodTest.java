package io.qanat.pull;

import static io.qanat.testserver.Behaviours.headerFlood;
import static io.qanat.testserver.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testserver.FaultServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Header sections without end, where a request is not a page's. */
class TokenFloodTest {
    @ParameterizedTest
    @ValueSource(strings = {"oauth2", "login"})
    void of_a_token_s_answer_are_refused(String auth) throws Exception {
        try (FaultServer server = FaultServer.choosing(
                        request -> request.path().equals("/token") ? headerFlood(20_000) : json("[{\"id\":1}]"));
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url(), parameters(auth, server)), RouteText.pull("path=/things"))) {
            assertThat(pull.run().error()).contains("shop (token): POST").contains("the answer is too large: Maximum");
            assertThat(server.requests()).hasSize(1);
        }
    }

    private static String[] parameters(String auth, FaultServer server) {
        return auth.equals("login")
                ? new String[] {"auth=login", "loginUrl=" + server.url("/token"), "loginBody={\"a\":\"bcd\"}"}
                : new String[] {
                    "auth=oauth2", "tokenUrl=" + server.url("/token"), "clientId=me", "clientSecret=hunter3333"
                };
    }

    @Test
    void of_a_digest_s_challenge_are_refused() throws Exception {
        try (FaultServer server = FaultServer.start(headerFlood(20_000));
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url(), "auth=digest", "username=me", "password=hunter3333"),
                        RouteText.pull("path=/things"))) {
            assertThat(pull.run().error()).contains("the answer is too large: Maximum");
            assertThat(server.requests()).hasSize(1);
        }
    }
}
