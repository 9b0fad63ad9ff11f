package io.qanat.pull;

import static io.qanat.testserver.Behaviours.answer;
import static io.qanat.testserver.Behaviours.chunked;
import static io.qanat.testserver.Behaviours.closeBeforeHeaders;
import static io.qanat.testserver.Behaviours.drip;
import static io.qanat.testserver.Behaviours.endless;
import static io.qanat.testserver.Behaviours.garbage;
import static io.qanat.testserver.Behaviours.gzipBomb;
import static io.qanat.testserver.Behaviours.hang;
import static io.qanat.testserver.Behaviours.hangAfterHeaders;
import static io.qanat.testserver.Behaviours.headerFlood;
import static io.qanat.testserver.Behaviours.interim;
import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.noBody;
import static io.qanat.testserver.Behaviours.raw;
import static io.qanat.testserver.Behaviours.redirect;
import static io.qanat.testserver.Behaviours.redirectChain;
import static io.qanat.testserver.Behaviours.redirectLoop;
import static io.qanat.testserver.Behaviours.resetAfterHeaders;
import static io.qanat.testserver.Behaviours.resetBeforeHeaders;
import static io.qanat.testserver.Behaviours.status;
import static io.qanat.testserver.Behaviours.truncated;
import static io.qanat.testserver.Behaviours.truncatedChunked;
import static io.qanat.testserver.Behaviours.untilClose;
import static io.qanat.testserver.Behaviours.wrongLength;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import io.qanat.testserver.Behaviour;
import io.qanat.testserver.Certificates;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Threads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What happens to a pull when its API misbehaves: one row a fault, with the requests that the server counts, the waits that
 * the clock is asked for, and how the run ends. Every row takes the whole way: Kamelet, redelivery, template, HTTP client.
 */
class FaultTableTest {
    private static final Behaviour GOOD = json(Fault.GOOD);
    private static final long MEBIBYTE = 1 << 20;
    private static long usedBefore;

    @BeforeAll
    static void measure() {
        usedBefore = used();
    }

    /** Whatever servers sent, nothing of it stays behind: 100 MiB is far below what the hostile rows sent. */
    @AfterAll
    static void the_heap_is_as_it_was() {
        assertThat(used() - usedBefore).isLessThan(100 * MEBIBYTE);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static Fault fault(String name, Behaviour... script) {
        return Fault.of(name, script);
    }

    static Stream<Fault> transport() throws IOException {
        return Stream.of(
                fault("reset before headers", resetBeforeHeaders(), GOOD).ends(2, 1_000),
                fault("closed before headers", closeBeforeHeaders(), GOOD).ends(2, 1_000),
                fault("reset before headers, for ever", resetBeforeHeaders())
                        .fails(5, "ApiConnectionException", "(attempt 5 of 5): the connection")
                        .waits(1_000, 2_000, 4_000, 8_000),
                fault("reset after headers", resetAfterHeaders(), GOOD).ends(2, 1_000),
                fault("truncated with Content-Length", truncated(Fault.GOOD), GOOD)
                        .ends(2, 1_000),
                fault("truncated with Content-Length, for ever", truncated(Fault.GOOD))
                        .fails(5, "ApiConnectionException", "the answer was cut short")
                        .waits(1_000, 2_000, 4_000, 8_000),
                fault("truncated without its last chunk", truncatedChunked(Fault.GOOD), GOOD)
                        .ends(2, 1_000),
                fault("truncated without any length", untilClose("[{\"id\":1},{\"i"), GOOD)
                        .ends(2, 1_000),
                fault("whole without any length", untilClose(Fault.GOOD)).ends(1),
                // what is left over spoils the connection's next answer
                fault("Content-Length too short", wrongLength(Fault.GOOD, 7), GOOD)
                        .ends(3, 1_000, 2_000),
                fault("Content-Length too long", wrongLength(Fault.GOOD, 70), GOOD)
                        .api("responseTimeout=100ms")
                        .ends(2, 1_000),
                fault("hang", hang())
                        .api("responseTimeout=100ms", "maxAttempts=2")
                        .fails(2, "ApiTimeoutException", "timed out")
                        .waits(1_000),
                fault("hang after headers", hangAfterHeaders())
                        .api("responseTimeout=100ms", "maxAttempts=2")
                        .fails(2, "ApiTimeoutException", "timed out")
                        .waits(1_000),
                fault("slow drip", drip(Fault.GOOD, new Semaphore(8)))
                        .api("responseTimeout=10s", "callTimeout=200ms", "maxAttempts=2")
                        .fails(2, "ApiTimeoutException", "callTimeout")
                        .waits(1_000),
                fault("garbage instead of HTTP", garbage())
                        .fails(
                                1,
                                "ApiConnectionException",
                                "the answer is no HTTP: it begins with \"SSH-2.0-OpenSSH_9.9\": is there another service"),
                fault("header flood", headerFlood(20_000))
                        .fails(1, "ResponseTooLargeException", "the answer is too large: Maximum"),
                fault("endless header line", raw("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(1 << 20) + "\r\n\r\n"))
                        .fails(1, "ResponseTooLargeException", "the answer is too large: Maximum"),
                fault("endless body", endless())
                        .api("maxResponseSize=1MiB")
                        .fails(1, "ResponseTooLargeException", "maxResponseSize allows (1048576 bytes"),
                fault("gzip bomb", gzipBomb(200))
                        .api("maxResponseSize=1MiB")
                        .fails(1, "ResponseTooLargeException", "maxResponseSize allows (1048576 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transport")
    void faults_of_the_connection(Fault fault) throws Exception {
        fault.check();
    }

    static Stream<Fault> redirects() {
        return Stream.of(
                fault("1xx, then the answer", interim(103, interim(100, GOOD))).ends(1),
                fault("redirects that end", redirectChain(5, GOOD)).ends(6),
                fault("one redirect too many", redirectChain(6, GOOD))
                        .fails(6, "TooManyRedirectsException", "more than 5 redirects, a loop"),
                fault("redirect loop", redirectLoop())
                        .fails(6, "TooManyRedirectsException", "more than 5 redirects, a loop"),
                fault("redirect without a place to go", status(302)).fails(1, "ClientErrorException", "status 302"),
                fault("redirect to another origin", redirect(302, "http://localhost:1/elsewhere"))
                        .fails(1, "LinkRefusedException", "http://localhost:1"),
                fault("redirect to a URL with a user", redirect(302, "http://me:hunter22@127.0.0.1:1/x"))
                        .fails(1, "LinkRefusedException", "127.0.0.1:1"),
                fault("next link to another origin", json("{\"data\":[{\"id\":1}],\"next\":\"http://localhost:1/x\"}"))
                        .pull("pagination=next")
                        .fails(1, "LinkRefusedException", "http://localhost:1"),
                fault("redirect to a file", redirect(302, "file:///etc/passwd"))
                        .fails(1, "LinkRefusedException", "file:"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("redirects")
    void answers_that_lead_elsewhere(Fault fault) throws Exception {
        fault.check();
    }

    private static final String COMES_BACK = "; come back at ";

    static Stream<Fault> statuses() {
        return Stream.of(
                fault("400", status(400)).fails(1, "ClientErrorException", "status 400"),
                fault("401", status(401)).fails(1, "ClientErrorException", "status 401"),
                fault("403", status(403)).fails(1, "ClientErrorException", "status 403"),
                fault("403 as a rate limit", status(403, "X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 3"), GOOD)
                        .ends(2, 3_500),
                fault("403 with something remaining", status(403, "X-RateLimit-Remaining: 1"), GOOD)
                        .fails(1, "ClientErrorException", "status 403"),
                fault("404", status(404)).fails(1, "ClientErrorException", "status 404"),
                fault("408", status(408), GOOD).ends(2, 1_000),
                fault("425", status(425), GOOD).ends(2, 1_000),
                fault("500 for ever", status(500))
                        .fails(5, "ServerErrorException", "status 500 (attempt 5 of 5)")
                        .waits(1_000, 2_000, 4_000, 8_000),
                fault("501", status(501)).fails(1, "ServerErrorException", "status 501"),
                fault("503, then the answer", status(503), GOOD).ends(2, 1_000),
                fault("429 with seconds", status(429, "Retry-After: 7"), GOOD).ends(2, 7_500),
                fault("429 with decimals", status(429, "Retry-After: 1.5"), GOOD)
                        .ends(2, 2_000),
                fault("429 with no wait", status(429, "Retry-After: 0"), GOOD).ends(2, 500),
                fault("429 with a date", status(429, "Retry-After: Mon, 23 Nov 2026 10:00:20 GMT"), GOOD)
                        .ends(2, 20_500),
                fault("429 with a date in the past", status(429, "Retry-After: Mon, 23 Nov 2026 09:00:00 GMT"), GOOD)
                        .ends(2, 5_000),
                fault("429 without a word", status(429), GOOD).ends(2, 5_000),
                fault("429 with -1", status(429, "Retry-After: -1"), GOOD).ends(2, 5_000),
                fault("429 with soon", status(429, "Retry-After: soon"), GOOD).ends(2, 5_000),
                fault("429 with 1e9", status(429, "Retry-After: 1e9"), GOOD).ends(2, 5_000),
                fault("429 with a thousand million seconds", status(429, "Retry-After: 1000000000"), GOOD)
                        .fails(1, "RateLimitedException", COMES_BACK + "2058-08-01T11:46:40.500Z"),
                fault("429 for ever", status(429))
                        .fails(5, "RateLimitedException", "status 429 (attempt 5 of 5)")
                        .waits(5_000, 5_000, 5_000, 8_000),
                fault("503 with an hour", status(503, "Retry-After: 3600"))
                        .fails(1, "RateLimitedException", COMES_BACK + "2026-11-23T11:00:00.500Z"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statuses")
    void statuses_that_are_no_success(Fault fault) throws Exception {
        fault.check();
    }

    private static Behaviour xml(String body) {
        return answer(200, body, "Content-Type: application/xml");
    }

    private static byte[] zstd(int window) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(bytes).setLong(window)) {
            out.write(Fault.GOOD.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    static Stream<Fault> bodies() throws IOException {
        return Stream.of(
                fault("chunks", chunked(Fault.GOOD)).ends(1),
                fault("HTML with 200", answer(200, "<html>log in</html>", "Content-Type: text/html"))
                        .fails(5, "PageException", "HTML")
                        .waits(1_000, 2_000, 4_000, 8_000),
                fault("HTML with 200 and JSON's type", answer(200, "<!DOCTYPE html><p>log in"), GOOD)
                        .ends(2, 1_000),
                fault("empty body with 200", answer(200, ""))
                        .fails(5, "PageException", "empty")
                        .waits(1_000, 2_000, 4_000, 8_000),
                fault("broken JSON", json("[{\"id\":1},{\"id\":}]"))
                        .fails(5, "PageException", "JSON")
                        .waits(1_000, 2_000, 4_000, 8_000),
                fault("errors with 200", json("{\"data\":null,\"errors\":[{\"message\":\"no such field\"}]}"))
                        .pull("errorFrom=/errors", "records=/data")
                        .fails(1, "PageException", "no such field"),
                fault("invalid UTF-8", answer(200, new byte[] {'[', '"', (byte) 0xC3, '"', ']'}))
                        .fails(5, "PageException", "the body is not UTF-8: byte 3")
                        .waits(1_000, 2_000, 4_000, 8_000),
                fault("a name twice in an object", json("[{\"id\":1,\"id\":2}]"))
                        .fails(1, "PageException", "comes a second time in one object"),
                fault("a number beyond a double", json("[{\"id\":1,\"n\":1e400},{\"id\":2}]"))
                        .ends(1),
                fault("100,000 levels", json("[".repeat(100_000))).fails(1, "PageException", "nesting depth (501)"),
                fault(
                                "XML with an external entity",
                                xml("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"))
                        .fails(1, "PageException", "a document type declaration (DOCTYPE)"),
                fault("billion laughs", xml("<!DOCTYPE a [<!ENTITY x 'ha'><!ENTITY y '&x;&x;'>]><a>&y;</a>"))
                        .fails(1, "PageException", "a document type declaration (DOCTYPE)"),
                fault("zstd with a window of 128 MiB", answer(200, zstd(27), "Content-Encoding: zstd"))
                        .fails(1, "UnreadableBodyException", "a window of more than 8 MiB"),
                fault("204", noBody(204)).endsEmpty(1),
                fault("304", noBody(304)).endsEmpty(1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void bodies_that_are_no_page(Fault fault) throws Exception {
        fault.check();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nobody")
    void hosts_that_do_not_answer(String url, String message) throws Exception {
        Fault.of("nobody")
                .fails(0, "ApiConnectionException", message)
                .waits(1_000, 2_000, 4_000, 8_000)
                .checkAt(url);
    }

    @Test
    void a_port_that_speaks_tls_is_told_to_who_asks_without(@TempDir Path folder) throws Exception {
        try (FaultServer server = FaultServer.startTls(Certificates.in(folder).server(), GOOD)) {
            Fault.of("http to a TLS port")
                    .fails(0, "ApiConnectionException", "speaks TLS at this port: write https:// into the url")
                    .checkAt(server.url().toString().replace("https:", "http:"));
        }
    }

    @Test
    void a_port_that_speaks_no_tls_is_told_to_who_asks_by_tls() throws Exception {
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Threads.OWN.execute(() -> answerInPlainText(port));
            Fault.of("TLS to an HTTP port")
                    .fails(0, "ApiConnectionException", "doesn't speak TLS at this port: write http:// into the url")
                    .checkAt("https://127.0.0.1:" + port.getLocalPort());
        }
    }

    private static void answerInPlainText(ServerSocket port) {
        try (Socket socket = port.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Arguments> nobody() throws IOException {
        return Stream.of(
                Arguments.of("http://127.0.0.1:" + FaultServer.refusedPort(), "no connection: "),
                Arguments.of("http://no-such-host.invalid", "the host is unknown: no-such-host.invalid"));
    }

    /** A client that trusts the test's own authority, as an integrator's SSL parameters say it. */
    private static void trusting(PullHarness harness, SSLContext client) {
        harness.context.getComponent("https", HttpComponent.class).setSslContextParameters(new SSLContextParameters() {
            @Override
            public SSLContext createSSLContext(CamelContext context) {
                return client;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong host", "expired", "self-signed"})
    void a_certificate_that_fails_is_not_asked_again(String which, @TempDir Path folder) throws Exception {
        Certificates certificates = Certificates.in(folder);
        SSLContext shown =
                switch (which) {
                    case "wrong host" -> certificates.wrongHost();
                    case "expired" -> certificates.expired();
                    default -> certificates.selfSigned();
                };
        SSLContext client = certificates.client();
        try (FaultServer server = FaultServer.startTls(shown, GOOD)) {
            Fault.of(which)
                    .prepared(harness -> trusting(harness, client))
                    .fails(0, "ApiTlsException", "the server's certificate fails")
                    .check(server);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_certificate_of_a_trusted_authority_is_taken(@TempDir Path folder) throws Exception {
        Certificates certificates = Certificates.in(folder);
        SSLContext client = certificates.client();
        try (FaultServer server = FaultServer.startTls(certificates.server(), GOOD)) {
            Fault.of("good")
                    .prepared(harness -> trusting(harness, client))
                    .ends(1)
                    .check(server);
        }
    }

    @Test
    void https_never_falls_to_http(@TempDir Path folder) throws Exception {
        Certificates certificates = Certificates.in(folder);
        SSLContext client = certificates.client();
        try (FaultServer plain = FaultServer.start(GOOD);
                FaultServer server = FaultServer.startTls(
                        certificates.server(),
                        redirect(302, plain.url("/things").toString()))) {
            Fault.of("downgrade")
                    .prepared(harness -> trusting(harness, client))
                    .fails(1, "LinkRefusedException", plain.url().toString())
                    .check(server);
            assertThat(plain.requests()).isEmpty();
        }
    }
}
