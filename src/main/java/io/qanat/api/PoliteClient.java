package io.qanat.api;

import java.time.Duration;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Makes an HTTP client do what it is told and nothing by itself: one request is one request at the server. Retries, redirects
 * and cookies are the route's business, where they pass the quota. Used by one endpoint only, not by the whole component.
 */
public final class PoliteClient implements HttpClientConfigurer {
    private static final String BODY_LIMIT = "qanat-body-limit";

    private final int maxResponseSize;
    private final Duration callTimeout;
    private final @Nullable Http2 http2;

    public PoliteClient(ApiSettings settings) {
        this(settings, null);
    }

    /** Sends by HTTP/2 where the server offers it. */
    PoliteClient(ApiSettings settings, @Nullable Http2 http2) {
        this.http2 = http2;
        this.maxResponseSize = settings.maxResponseSize();
        this.callTimeout = settings.timeouts().call();
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableDefaultUserAgent()
                .addExecInterceptorFirst(BODY_LIMIT, new BodyLimit(maxResponseSize, callTimeout));
        if (http2 != null) {
            builder.addExecInterceptorBefore(ChainElement.PROTOCOL.name(), Http2.STEP, http2);
        }
    }
}
