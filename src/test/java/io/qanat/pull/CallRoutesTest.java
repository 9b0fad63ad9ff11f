package io.qanat.pull;

import static io.qanat.testserver.Behaviours.answer;
import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.qanat.api.Api;
import io.qanat.demo.Shop;
import io.qanat.settings.NameValue;
import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Received;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

/** What goes over the wire, and what is told about it. */
class CallRoutesTest {
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

    @Test
    void the_server_gets_the_headers_of_api_and_pull_and_none_of_ours() throws Exception {
        try (FaultServer server = FaultServer.start(GOOD);
                PullHarness pull = pulling(
                        server,
                        List.of(
                                "headers=X-Tenant=blue; X-Both=api",
                                "userAgent=me/1 (me@example.org)",
                                "auth=bearer",
                                "token=" + SECRET),
                        "pagination=none",
                        "headers=X-Mine=1; X-Both=pull; Accept=application/vnd.things+json; Cache-Control=no-cache")) {
            assertThat(pull.run().error()).isNull();
            Map<String, String> fields = fields(server.requests().get(0));
            assertThat(fields)
                    .containsEntry("X-Tenant", "blue")
                    .containsEntry("X-Both", "pull")
                    .containsEntry("X-Mine", "1")
                    .containsEntry("User-Agent", "me/1 (me@example.org)")
                    .containsEntry("Accept", "application/vnd.things+json")
                    .containsEntry("Authorization", "Bearer " + SECRET)
                    .containsEntry("Host", "127.0.0.1:" + server.port());
            assertThat(fields.keySet())
                    .containsExactlyInAnyOrder(
                            "X-Tenant",
                            "X-Both",
                            "X-Mine",
                            "User-Agent",
                            "Accept",
                            "Authorization",
                            "Host",
                            "Accept-Encoding",
                            "Connection",
                            "Cache-Control");
        }
    }

    @Test
    void user_agent_and_accept_are_sent_by_themselves() throws Exception {
        try (FaultServer server = FaultServer.start(GOOD);
                PullHarness pull = pulling(server, List.of(), "pagination=none")) {
            assertThat(pull.run().error()).isNull();
            Map<String, String> fields = fields(server.requests().get(0));
            assertThat(fields.get("User-Agent")).startsWith("qanat/");
            assertThat(fields.get("Accept")).startsWith("application/json");
            assertThat(fields.keySet())
                    .containsExactlyInAnyOrder("User-Agent", "Accept", "Accept-Encoding", "Connection", "Host");
        }
    }

    @Test
    void query_values_arrive_as_they_were_written() throws Exception {
        String nasty = "query=q=a+b c/d?e#f%20{x}\"é€; fields[order]=id,name; email=a@b.c";
        try (FaultServer server = FaultServer.start(GOOD);
                PullHarness pull = pulling(server, List.of(), "pagination=none", nasty)) {
            assertThat(pull.run().error()).isNull();
            assertThat(server.requests().get(0).target())
                    .isEqualTo("/things?q=a%2Bb%20c%2Fd%3Fe%23f%2520%7Bx%7D%22%C3%A9%E2%82%AC"
                            + "&fields%5Border%5D=id%2Cname&email=a%40b.c");
        }
    }

    @Test
    void the_query_of_a_next_link_goes_out_as_it_came() throws Exception {
        String query = "c=a%2Bb%2F%3D%3D&x=%7B%7D&space=a+b&y=a%20b";
        try (FaultServer server = FaultServer.start(
                        json("{\"data\":[{\"id\":1}],\"next\":\"/things?" + query + "\"}"),
                        json("{\"data\":[],\"next\":null}"));
                PullHarness pull = pulling(server, List.of(), "pagination=next")) {
            assertThat(pull.run().error()).isNull();
            assertThat(server.requests().get(1).target()).isEqualTo("/things?" + query);
        }
    }

    @Test
    void a_query_key_is_added_once_even_if_a_next_link_repeats_it() throws Exception {
        try (FaultServer server =
                        FaultServer.choosing(request -> request.target().contains("page=2")
                                ? json("{\"data\":[{\"id\":2}]}")
                                : json("{\"data\":[{\"id\":1}],\"next\":\"" + request.target() + "&page=2\"}"));
                LogEvents log = LogEvents.of(Api.EVENTS);
                PullHarness pull = pulling(
                        server,
                        List.of("auth=apiKey", "apiKey=" + SECRET, "apiKeyName=key", "apiKeyIn=query"),
                        "pagination=next")) {
            assertThat(pull.run().error()).isNull();
            assertThat(server.requests().get(1).target()).isEqualTo("/things?page=2&key=s3cr3t-v4lue%2B%2F%3D");
            assertThat(log.messages()).hasSize(2).noneMatch(line -> line.contains("s3cr3t"));
        }
    }

    @Test
    void cookies_are_not_kept() throws Exception {
        try (FaultServer server = FaultServer.start(
                        json("{\"data\":[{\"id\":1}],\"next_cursor\":\"a\"}", "Set-Cookie: session=abc; Path=/"),
                        json("{\"data\":[]}"));
                PullHarness pull = pulling(server, List.of(), "pagination=cursor")) {
            assertThat(pull.run().error()).isNull();
            assertThat(fields(server.requests().get(1))).doesNotContainKey("Cookie");
        }
    }

    @Test
    void a_token_that_expired_is_renewed_once_and_the_request_repeated_once() throws Exception {
        try (Shop shop = Shop.open(Shop.Options.small().withOrders(120));
                PullHarness pull = PullHarness.start(
                        RouteText.api(
                                shop.url(),
                                "auth=oauth2",
                                "tokenUrl=" + shop.url() + "/oauth/token",
                                "clientId=shop-client",
                                "clientSecret=shop-secret"),
                        RouteText.pull("path=/v1/orders", "pagination=cursor", "pageSize=50"))) {
            boolean[] revoked = {false};
            shop.beforeEach(target -> {
                if (target.toString().contains("cursor=") && !revoked[0]) {
                    revoked[0] = true;
                    shop.revokeTokens();
                }
            });
            RunResult result = pull.run();
            assertThat(result.error()).isNull();
            assertThat(pull.rows()).hasSize(120);
            assertThat(shop.statistics().byStatus()).containsEntry(401, 1);
            assertThat(shop.statistics().requestsTo("/oauth/token")).isEqualTo(2);
            assertThat(shop.statistics().requestsTo("/v1/orders")).isEqualTo(4);
            assertThat(pull.waits()).isEmpty();
        }
    }

    @Test
    void a_401_in_spite_of_a_new_token_ends_the_run() throws Exception {
        try (FaultServer server = FaultServer.choosing(request -> request.path().equals("/token")
                        ? json("{\"access_token\":\"" + SECRET + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}")
                        : answer(401, "{\"you sent\":\"" + SECRET + "\"}"));
                PullHarness pull = pulling(
                        server,
                        List.of(
                                "auth=oauth2",
                                "tokenUrl=" + server.url("/token"),
                                "clientId=me",
                                "clientSecret=xyz-secret"),
                        "pagination=none")) {
            RunResult result = pull.run();
            assertThat(result.error()).contains("status 401").doesNotContain("s3cr3t", "xyz-secret");
            assertThat(server.requests().stream().map(Received::path))
                    .containsExactly("/token", "/things", "/token", "/things");
        }
    }

    @Test
    void every_call_is_one_event_with_its_fields() throws Exception {
        try (FaultServer server = FaultServer.start(status(503), json("[{\"id\":1}]"));
                LogEvents log = LogEvents.of(Api.EVENTS);
                PullHarness pull =
                        pulling(server, List.of(), "pagination=none", "query=q=1; access_token=" + "hidden-thing")) {
            assertThat(pull.run().error()).isNull();
            assertThat(log.events()).hasSize(2);
            Map<String, Object> failed = pairs(log.events().get(0));
            Map<String, Object> good = pairs(log.events().get(1));
            assertThat(failed)
                    .containsKeys("timestamp", "duration_ms")
                    .containsEntry("event", "api_call")
                    .containsEntry("api", "shop")
                    .containsEntry("pull", "orders")
                    .containsEntry("method", "GET")
                    .containsEntry("status", 503)
                    .containsEntry("attempt", 1)
                    .containsEntry("success", false);
            assertThat(failed.get("error").toString()).endsWith("{\"error\":\"status 503\"}");
            assertThat(good)
                    .containsEntry("status", 200)
                    .containsEntry("attempt", 2)
                    .containsEntry("bytes", 10L)
                    .containsEntry("success", true)
                    .containsEntry("error", "");
            assertThat(good.get("url").toString())
                    .startsWith(server.url("/things?q=1&access_token=").toString());
            assertThat(log.messages()).noneMatch(line -> line.contains("hidden-thing"));
        }
    }

    private static Map<String, Object> pairs(ILoggingEvent event) {
        Map<String, Object> pairs = new TreeMap<>();
        for (KeyValuePair pair : event.getKeyValuePairs()) {
            pairs.put(pair.key, pair.value);
        }
        return pairs;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth=bearer, token=",
                "auth=apiKey, apiKey=",
                "auth=apiKey, apiKeyIn=query, apiKeyName=k, apiKey=",
                "auth=apiKey, apiKeyIn=cookie, apiKey=",
                "auth=basic, username=me, password="
            })
    void no_secret_shows_in_logs_errors_or_results(String auth) throws Exception {
        String echo = "{\"message\":\"" + SECRET + " is wrong\"}";
        try (FaultServer server = FaultServer.start(answer(403, echo));
                LogEvents log = LogEvents.of("io.qanat");
                PullHarness pull = pulling(server, List.of((auth + SECRET).split(", ")), "pagination=none")) {
            RunResult result = pull.run();
            assertThat(result.toString()).contains("status 403").doesNotContain("s3cr3t");
            assertThat(log.messages()).isNotEmpty().noneMatch(line -> line.contains("s3cr3t"));
            assertThat(log.events()).allSatisfy(event -> assertThat(String.valueOf(event.getKeyValuePairs()))
                    .doesNotContain("s3cr3t"));
        }
    }

    @Test
    void a_step_that_quotes_a_secret_does_not_bring_it_into_the_result() throws Exception {
        try (FaultServer server = FaultServer.start(GOOD);
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.step("quotes", exchange -> {
                            throw new IllegalStateException("can't log in with " + SECRET);
                        }),
                        RouteText.api(server.url(), "auth=bearer", "token=" + SECRET),
                        RouteText.pullWith("- process: { ref: quotes }", "path=/x", "pagination=none"))) {
            assertThat(pull.run().error())
                    .startsWith("IllegalStateException: can't log in with")
                    .doesNotContain("s3cr3t");
        }
    }
}
