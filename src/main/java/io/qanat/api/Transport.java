package io.qanat.api;

import io.qanat.settings.Parameters;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * How an API's requests travel. Immutable.
 *
 * @param http2 whether HTTP/2 is asked for (RFC 9113), by ALPN: a server that doesn't speak it is spoken to by HTTP/1.1
 * @param proxy the proxy's host and port; null for the one that Camel's HTTP component has, or none
 * @param sslContextParameters the name of the bean with authorities and client certificate; empty for those that Camel's
 *     HTTP component has, or the JDK's
 */
public record Transport(boolean http2, @Nullable URI proxy, String sslContextParameters) {

    static Transport read(Parameters parameters) {
        return new Transport(http2(parameters), proxy(parameters), parameters.text("sslContextParameters"));
    }

    private static boolean http2(Parameters parameters) {
        String version = parameters.text("httpVersion");
        if (!version.isEmpty() && !version.equals("1.1") && !version.equals("2")) {
            parameters.problem("httpVersion", "\"" + version + "\" must be 1.1 or 2");
        }
        return version.equals("2");
    }

    private static @Nullable URI proxy(Parameters parameters) {
        return parameters.parsed("proxy", Transport::proxy);
    }

    /**
     * Reads {@code http://host:port}.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static URI proxy(String text) {
        try {
            URI proxy = new URI(text);
            boolean bare = Urls.pathless(proxy) && !Urls.hasUser(proxy);
            if (bare && "http".equals(proxy.getScheme()) && proxy.getHost() != null && proxy.getPort() > 0) {
                return proxy;
            }
        } catch (URISyntaxException e) {
            // told below, like anything else that is no proxy
        }
        throw new IllegalArgumentException(
                "\"" + Urls.withoutUser(text) + "\" must be like http://proxy.example:3128;"
                        + " a user and a password for it belong to Camel's HTTP component (camel.component.https.proxy-auth-username)");
    }
}
