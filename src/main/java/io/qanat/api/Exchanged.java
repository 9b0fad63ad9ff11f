package io.qanat.api;

import io.qanat.page.Headers;
import io.qanat.settings.NameValue;
import java.util.List;

/**
 * A request and its answer, for people: secrets are masked in all of it. Immutable.
 *
 * @param method such as GET
 * @param url as it was asked
 * @param headers the request's fields, by name; a key in the query among them, its name with a ? before it
 * @param body the beginning of the request's body; empty if it has none
 * @param status of the answer
 * @param answer the answer's fields
 */
public record Exchanged(String method, String url, List<NameValue> headers, String body, int status, Headers answer) {
    public Exchanged {
        headers = List.copyOf(headers);
    }
}
