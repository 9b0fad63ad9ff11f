package io.qanat.api;

import java.util.Set;
import org.apache.camel.support.DefaultHeaderFilterStrategy;

/**
 * Which header fields of a message go out: what integrators give, unlike camel-http's own choice, which keeps back fields such
 * as Cache-Control; but not those that frame the request, which the HTTP client writes (RFC 9110 §7.2, §7.6.1, §8.6; the
 * body carries its Content-Type). Thread-safe.
 */
public final class SentHeaders extends DefaultHeaderFilterStrategy {
    private static final Set<String> CLIENTS =
            Set.of("host", "connection", "content-length", "content-type", "trailer", "transfer-encoding", "upgrade");

    public SentHeaders() {
        setLowerCase(true);
        setOutFilter(CLIENTS);
        setOutFilterStartsWith(CAMEL_FILTER_STARTS_WITH);
    }
}
