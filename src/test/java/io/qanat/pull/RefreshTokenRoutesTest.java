package io.qanat.pull;

import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Received;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that outlive a process, and a login whose body stands in a file. */
class RefreshTokenRoutesTest {
    private static final String ONE = "[{\"id\":1}]";
    private static final String[] PULL = {"path=/things", "pagination=none"};

    @TempDir
    Path folder;

    private static String token(int number) {
        return "{\"access_token\":\"access-" + number + "\",\"refresh_token\":\"refresh-" + number + "\"}";
    }

    private PullHarness pulling(FaultServer server) throws Exception {
        return PullHarness.prepared(
                harness -> harness.property("qanat.state", folder.toString()),
                RouteText.api(
                        server.url(),
                        "auth=oauth2",
                        "tokenUrl=" + server.url("/token"),
                        "clientId=me",
                        "refreshToken=refresh-0"),
                RouteText.pull(PULL));
    }

    @Test
    void the_next_process_goes_on_with_the_token_of_the_last_one() throws Exception {
        try (FaultServer server = FaultServer.start(
                json(token(1)), json(ONE), json(token(2)), json(ONE), status(401), json(token(3)), json(ONE))) {
            for (int process = 0; process < 2; process++) {
                try (PullHarness pull = pulling(server)) {
                    assertThat(pull.run().error()).isNull();
                }
            }
            try (PullHarness pull = pulling(server)) {
                assertThat(pull.run().error()).isNotNull();
            }
            assertThat(server.requests())
                    .filteredOn(request -> request.path().equals("/token"))
                    .extracting(Received::text)
                    .extracting(text -> text.replaceAll(".*refresh_token=([^&]*).*", "$1"))
                    .containsExactly("refresh-0", "refresh-1", "refresh-2");
        }
    }

    @Test
    void the_new_token_is_stored_before_the_access_token_is_used() throws Exception {
        Path file = folder.resolve("shop.refresh-token");
        try (FaultServer server = FaultServer.choosing(request ->
                        request.path().equals("/token") ? json(token(1)) : json(Files.exists(file) ? ONE : "[]"));
                PullHarness pull = pulling(server)) {
            assertThat(pull.run().rows()).isEqualTo(1);
        }
    }

    @Test
    void a_login_s_body_may_stand_in_a_file() throws Exception {
        Path body = Files.writeString(folder.resolve("login.json"), "{\"user\":\"me\",\"password\":\"very-secret\"}\n");
        try (FaultServer server = FaultServer.start(json("{\"token\":\"t1\"}"), json(ONE));
                PullHarness pull = PullHarness.start(
                        RouteText.api(
                                server.url(),
                                "auth=login",
                                "loginUrl=" + server.url("/login"),
                                "loginBody=file:" + body),
                        RouteText.pull(PULL))) {
            assertThat(pull.run().error()).isNull();
            assertThat(server.requests().get(0).text()).isEqualTo("{\"user\":\"me\",\"password\":\"very-secret\"}");
            assertThat(server.requests().get(1).headers().first("Authorization"))
                    .isEqualTo("Bearer t1");
        }
    }
}
