package io.qanat.api;

import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port of a URL (RFC 6454 §4): what credentials belong to.
 *
 * @param scheme http or https
 * @param host in lower case
 * @param port the port, the scheme's own one if the URL named none
 */
public record Origin(String scheme, String host, int port) {

    /**
     * The origin of an absolute http or https URL.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Origin of(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("the URL must begin with https:// or http://");
        }
        if (url.getHost() == null || url.getHost().isEmpty()) {
            throw new IllegalArgumentException("the URL names no host");
        }
        return new Origin(scheme, url.getHost().toLowerCase(Locale.ROOT), port(url, scheme));
    }

    private static int port(URI url, String scheme) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return scheme.equals("https") ? 443 : 80;
    }

    /** Whether requests are encrypted. */
    public boolean secure() {
        return scheme.equals("https");
    }

    /** Whether it is this machine. */
    public boolean local() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    @Override
    public String toString() {
        boolean usual = port == (secure() ? 443 : 80);
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }
}
