package io.qanat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.settings.Parameters;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoliteClientTest {
    private final RawServer server = new RawServer();

    /** Answers each request with the same bytes, and counts requests and connections. */
    private static final class RawServer implements AutoCloseable {
        private final ServerSocket socket;
        private final AtomicInteger requests = new AtomicInteger();
        private final AtomicInteger connections = new AtomicInteger();
        private final List<String> heads = Collections.synchronizedList(new ArrayList<>());
        private volatile Script script = out -> {};

        private interface Script {
            void answer(OutputStream out) throws IOException;
        }

        RawServer() {
            try {
                socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            Thread thread = new Thread(this::accept, "raw-server");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept() {
            while (!socket.isClosed()) {
                try {
                    Socket connection = socket.accept();
                    connections.incrementAndGet();
                    Thread thread = new Thread(() -> serve(connection), "raw-connection");
                    thread.setDaemon(true);
                    thread.start();
                } catch (IOException e) {
                    return;
                }
            }
        }

        private void serve(Socket connection) {
            try (connection) {
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
                while (readHead(in)) {
                    script.answer(connection.getOutputStream());
                    connection.getOutputStream().flush();
                }
            } catch (IOException e) {
                // the client went away
            }
        }

        private boolean readHead(BufferedReader in) throws IOException {
            StringBuilder head = new StringBuilder();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isEmpty()) {
                    requests.incrementAndGet();
                    heads.add(head.toString());
                    return true;
                }
                head.append(line).append('\n');
            }
            return false;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static byte[] head(int status, String... fields) {
        return ("HTTP/1.1 " + status + " X\r\n" + String.join("\r\n", fields) + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private void answer(byte[] body, String... fields) {
        server.script = out -> {
            out.write(head(200, fields));
            out.write(body);
        };
    }

    private CloseableHttpClient client(String... namesAndValues) {
        Map<String, String> values = new HashMap<>(Map.of("name", "shop", "url", "http://localhost"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        HttpClientBuilder builder = HttpClientBuilder.create();
        new PoliteClient(ApiSettings.of(new Parameters("api shop", values))).configureHttpClient(builder);
        return builder.build();
    }

    @SuppressWarnings("ArrayRecordComponent") // not compared
    private record Got(int status, byte[] body) {}

    private Got get(CloseableHttpClient client) throws IOException {
        HttpGet request = new HttpGet("http://localhost:" + server.socket.getLocalPort() + "/");
        return client.execute(request, PoliteClientTest::taken);
    }

    private static Got taken(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Got(response.getCode(), new byte[0]);
        }
        assertThat(entity.isStreaming()).isFalse();
        try (InputStream content = entity.getContent()) {
            assertThat(content).isInstanceOf(BodyBytes.class);
            byte[] bytes = ((BodyBytes) content).bytes();
            assertThat(((BodyBytes) entity.getContent()).bytes()).isSameAs(bytes);
            assertThat(content.readAllBytes()).isEqualTo(bytes);
            assertThat(entity.getContentLength()).isEqualTo(bytes.length);
            return new Got(response.getCode(), bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503, 301, 302, 307, 500})
    void one_request_is_one_request_at_the_server(int status) throws IOException {
        server.script = out -> out.write(
                head(status, "Retry-After: 0", "Location: /elsewhere", "Set-Cookie: a=b", "Content-Length: 0"));
        try (CloseableHttpClient client = client()) {
            assertThat(get(client).status()).isEqualTo(status);
            assertThat(get(client).status()).isEqualTo(status);
        }
        assertThat(server.requests).hasValue(2);
        assertThat(server.heads.get(1).toLowerCase(Locale.ROOT))
                .doesNotContain("cookie")
                .doesNotContain("user-agent");
    }

    @Test
    void a_connection_that_breaks_is_not_tried_again_behind_our_back() throws IOException {
        server.script = out -> {
            throw new SocketException("closed without an answer");
        };
        try (CloseableHttpClient client = client()) {
            assertThatThrownBy(() -> get(client))
                    .satisfies(e -> assertThat(Fault.of(e)).isEqualTo(Fault.NO_ANSWER));
        }
        assertThat(server.requests).hasValue(1);
    }

    @Test
    void bodies_are_whole_and_connections_are_kept() throws IOException {
        byte[] plain = "{\"a\":1}".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        byte[] zipped = gzip(plain);
        try (CloseableHttpClient client = client()) {
            answer(plain, "Content-Length: " + plain.length);
            assertThat(get(client).body()).isEqualTo(plain);
            answer(zipped, "Content-Length: " + zipped.length, "Content-Encoding: gzip");
            assertThat(get(client).body()).isEqualTo(plain);
            answer("5\r\nhello\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII), "Transfer-Encoding: chunked");
            assertThat(get(client).body()).isEqualTo("hello".getBytes(StandardCharsets.US_ASCII));
            server.script = out -> out.write(head(204));
            assertThat(get(client)).extracting(Got::status).isEqualTo(204);
        }
        assertThat(server.requests).hasValue(4);
        assertThat(server.connections).hasValue(1);
    }

    @Test
    void a_body_up_to_the_limit_is_taken_and_one_byte_more_is_refused() throws IOException {
        try (CloseableHttpClient client = client("maxResponseSize", "1KiB")) {
            answer(new byte[1_024], "Content-Length: 1024");
            assertThat(get(client).body()).hasSize(1_024);
            answer(new byte[1_025], "Content-Length: 1025");
            assertThatThrownBy(() -> get(client)).isInstanceOf(BodyTooLargeException.class);
            answer(new byte[5_000], "Connection: close");
            assertThatThrownBy(() -> get(client)).isInstanceOf(BodyTooLargeException.class);
        }
    }

    @Test
    void a_gzip_bomb_is_refused() throws IOException {
        byte[] bomb = gzip(new byte[20 << 20]);
        try (CloseableHttpClient client = client("maxResponseSize", "1MiB")) {
            assertThat(bomb.length).isLessThan(1 << 20);
            answer(bomb, "Content-Length: " + bomb.length, "Content-Encoding: gzip");
            assertThatThrownBy(() -> get(client)).isInstanceOf(BodyTooLargeException.class);
            answer("ok".getBytes(StandardCharsets.US_ASCII), "Content-Length: 2");
            assertThat(get(client).body()).hasSize(2);
        }
        assertThat(server.connections).hasValue(2);
    }

    @Test
    void a_body_that_ends_too_early_is_a_truncation() throws IOException {
        byte[] zipped = gzip(new byte[10_000]);
        byte[] half = Arrays.copyOf(zipped, zipped.length - 10);
        List<RawServer.Script> scripts = List.of(
                out -> {
                    out.write(head(200, "Content-Length: 100"));
                    out.write(new byte[50]);
                    out.flush();
                    throw new SocketException("enough");
                },
                out -> {
                    out.write(head(200, "Transfer-Encoding: chunked"));
                    out.write("64\r\nhalf".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    throw new SocketException("enough");
                },
                out -> {
                    out.write(head(200, "Content-Encoding: gzip", "Content-Length: " + half.length));
                    out.write(half);
                });
        try (CloseableHttpClient client = client()) {
            for (RawServer.Script script : scripts) {
                server.script = script;
                assertThatThrownBy(() -> get(client))
                        .satisfies(e -> assertThat(Fault.of(e)).isEqualTo(Fault.TRUNCATED));
            }
        }
        assertThat(server.requests).hasValue(3);
    }

    @Test
    void an_answer_that_drips_is_broken_off() throws IOException {
        for (String head : List.of("HTTP/1.1 200 X\r\nContent-Length: 1000000\r\n\r\n", "HTTP/1.1 200 X\r\nX-Long: ")) {
            server.script = out -> {
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                drip(out);
            };
            try (CloseableHttpClient client = client("callTimeout", "200ms")) {
                assertThatThrownBy(() -> get(client))
                        .isInstanceOf(DeadlineExceededException.class)
                        .hasMessageContaining("callTimeout (200 ms)");
            }
        }
        assertThat(server.requests).hasValue(2);
    }

    @Test
    void an_answer_that_drips_is_broken_off_behind_one_that_came_in_time() throws IOException {
        try (CloseableHttpClient client = client("callTimeout", "200ms")) {
            answer("ok".getBytes(StandardCharsets.US_ASCII), "Content-Length: 2");
            assertThat(get(client).body()).hasSize(2);
            server.script = out -> {
                out.write(head(200, "Content-Length: 1000000"));
                drip(out);
            };
            assertThatThrownBy(() -> get(client)).isInstanceOf(DeadlineExceededException.class);
            assertThatThrownBy(() -> get(client)).isInstanceOf(DeadlineExceededException.class);
        }
    }

    /** A byte now and then, until the client goes away. */
    private static void drip(OutputStream out) throws IOException {
        while (true) {
            out.write('x');
            out.flush();
            LockSupport.parkNanos(10_000_000);
        }
    }
}
