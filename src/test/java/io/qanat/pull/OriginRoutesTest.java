package io.qanat.pull;

import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.redirect;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.pull.RunResult.Outcome;
import io.qanat.settings.NameValue;
import io.qanat.testserver.Behaviour;
import io.qanat.testserver.Behaviours;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Received;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where requests may go: redirects, next links and other origins. */
class OriginRoutesTest {
    private static final String SECRET = "s3cr3t-v4lue+/=";
    private static final Behaviour GOOD = json("[{\"id\":1}]");

    private static PullHarness pulling(FaultServer server, List<String> api, String... parameters) throws Exception {
        return PullHarness.start(
                RouteText.api(server.url(), api.toArray(String[]::new)),
                RouteText.pull(Stream.concat(Stream.of("path=/things"), Stream.of(parameters))
                        .toArray(String[]::new)));
    }

    private static Map<String, String> fields(Received request) {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (NameValue field : request.headers().fields()) {
            fields.merge(field.name(), field.value(), (one, other) -> one + " | " + other);
        }
        return fields;
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_on_the_same_origin_is_followed_through_the_quota(int status) throws Exception {
        try (FaultServer server = FaultServer.start(redirect(status, "/elsewhere?x=1"), GOOD);
                PullHarness pull = pulling(
                        server,
                        List.of("auth=bearer", "token=" + SECRET, "rateLimit=1000/1ms, 1/20s"),
                        "pagination=none")) {
            RunResult result = pull.run();
            assertThat(result.error()).isNull();
            assertThat(result.requests()).isEqualTo(2);
            assertThat(result.retries()).isZero();
            assertThat(server.requests().get(1).target()).isEqualTo("/elsewhere?x=1");
            assertThat(fields(server.requests().get(1))).containsEntry("Authorization", "Bearer " + SECRET);
            assertThat(pull.clock.elapsed()).isGreaterThanOrEqualTo(java.time.Duration.ofSeconds(20));
        }
    }

    @Test
    void a_redirect_of_a_post_that_keeps_the_method_keeps_the_body() throws Exception {
        try (FaultServer server = FaultServer.start(redirect(307, "/there"), GOOD);
                PullHarness pull = pulling(server, List.of(), "pagination=none", "method=POST", "body={\"a\":1}")) {
            assertThat(pull.run().error()).isNull();
            assertThat(server.requests().get(1).method()).isEqualTo("POST");
            assertThat(server.requests().get(1).text()).isEqualTo("{\"a\":1}");
        }
    }

    @Test
    void redirects_in_a_circle_end() throws Exception {
        try (FaultServer server = FaultServer.start(Behaviours.redirectLoop());
                PullHarness pull = pulling(server, List.of(), "pagination=none")) {
            assertThat(pull.run().result()).isEqualTo(Outcome.FAILED);
            assertThat(server.requests()).hasSize(6);
        }
    }

    @Test
    void a_redirect_to_another_origin_is_refused() throws Exception {
        try (FaultServer other = FaultServer.start(GOOD);
                FaultServer server =
                        FaultServer.start(redirect(302, other.url("/things").toString()));
                PullHarness pull = pulling(server, List.of("auth=bearer", "token=" + SECRET), "pagination=none")) {
            RunResult result = pull.run();
            assertThat(result.error()).contains("another origin", "allowedOrigins");
            assertThat(other.requests()).isEmpty();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void a_next_link_to_another_origin_is_refused_without_its_secrets() throws Exception {
        try (FaultServer other = FaultServer.start(GOOD);
                FaultServer server = FaultServer.start(json(
                        "{\"data\":[{\"id\":1}],\"next\":\"" + other.url("/things?k=s3cr3t-v4lue%2B%2F%3D") + "\"}"));
                PullHarness pull = pulling(server, List.of("auth=apiKey", "apiKey=" + SECRET), "pagination=next")) {
            RunResult result = pull.run();
            assertThat(result.error()).contains("another origin").doesNotContain("s3cr3t");
            assertThat(other.requests()).isEmpty();
            assertThat(pull.rows()).isEmpty();
        }
    }

    @Test
    void another_origin_that_is_allowed_gets_neither_credentials_nor_headers_of_the_api() throws Exception {
        try (FaultServer other = FaultServer.start(GOOD);
                FaultServer server =
                        FaultServer.start(redirect(302, other.url("/file").toString()));
                PullHarness pull = pulling(
                        server,
                        List.of(
                                "auth=apiKey",
                                "apiKey=" + SECRET,
                                "headers=X-Second-Key=abcdef; X-Plain=1",
                                "allowedOrigins=" + other.url()),
                        "pagination=none",
                        "headers=Cookie=mine; X-Third=1; Accept-Language=de")) {
            assertThat(pull.run().error()).isNull();
            assertThat(fields(server.requests().get(0))).containsKeys("X-API-Key", "X-Second-Key", "Cookie");
            assertThat(fields(other.requests().get(0)).keySet())
                    .containsExactlyInAnyOrder(
                            "User-Agent", "Accept", "Accept-Language", "Accept-Encoding", "Connection", "Host");
        }
    }

    @Test
    void another_origin_gets_the_credentials_if_they_are_meant_for_it() throws Exception {
        try (FaultServer other = FaultServer.start(GOOD);
                FaultServer server =
                        FaultServer.start(redirect(302, other.url("/file").toString()));
                PullHarness pull = pulling(
                        server,
                        List.of(
                                "auth=apiKey",
                                "apiKey=" + SECRET,
                                "headers=X-Tenant=1",
                                "allowedOrigins=" + other.url() + "+auth"),
                        "pagination=none")) {
            assertThat(pull.run().error()).isNull();
            assertThat(fields(other.requests().get(0)))
                    .containsEntry("X-API-Key", SECRET)
                    .containsEntry("X-Tenant", "1");
        }
    }
}
