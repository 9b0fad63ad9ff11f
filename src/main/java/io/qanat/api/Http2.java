package io.qanat.api;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStreamResetException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/2 (RFC 9113) below camel-http's client: put before the protocol step of its chain, it sends a request by HttpClient's
 * asynchronous client instead. So the limits, the decoding, the proxy and the route's steps stay what they are. A connection
 * carries one request at a time, as with HTTP/1.1: what breaks one request breaks no other. Thread-safe.
 */
final class Http2 implements ExecChainHandler, AutoCloseable {
    /** The step's name in the chain. */
    static final String STEP = "qanat-http2";

    private static final String ROUTE = "qanat-route";

    /** What frames a message in HTTP/1.1 and must not stand in HTTP/2 (RFC 9113 §8.2.2), or is written by the client. */
    private static final Set<String> FRAMING = Set.of(
            "host", "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "content-length");

    private final int maxSize;
    private final CloseableHttpAsyncClient client;

    Http2(ApiSettings settings, SSLContext tls, HostnameVerifier verifier) {
        this.maxSize = settings.maxResponseSize();
        Timeout response = Timeout.of(settings.timeouts().response());
        client = HttpAsyncClientBuilder.create()
                .setConnectionManager(connections(settings, tls, verifier))
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setSoTimeout(response)
                        .build())
                .setThreadFactory(task -> thread(task, settings.name()))
                .setH2Config(H2Config.custom()
                        .setPushEnabled(false)
                        .setMaxHeaderListSize(Connections.LONGEST_SECTION)
                        .build())
                .setHttp1Config(Connections.BOUNDED)
                .setRoutePlanner((host, context) -> (HttpRoute) context.getAttribute(ROUTE))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableConnectionState()
                .build();
        client.start();
    }

    private static AsyncClientConnectionManager connections(
            ApiSettings settings, SSLContext tls, HostnameVerifier verifier) {
        Timeout connect = Timeout.of(settings.timeouts().connect());
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(ClientTlsStrategyBuilder.create()
                        .setSslContext(tls)
                        .setHostnameVerifier(verifier)
                        .buildAsync())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.NEGOTIATE)
                        .setHandshakeTimeout(connect)
                        .build())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom().setConnectTimeout(connect).build())
                .setMaxConnTotal(settings.concurrency())
                .setMaxConnPerRoute(settings.concurrency())
                .build();
    }

    private static Thread thread(Runnable task, String api) {
        Thread thread = new Thread(task, "qanat-http2-" + api);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(scope.clientContext.getRequestConfigOrDefault());
        context.setCredentialsProvider(scope.clientContext.getCredentialsProvider());
        context.setAttribute(ROUTE, scope.route);
        Future<ClassicHttpResponse> answer = client.execute(
                scope.route.getTargetHost(), producer(request, scope), new WholeAnswer(maxSize), null, context, null);
        if (scope.originalRequest instanceof CancellableDependency cancellable) {
            cancellable.setDependency(() -> answer.cancel(true));
        }
        return await(answer);
    }

    private static AsyncRequestProducer producer(ClassicHttpRequest request, ExecChain.Scope scope) throws IOException {
        BasicHttpRequest copy =
                new BasicHttpRequest(request.getMethod(), scope.route.getTargetHost(), request.getRequestUri());
        for (Header header : request.getHeaders()) {
            if (!FRAMING.contains(header.getName().toLowerCase(Locale.ROOT))) {
                copy.addHeader(header);
            }
        }
        return new BasicRequestProducer(copy, body(request.getEntity()));
    }

    private static @Nullable AsyncEntityProducer body(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return null;
        }
        return new BasicAsyncEntityProducer(
                EntityUtils.toByteArray(entity), ContentType.parseLenient(entity.getContentType()));
    }

    private static ClassicHttpResponse await(Future<ClassicHttpResponse> answer) throws IOException, HttpException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw cause(e);
        } catch (CancellationException e) {
            throw broken("the request was broken off", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw broken("the thread was interrupted", e);
        }
    }

    /** A silent connection ends as streams that are reset, told apart from a server's reset by the message only. */
    private static IOException cause(ExecutionException e) throws IOException, HttpException {
        if (e.getCause() instanceof HttpStreamResetException reset
                && String.valueOf(reset.getMessage()).startsWith("Timeout due to inactivity")) {
            throw (SocketTimeoutException) new SocketTimeoutException(reset.getMessage()).initCause(reset);
        }
        if (e.getCause() instanceof IOException cause) {
            throw cause;
        }
        if (e.getCause() instanceof HttpException cause) {
            throw cause;
        }
        return new IOException("the HTTP/2 client failed", e.getCause());
    }

    private static InterruptedIOException broken(String why, Exception cause) {
        InterruptedIOException broken = new InterruptedIOException(why);
        broken.initCause(cause);
        return broken;
    }

    @Override
    public void close() {
        client.close(CloseMode.GRACEFUL);
    }
}
