package io.qanat.pull;

import static io.qanat.testserver.Http2Server.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.api.Api;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.Behaviours;
import io.qanat.testserver.Certificates;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Http2Server;
import io.qanat.testserver.Http2Server.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of a call, by HTTP/2 (requirement C10). */
@Timeout(60)
class Http2RoutesTest {
    private static final Reply GOOD = answer(200, "[{\"id\":1},{\"id\":2}]".getBytes(UTF_8));

    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static SSLContextParameters tls;

    @BeforeAll
    static void make_the_authority() throws Exception {
        certificates = Certificates.in(folder);
        tls = TlsRoutesTest.parameters(certificates, false);
    }

    private static Http2Server serving(Reply... script) throws Exception {
        return Http2Server.start(certificates.server(), script);
    }

    private static PullHarness running(String pull, Http2Server server, String... api) throws Exception {
        return PullHarness.prepared(
                harness -> harness.context.getRegistry().bind("tls", tls),
                RouteText.api(
                        server.url(""),
                        Stream.concat(
                                        Stream.of("httpVersion=2", "sslContextParameters=tls", "jitter=none"),
                                        Stream.of(api))
                                .toArray(String[]::new)),
                pull);
    }

    private static PullHarness pulling(Http2Server server, String... api) throws Exception {
        return running(RouteText.pull("path=/things", "pagination=none", "query=q=a b/c"), server, api);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    @Test
    void a_call_goes_out_by_http_2_with_its_own_fields_only() throws Exception {
        try (Http2Server server = serving(GOOD);
                LogEvents events = LogEvents.of(Api.EVENTS);
                PullHarness pull = pulling(server, "auth=bearer", "token=very-secret", "headers=X-Team=green")) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.ids()).containsExactly(1L, 2L);
            assertThat(server.version()).isEqualTo("HTTP/2.0");
            assertThat(server.requests().get(0).target()).isEqualTo("/things?q=a%20b%2Fc");
            assertThat(server.requests().get(0).headers().fields())
                    .extracting(field -> field.name().toLowerCase(java.util.Locale.ROOT))
                    .containsExactlyInAnyOrder("user-agent", "accept", "accept-encoding", "authorization", "x-team");
            assertThat(events.messages()).hasSize(1);
            assertThat(events.messages().toString()).doesNotContain("very-secret");
        }
    }

    @Test
    void a_body_is_sent() throws Exception {
        try (Http2Server server = serving(GOOD);
                PullHarness pull = running(
                        RouteText.pull("path=/things", "pagination=none", "method=POST", "body={\"q\":1}"), server)) {
            assertThat(pull.run().error()).isNull();
            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().get(0).text()).isEqualTo("{\"q\":1}");
            assertThat(server.requests().get(0).headers().all("Content-Type")).containsExactly("application/json");
        }
    }

    @Test
    void an_answer_is_decoded() throws Exception {
        byte[] zipped = gzip("[{\"id\":7}]".getBytes(UTF_8));
        try (Http2Server server = serving(answer(200, zipped, "Content-Encoding: gzip"));
                PullHarness pull = pulling(server)) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.ids()).containsExactly(7L);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_body_that_is_too_large_is_refused_and_not_asked_for_again(boolean zipped) throws Exception {
        Reply bomb = zipped ? answer(200, gzip(new byte[20 << 20]), "Content-Encoding: gzip") : Http2Server.endless();
        try (Http2Server server = serving(bomb);
                PullHarness pull = pulling(server, "maxResponseSize=1MiB")) {
            RunResult result = pull.run();
            assertThat(result.error()).contains("the answer is too large").contains("(attempt 1 of 5)");
            assertThat(server.requests()).hasSize(1);
            assertThat(pull.waits()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503, 500})
    void the_client_repeats_nothing_by_itself(int status) throws Exception {
        try (Http2Server server = serving(answer(status, new byte[0], "Retry-After: 0"), GOOD);
                PullHarness pull = pulling(server, "maxAttempts=1")) {
            assertThat(pull.run().error()).contains("status " + status);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void redirects_and_cookies_are_the_route_s_business() throws Exception {
        try (Http2Server server = serving(answer(302, new byte[0], "Location: /elsewhere", "Set-Cookie: a=b"), GOOD);
                PullHarness pull = pulling(server)) {
            RunResult result = pull.run();
            assertThat(result.error()).isNull();
            assertThat(result.requests()).isEqualTo(2);
            assertThat(server.requests()).extracting("target").containsExactly("/things?q=a%20b%2Fc", "/elsewhere");
            assertThat(server.requests().get(1).headers().first("Cookie")).isNull();
        }
    }

    @Test
    void a_stream_that_is_reset_is_asked_for_again() throws Exception {
        try (Http2Server server = serving(Http2Server.reset(), GOOD);
                PullHarness pull = pulling(server)) {
            RunResult result = pull.run();
            assertThat(result.error()).isNull();
            assertThat(result.retries()).isEqualTo(1);
            assertThat(pull.waits()).containsExactly(Duration.ofSeconds(1));
        }
    }

    @Test
    void an_answer_that_never_comes_or_never_ends_is_a_timeout() throws Exception {
        for (Reply reply : new Reply[] {Http2Server.silence(), Http2Server.beginning()}) {
            timesOut(reply, "responseTimeout=300ms");
            timesOut(reply, "callTimeout=300ms");
        }
    }

    private static void timesOut(Reply reply, String limit) throws Exception {
        try (Http2Server server = serving(reply);
                PullHarness pull = pulling(server, "maxAttempts=1", limit)) {
            RunResult result = pull.run();
            assertThat(result.result()).isEqualTo(Outcome.FAILED);
            assertThat(result.error()).contains("timed out");
        }
    }

    @Test
    void a_server_that_speaks_http_1_1_only_is_spoken_to_so() throws Exception {
        try (FaultServer server = FaultServer.startTls(certificates.server(), Behaviours.json("[{\"id\":1}]"));
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.context.getRegistry().bind("tls", tls),
                        RouteText.api(server.url(), "httpVersion=2", "sslContextParameters=#tls"),
                        RouteText.pull("path=/things", "pagination=none"))) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.run().error()).isNull();
            assertThat(server.requests()).hasSize(2);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_header_section_without_end_is_refused_and_not_asked_for_again() throws Exception {
        try (Http2Server server = serving(Http2Server.headerFlood(20_000));
                PullHarness pull = pulling(server)) {
            assertThat(pull.run().error()).contains("the answer is too large").contains("(attempt 1 of 5)");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void its_threads_end_with_the_context() throws Exception {
        try (Http2Server server = serving(GOOD)) {
            try (PullHarness pull = pulling(server)) {
                assertThat(pull.run().error()).isNull();
                assertThat(threads()).isPositive();
            }
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().startsWith("qanat-http2-")) {
                    thread.join(10_000);
                }
            }
            assertThat(threads()).isZero();
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("qanat-http2-"))
                .count();
    }
}
