package io.qanat.api;

import io.qanat.settings.NameValue;
import java.net.URI;
import java.util.List;

/**
 * What proves to the API who asks, for one request. Its text shows no secret.
 *
 * @param headers header fields to add; a Cookie field is one of them
 * @param query query parameters to add
 * @param token what was used, to say which one failed
 */
public record Proof(List<NameValue> headers, List<NameValue> query, Secret token) {
    public static final Proof NONE = new Proof(List.of(), List.of(), new Secret(""));

    public Proof {
        headers = List.copyOf(headers);
        query = List.copyOf(query);
    }

    /** The URL with the query parameters of this proof: only for the request itself, never for a log. */
    public URI on(URI url) {
        if (query.isEmpty()) {
            return url;
        }
        return URI.create(url + (url.getRawQuery() == null ? "?" : "&") + Urls.query(query));
    }

    @Override
    public String toString() {
        return "Proof[" + headers.size() + " headers, " + query.size() + " query parameters]";
    }
}
