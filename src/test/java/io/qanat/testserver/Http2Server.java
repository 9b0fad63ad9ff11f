package io.qanat.testserver;

import io.qanat.page.Headers;
import io.qanat.settings.NameValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncResponseProducer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.StreamChannel;
import org.apache.hc.core5.http.nio.entity.AbstractBinAsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.AsyncResponseBuilder;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.http2.ssl.H2ServerTlsStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ListenerEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * A server on a free port of this machine that speaks HTTP/2 only, offered within TLS. It plays a script, one answer a
 * request; the last one is repeated. Thread-safe.
 */
public final class Http2Server implements AutoCloseable {
    private static final int CHUNK = 8_192;

    private final HttpAsyncServer server;
    private final int port;
    private final List<Received> requests = new CopyOnWriteArrayList<>();
    private final AtomicReference<String> version = new AtomicReference<>("");

    /** What to answer with; null for nothing at all. */
    @FunctionalInterface
    public interface Reply {
        @Nullable
        AsyncResponseProducer to(Received request);
    }

    private Http2Server(SSLContext context, Reply... script) throws InterruptedException, ExecutionException {
        server = H2ServerBootstrap.bootstrap()
                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2)
                .setTlsStrategy(new H2ServerTlsStrategy(context))
                .setCanonicalHostName("127.0.0.1")
                .register("*", new Handler(script))
                .create();
        server.start();
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ListenerEndpoint endpoint = server.listen(free, URIScheme.HTTPS).get();
        port = ((InetSocketAddress) endpoint.getAddress()).getPort();
    }

    /** Starts one with the certificate of that context. */
    public static Http2Server start(SSLContext context, Reply... script)
            throws InterruptedException, ExecutionException {
        return new Http2Server(context, script);
    }

    /** A whole answer. */
    public static Reply answer(int status, byte[] body, String... headers) {
        return request -> builder(status, headers)
                .setEntity(body, ContentType.APPLICATION_JSON)
                .build();
    }

    /** A header section of so many fields of 100 bytes. */
    public static Reply headerFlood(int fields) {
        return request -> {
            AsyncResponseBuilder builder = builder(200);
            for (int i = 0; i < fields; i++) {
                builder.addHeader("x-flood-%06d".formatted(i), "x".repeat(82));
            }
            return builder.setEntity("[]", ContentType.APPLICATION_JSON).build();
        };
    }

    /** No answer. */
    public static Reply silence() {
        return request -> null;
    }

    /** A body that has no end. */
    public static Reply endless() {
        return request ->
                builder(200).setEntity(new Pieces(Integer.MAX_VALUE, null)).build();
    }

    /** The beginning of a body, and then nothing more. */
    public static Reply beginning() {
        return request -> builder(200).setEntity(new Pieces(1, null)).build();
    }

    /** The beginning of a body, and then the stream is reset. */
    public static Reply reset() {
        return request -> builder(200)
                .setEntity(new Pieces(1, new IOException("the script says so")))
                .build();
    }

    private static AsyncResponseBuilder builder(int status, String... headers) {
        AsyncResponseBuilder builder = AsyncResponseBuilder.create(status);
        for (String header : headers) {
            int colon = header.indexOf(':');
            builder.addHeader(
                    header.substring(0, colon), header.substring(colon + 1).strip());
        }
        return builder;
    }

    /** A URL at this server. */
    public URI url(String path) {
        return URI.create("https://127.0.0.1:" + port + path);
    }

    /** The requests so far; their connection is not counted here. */
    public List<Received> requests() {
        return List.copyOf(requests);
    }

    /** The protocol of the last request. */
    public String version() {
        return version.get();
    }

    @Override
    public void close() {
        server.close(CloseMode.IMMEDIATE);
    }

    private final class Handler implements AsyncServerRequestHandler<Message<HttpRequest, byte[]>> {
        private final Reply[] script;
        private final AtomicInteger next = new AtomicInteger();

        Handler(Reply... script) {
            this.script = script;
        }

        @Override
        public AsyncRequestConsumer<Message<HttpRequest, byte[]>> prepare(
                HttpRequest request, EntityDetails entity, HttpContext context) {
            return new BasicRequestConsumer<>(entity == null ? null : new BasicAsyncEntityConsumer());
        }

        @Override
        public void handle(Message<HttpRequest, byte[]> message, ResponseTrigger trigger, HttpContext context)
                throws org.apache.hc.core5.http.HttpException, IOException {
            Received request = received(message);
            requests.add(request);
            version.set(String.valueOf(context.getProtocolVersion()));
            AsyncResponseProducer answer = script[Math.min(next.getAndIncrement(), script.length - 1)].to(request);
            if (answer != null) {
                trigger.submitResponse(answer, context);
            }
        }

        private Received received(Message<HttpRequest, byte[]> message) {
            List<NameValue> fields = new ArrayList<>();
            for (Header header : message.getHead().getHeaders()) {
                fields.add(new NameValue(header.getName(), header.getValue()));
            }
            byte[] body = message.getBody() == null ? new byte[0] : message.getBody();
            HttpRequest head = message.getHead();
            return new Received(head.getMethod(), head.getPath(), new Headers(fields), body, System.nanoTime(), 0);
        }
    }

    /** Some pieces of a body; then nothing, or an exception that resets the stream. */
    private static final class Pieces extends AbstractBinAsyncEntityProducer {
        private final @Nullable IOException end;
        private int left;

        Pieces(int count, @Nullable IOException end) {
            super(CHUNK, ContentType.APPLICATION_JSON);
            this.left = count;
            this.end = end;
        }

        @Override
        protected int availableData() {
            return left > 0 || end != null ? CHUNK : 0;
        }

        @Override
        protected void produceData(StreamChannel<ByteBuffer> channel) throws IOException {
            if (left <= 0 && end != null) {
                throw end;
            }
            if (left > 0) {
                left--;
                channel.write(ByteBuffer.allocate(CHUNK));
            }
        }

        @Override
        public boolean isRepeatable() {
            return false;
        }

        @Override
        public void failed(Exception cause) {
            // the client has gone
        }
    }
}
