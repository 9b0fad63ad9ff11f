package io.qanat.api;

import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
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

    /** Bytes of all header fields of an answer by HTTP/2; those of a server with many long ones. */
    static final int LONGEST_SECTION = 256 * 1024;

    static final Http1Config BOUNDED = Http1Config.custom()
            .setMaxHeaderCount(MOST_FIELDS)
            .setMaxLineLength(LONGEST_LINE)
            .build();

    private Connections() {}

    /** Gives a client a pool of its own, which is closed with it. */
    static void bound(HttpClientBuilder builder, ApiSettings settings, CamelHttp http) {
        builder.setConnectionManager(of(settings, http.sslContext(), http.hostnameVerifier()))
                .setConnectionManagerShared(false);
    }

    private static PoolingHttpClientConnectionManager of(
            ApiSettings settings, SSLContext trust, HostnameVerifier names) {
        Timeout response = Timeout.of(settings.timeouts().response());
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(BOUNDED)
                        .responseParserFactory(any -> new AnswerParser(BOUNDED))
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
