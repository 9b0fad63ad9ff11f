package io.qanat.testserver;

import static io.qanat.testserver.Behaviours.after;
import static io.qanat.testserver.Behaviours.answer;
import static io.qanat.testserver.Behaviours.chunked;
import static io.qanat.testserver.Behaviours.closeBeforeHeaders;
import static io.qanat.testserver.Behaviours.drip;
import static io.qanat.testserver.Behaviours.encoded;
import static io.qanat.testserver.Behaviours.endless;
import static io.qanat.testserver.Behaviours.falselyDeclared;
import static io.qanat.testserver.Behaviours.garbage;
import static io.qanat.testserver.Behaviours.gzipBomb;
import static io.qanat.testserver.Behaviours.hang;
import static io.qanat.testserver.Behaviours.hangAfterHeaders;
import static io.qanat.testserver.Behaviours.headerFlood;
import static io.qanat.testserver.Behaviours.interim;
import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.noBody;
import static io.qanat.testserver.Behaviours.raw;
import static io.qanat.testserver.Behaviours.redirectChain;
import static io.qanat.testserver.Behaviours.redirectLoop;
import static io.qanat.testserver.Behaviours.resetAfterHeaders;
import static io.qanat.testserver.Behaviours.resetBeforeHeaders;
import static io.qanat.testserver.Behaviours.status;
import static io.qanat.testserver.Behaviours.truncated;
import static io.qanat.testserver.Behaviours.truncatedChunked;
import static io.qanat.testserver.Behaviours.undeclared;
import static io.qanat.testserver.Behaviours.untilClose;
import static io.qanat.testserver.Behaviours.wrongLength;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.settings.NameValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultServerTest {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void the_script_is_played_in_turn_and_its_last_line_again_and_again() throws Exception {
        try (FaultServer server = FaultServer.start(status(503, "Retry-After: 2"), answer(404, "gone"), json("[1]"))) {
            HttpResponse<String> first = get(server);
            assertThat(first.statusCode()).isEqualTo(503);
            assertThat(first.headers().firstValue("Retry-After")).contains("2");
            assertThat(get(server).body()).isEqualTo("gone");
            assertThat(get(server).body()).isEqualTo("[1]");
            assertThat(get(server).body()).isEqualTo("[1]");
            assertThat(server.requests()).hasSize(4);
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void the_script_may_choose_by_the_request() throws Exception {
        try (FaultServer server =
                FaultServer.choosing(request -> request.path().equals("/a") ? json("[]") : noBody(204))) {
            assertThat(get(server, "/a?b=c").statusCode()).isEqualTo(200);
            assertThat(get(server, "/b").statusCode()).isEqualTo(204);
        }
    }

    @Test
    void a_request_is_noted_as_it_came() throws Exception {
        try (FaultServer server = FaultServer.start(json("[]"))) {
            String head = "POST /p%20q?a=1&a=%C3%A9 HTTP/1.1\r\nHost: h\r\nX-Two: 1\r\nx-one: 2\r\nX-Two:  3 \r\n";
            exchange(server, head + "Connection: close\r\nContent-Length: 3\r\n\r\n\u00e9\u00e8!");
            Received request = server.requests().get(0);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.target()).isEqualTo("/p%20q?a=1&a=%C3%A9");
            assertThat(request.headers().fields())
                    .startsWith(
                            new NameValue("Host", "h"),
                            new NameValue("X-Two", "1"),
                            new NameValue("x-one", "2"),
                            new NameValue("X-Two", "3"));
            assertThat(request.body()).containsExactly(0xE9, 0xE8, '!');
            assertThat(request.connection()).isOne();
        }
    }

    @Test
    void a_chunked_request_body_is_put_together() throws Exception {
        try (FaultServer server = FaultServer.start(json("[]"))) {
            HttpRequest request = HttpRequest.newBuilder(server.url("/"))
                    .POST(HttpRequest.BodyPublishers.ofInputStream(
                            () -> new ByteArrayInputStream("x".repeat(50_000).getBytes(UTF_8))))
                    .build();
            client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(server.requests().get(0).text()).isEqualTo("x".repeat(50_000));
        }
    }

    @Test
    void a_reset_is_a_reset_and_a_close_is_not() throws Exception {
        try (FaultServer server = FaultServer.start(resetBeforeHeaders(), closeBeforeHeaders())) {
            assertThatThrownBy(() -> exchange(server, "GET / HTTP/1.1\r\n\r\n"))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertThat(exchange(server, "GET / HTTP/1.1\r\n\r\n")).isEmpty();
        }
    }

    @Test
    void after_a_failure_the_next_attempt_gets_the_next_line() throws Exception {
        try (FaultServer server = FaultServer.start(resetAfterHeaders(), truncated("[1,2,3]"), json("[]"))) {
            assertThatThrownBy(() -> get(server)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> get(server)).isInstanceOf(IOException.class);
            assertThat(get(server).body()).isEqualTo("[]");
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    void a_truncated_body_ends_halfway() throws Exception {
        try (FaultServer server = FaultServer.start(truncated("[1,2,3,4]"), truncatedChunked("[1]"))) {
            assertThat(exchange(server, "GET / HTTP/1.1\r\n\r\n"))
                    .contains("Content-Length: 9\r\n")
                    .endsWith("\r\n\r\n[1,2");
            assertThat(exchange(server, "GET / HTTP/1.1\r\n\r\n")).endsWith("\r\n\r\n3\r\n[1]\r\n");
        }
    }

    @Test
    void chunks_and_bodies_until_the_end_are_whole() throws Exception {
        try (FaultServer server = FaultServer.start(chunked("[1,2,3]"), untilClose("[4]"))) {
            assertThat(get(server).body()).isEqualTo("[1,2,3]");
            assertThat(get(server).body()).isEqualTo("[4]");
        }
    }

    @Test
    void a_length_may_be_too_short() throws Exception {
        try (FaultServer server = FaultServer.start(wrongLength("[1,2,3]", 3))) {
            String answer = exchange(server, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
            assertThat(answer).contains("Content-Length: 3\r\n").endsWith("\r\n\r\n[1,2,3]");
        }
    }

    @Test
    void a_length_may_be_too_long_and_then_nothing_more_comes() throws Exception {
        try (FaultServer server = FaultServer.start(wrongLength("[1]", 9));
                InputStream body = stream(server)) {
            assertThat(new String(body.readNBytes(3), UTF_8)).isEqualTo("[1]");
            assertThat(body.available()).isZero();
        }
    }

    @Test
    void a_hanging_server_hangs_until_it_is_closed() throws Exception {
        FaultServer server = FaultServer.start(hang());
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> exchangeUnchecked(server), Threads.OWN);
        server.awaitRequests(1);
        assertThat(answer).isNotDone();
        server.close();
        assertThat(answer.get(20, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void headers_may_come_without_their_body() throws Exception {
        try (FaultServer server = FaultServer.start(hangAfterHeaders());
                InputStream body = stream(server)) {
            assertThat(body.available()).isZero();
        }
    }

    @Test
    void drops_fall_when_the_test_says_so() throws Exception {
        Semaphore permits = new Semaphore(2);
        try (FaultServer server = FaultServer.start(drip("[1,2]", permits));
                InputStream body = stream(server)) {
            assertThat(new String(body.readNBytes(2), UTF_8)).isEqualTo("[1");
            permits.release(3);
            assertThat(new String(body.readAllBytes(), UTF_8)).isEqualTo(",2]");
        }
    }

    @Test
    void an_answer_may_wait_for_the_test() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        try (FaultServer server = FaultServer.start(after(latch, json("[]")))) {
            CompletableFuture<HttpResponse<String>> answer = client.sendAsync(
                    HttpRequest.newBuilder(server.url()).build(), HttpResponse.BodyHandlers.ofString());
            server.awaitRequests(1);
            assertThat(answer).isNotDone();
            latch.countDown();
            assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("[]");
        }
    }

    @Test
    void an_endless_body_goes_on() throws Exception {
        try (FaultServer server = FaultServer.start(endless());
                InputStream body = stream(server)) {
            body.skipNBytes(20_000_000);
            assertThat(body.read()).isNotNegative();
        }
    }

    @Test
    void a_bomb_of_one_gibibyte_is_a_megabyte_on_the_wire() throws Exception {
        try (FaultServer server = FaultServer.start(gzipBomb(1024))) {
            byte[] wire = client.send(
                            HttpRequest.newBuilder(server.url()).build(), HttpResponse.BodyHandlers.ofByteArray())
                    .body();
            assertThat(wire.length).isLessThan(2_000_000);
            try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(wire))) {
                unpacked.skipNBytes(1L << 30);
                assertThat(unpacked.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void headers_may_be_very_many() throws Exception {
        try (FaultServer server = FaultServer.start(headerFlood(5_000))) {
            String answer = exchange(server, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
            assertThat(answer.lines().filter(line -> line.startsWith("X-Flood-")))
                    .hasSize(5_000);
            assertThat(answer).endsWith("\r\n\r\n[]");
        }
    }

    @Test
    void interim_answers_come_before_the_final_one() throws Exception {
        try (FaultServer server = FaultServer.start(interim(103, interim(102, json("[]"))))) {
            assertThat(exchange(server, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"))
                    .containsSubsequence("HTTP/1.1 103 ", "HTTP/1.1 102 ", "HTTP/1.1 200 ", "[]");
        }
    }

    @Test
    void answers_without_a_body_leave_the_connection_usable() throws Exception {
        try (FaultServer server = FaultServer.start(noBody(204), noBody(304, "ETag: \"1\""), json("[]"))) {
            assertThat(get(server).statusCode()).isEqualTo(204);
            assertThat(get(server).statusCode()).isEqualTo(304);
            assertThat(get(server).body()).isEqualTo("[]");
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void redirects_form_a_chain_or_a_loop() throws Exception {
        HttpClient following = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        try (FaultServer chain = FaultServer.start(redirectChain(3, json("[]")));
                FaultServer loop = FaultServer.start(redirectLoop())) {
            HttpRequest request = HttpRequest.newBuilder(chain.url("/start")).build();
            assertThat(following
                            .send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo("[]");
            assertThat(chain.requests())
                    .extracting(Received::target)
                    .containsExactly("/start", "/hop/1", "/hop/2", "/hop/3");
            HttpResponse<String> round = get(loop, "/round?a=b");
            assertThat(round.headers().firstValue("Location")).contains("/round?a=b");
        }
    }

    @Test
    void garbage_is_not_http() throws Exception {
        try (FaultServer server = FaultServer.start(garbage(), raw("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1"))) {
            assertThatThrownBy(() -> get(server)).isInstanceOf(IOException.class);
            assertThat(get(server).body()).isEqualTo("1");
        }
    }

    @Test
    void encodings_are_declared_or_not_or_falsely() throws Exception {
        try (FaultServer server = FaultServer.start(
                encoded("gzip", "[1]"),
                encoded("deflate", "[2]"),
                encoded("deflate-raw", "[3]"),
                undeclared("gzip", "[4]"),
                falselyDeclared("gzip", "[5]"))) {
            assertThat(text(new GZIPInputStream(body(server, "gzip")))).isEqualTo("[1]");
            assertThat(text(new InflaterInputStream(body(server, "deflate")))).isEqualTo("[2]");
            assertThat(text(new InflaterInputStream(body(server, "deflate"), new Inflater(true))))
                    .isEqualTo("[3]");
            assertThat(text(new GZIPInputStream(body(server, "")))).isEqualTo("[4]");
            assertThat(text(body(server, "gzip"))).isEqualTo("[5]");
        }
    }

    @Test
    void a_connection_may_be_closed_without_notice_after_an_answer() throws Exception {
        try (FaultServer server = FaultServer.start(json("[]").thenClose())) {
            assertThat(exchange(server, "GET / HTTP/1.1\r\n\r\n"))
                    .endsWith("[]")
                    .doesNotContain("Connection");
        }
    }

    @Test
    void nobody_listens_on_a_refused_port() throws Exception {
        int port = FaultServer.refusedPort();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void a_failing_script_is_told_when_the_server_is_closed() throws Exception {
        FaultServer server = FaultServer.choosing(request -> {
            throw new IllegalArgumentException("a test's mistake");
        });
        assertThatThrownBy(() -> get(server)).isInstanceOf(IOException.class);
        assertThatThrownBy(server::close)
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("a test's mistake");
    }

    private HttpResponse<String> get(FaultServer server) throws IOException, InterruptedException {
        return get(server, "/");
    }

    private HttpResponse<String> get(FaultServer server, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(server.url(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private InputStream stream(FaultServer server) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(server.url()).build(), HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    private InputStream body(FaultServer server, String declared) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                client.send(HttpRequest.newBuilder(server.url()).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Encoding").orElse("")).isEqualTo(declared);
        return answer.body();
    }

    private static String text(InputStream in) throws IOException {
        try (in) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** All that a server sends until it closes, without an HTTP client between. */
    private static String exchange(FaultServer server, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static String exchangeUnchecked(FaultServer server) {
        try {
            return exchange(server, "GET / HTTP/1.1\r\n\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
