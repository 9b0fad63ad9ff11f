package io.qanat.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.qanat.page.Headers;
import io.qanat.settings.NameValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on a free port of this machine that gives a test's answers. Thread-safe. */
final class AnswerServer implements AutoCloseable {
    /** Fields that the server itself sets, since it frames the answer. */
    private static final Set<String> FRAMING =
            Set.of("content-length", "transfer-encoding", "connection", "date", "content-encoding");

    private static final int NO_BODY = -1;

    private final HttpServer server;
    private final Answers answers;
    private final ExecutorService threads = Executors.newCachedThreadPool(AnswerServer::daemon);
    private final CountDownLatch closed = new CountDownLatch(1);

    private AnswerServer(HttpServer server, Answers answers) {
        this.server = server;
        this.answers = answers;
    }

    static AnswerServer start(Answers answers) {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // otherwise small answers take 40 ms
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            AnswerServer server = new AnswerServer(http, answers);
            http.setExecutor(server.threads);
            http.createContext("/", server::handle);
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("no server can be opened on this machine", e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "qanat-test-server");
        thread.setDaemon(true);
        return thread;
    }

    /** Its origin, without a slash at the end. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Closing an exchange without a whole answer ends its connection. */
    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Play play = played(request(exchange));
            if (play instanceof Play.Whole whole) {
                send(exchange, whole.reply(), false);
            } else if (play instanceof Play.Half half) {
                send(exchange, half.reply(), true);
            } else if (play instanceof Play.Silence) {
                awaitEnd();
            }
        }
    }

    /** A mistake of the test's own API is shown as such, rather than by a connection that ends silently. */
    private Play played(SentRequest request) {
        try {
            return answers.play(request);
        } catch (RuntimeException | AssertionError e) {
            return new Play.Whole(Reply.of(418, "the test's own API failed: " + e));
        }
    }

    private void awaitEnd() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SentRequest request(HttpExchange exchange) throws IOException {
        List<NameValue> fields = new ArrayList<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> values.forEach(value -> fields.add(new NameValue(name, value))));
        byte[] body = exchange.getRequestBody().readAllBytes();
        URI target = exchange.getRequestURI();
        return new SentRequest(
                exchange.getRequestMethod(),
                target.getRawPath(),
                target.getRawQuery() == null ? "" : target.getRawQuery(),
                new Headers(fields),
                new String(body, StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, Reply reply, boolean half) throws IOException {
        for (NameValue field : reply.headers().fields()) {
            if (!FRAMING.contains(field.name().toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().add(field.name(), field.value());
            }
        }
        byte[] body = reply.body();
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? NO_BODY : body.length);
        if (body.length == 0) {
            return;
        }
        exchange.getResponseBody().write(body, 0, half ? body.length / 2 : body.length);
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
