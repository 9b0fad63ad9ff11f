package io.qanat.testserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/**
 * A real S3 server that keeps its objects in memory, behind a front that notes each request and does what a test tells it.
 * Thread-safe.
 */
public final class S3Server implements AutoCloseable {
    /** Names the credentials that it takes, where it looks at them. */
    public static final String ACCESS_KEY = "tester";

    /** Proves them. */
    public static final String SECRET_KEY = "testers-secret";

    private static final Set<String> OWN_HEADERS =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade", "date");

    /** What becomes of a request. */
    @FunctionalInterface
    public interface Fate {
        /** The answer's status, if it isn't to reach the store; 0 if it is; below 0 if then its answer is to be lost. */
        int of(String request) throws IOException;
    }

    private final TransientNio2BlobStore blobs = new TransientNio2BlobStore();
    private final S3Proxy store;
    private final HttpServer front;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Fate fate = request -> 0;

    private S3Server(AuthenticationType authentication) {
        store = S3Proxy.builder()
                .blobStore(blobs)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .stopTimeout(0)
                .awsAuthentication(authentication, ACCESS_KEY, SECRET_KEY)
                .build();
        try {
            store.start();
            front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        front.setExecutor(threads);
        front.createContext("/", this::handle);
        front.start();
    }

    /** Starts one that takes any credentials. */
    public static S3Server start() {
        return new S3Server(AuthenticationType.NONE);
    }

    /** Starts one that checks signatures; only its {@link #strictUrl} is of use. */
    public static S3Server strict() {
        return new S3Server(AuthenticationType.AWS_V4);
    }

    public String url() {
        return "http://127.0.0.1:" + front.getAddress().getPort();
    }

    /** Without the front, which would spoil the signatures. */
    public String strictUrl() {
        return "http://127.0.0.1:" + store.getPort();
    }

    /** Makes a bucket, without any request. */
    public void createBucket(String name) {
        blobs.createContainer(name);
    }

    /** All requests since the start or the last {@link #forget}: {@code PUT /bucket/key}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public void forget() {
        requests.clear();
    }

    /** What becomes of the requests from now on. */
    public void fate(Fate next) {
        fate = next;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(request);
        int status = fate.of(request);
        if (status > 0) {
            refuse(exchange, status);
            return;
        }
        HttpResponse<byte[]> answer = forward(exchange, body);
        if (status < 0) {
            exchange.close(); // without an answer
            return;
        }
        answer(exchange, answer);
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(strictUrl() + exchange.getRequestURI().toASCIIString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT)) && !name.equalsIgnoreCase("authorization")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        answer.headers().map().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        answer.headers()
                .firstValue("content-length")
                .filter(length -> exchange.getRequestMethod().equals("HEAD"))
                .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void refuse(HttpExchange exchange, int status) throws IOException {
        String code = status == 403 ? "AccessDenied" : status == 503 ? "SlowDown" : "InternalError";
        byte[] body = ("<?xml version=\"1.0\"?><Error><Code>" + code
                        + "</Code><Message>as the test said</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        front.stop(0);
        threads.shutdownNow();
        try {
            store.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
