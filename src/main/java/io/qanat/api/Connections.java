package io.qanat.api;

import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;

/**
 * The pool of connections to an API, as large as its concurrency (requirement C5). It is our own since camel-http's takes a
 * header section of any size: a server that never ends it would fill the memory. Certificates are checked as Camel's SSL
 * parameters say.
 */
final class Connections {
    /** Header fields of an answer; servers send a few dozen. */
    static final int MOST_FIELDS = 500;

    /** Characters of one header field or status line; next links with long cursors have some thousand. */
    static final int LONGEST_LINE = 32 * 1024;

    private static final Http1Config BOUNDED = Http1Config.custom()
            .setMaxHeaderCount(MOST_FIELDS)
            .setMaxLineLength(LONGEST_LINE)
            .build();

    private Connections() {}

    static PoolingHttpClientConnectionManager of(ApiSettings settings, SSLContext trust, HostnameVerifier names) {
        Timeout response = Timeout.of(settings.timeouts().response());
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(BOUNDED)
                        .build())
                .setMaxConnTotal(settings.concurrency())
                .setMaxConnPerRoute(settings.concurrency())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(response).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.timeouts().connect()))
                        .setSocketTimeout(response)
                        .build())
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust, names))
                .build();
    }
}
