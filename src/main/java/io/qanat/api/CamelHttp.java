package io.qanat.api;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** What Camel's HTTP component has been told of proxies and TLS, for requests that don't go through the template's endpoint. */
final class CamelHttp {
    private final CamelContext context;
    private final ApiSettings settings;

    CamelHttp(CamelContext context, ApiSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    /** A client for one request to that URL, made by camel-http with the options that the template's endpoint has. */
    CloseableHttpClient client(URI url, HttpClientConfigurer configurer) throws IOException {
        try {
            HttpEndpoint endpoint = (HttpEndpoint)
                    component(url.getScheme()).createEndpoint(Origin.of(url).toString(), options(configurer));
            return (CloseableHttpClient) endpoint.getHttpClient();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(settings.name() + ": camel-http makes no client for " + Origin.of(url), e);
        }
    }

    private Map<String, Object> options(HttpClientConfigurer configurer) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("httpClientConfigurer", configurer);
        options.put("connectTimeout", Timeout.of(settings.timeouts().connect()));
        options.put("responseTimeout", Timeout.of(settings.timeouts().response()));
        options.put("soTimeout", Timeout.of(settings.timeouts().response()));
        URI proxy = settings.transport().proxy();
        if (proxy != null) {
            options.put("proxyHost", proxy.getHost());
            options.put("proxyPort", proxy.getPort());
            options.put("proxyAuthScheme", "http");
        }
        SSLContextParameters bean = bean();
        if (bean != null) {
            options.put("sslContextParameters", bean);
        }
        return options;
    }

    /** The context that camel-http would use for TLS. */
    SSLContext sslContext() {
        try {
            SSLContextParameters given = sslContextParameters();
            return given == null ? SSLContexts.createDefault() : given.createSSLContext(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(settings.name() + ": TLS can't be set up: " + e.getMessage(), e);
        }
    }

    HostnameVerifier hostnameVerifier() {
        HostnameVerifier given = component("https").getX509HostnameVerifier();
        return given == null ? new DefaultHostnameVerifier() : given;
    }

    private @Nullable SSLContextParameters sslContextParameters() {
        SSLContextParameters bean = bean();
        HttpComponent component = component("https");
        if (bean != null) {
            return bean;
        }
        if (component.getSslContextParameters() != null) {
            return component.getSslContextParameters();
        }
        return component.isUseGlobalSslContextParameters() ? context.getSSLContextParameters() : null;
    }

    private @Nullable SSLContextParameters bean() {
        String name = settings.transport().sslContextParameters();
        if (name.isEmpty()) {
            return null;
        }
        return CamelContextHelper.mandatoryLookup(context, name, SSLContextParameters.class);
    }

    private HttpComponent component(String scheme) {
        return context.getComponent(scheme, HttpComponent.class);
    }
}
