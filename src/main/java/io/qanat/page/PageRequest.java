package io.qanat.page;

import io.qanat.settings.NameValue;
import java.util.Arrays;
import java.util.List;

/**
 * The request for one page, without credentials, which the API's route adds. Immutable; its body is never changed.
 *
 * @param method such as GET
 * @param target a path below the API's URL, beginning with {@code /}; or an absolute URL that the API gave (a next link),
 *     used as it stands, with its own query
 * @param query parameters to encode and append, in their order
 * @param headers header fields of the pull
 * @param body the body's bytes; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // identity is fine: requests are not compared
public record PageRequest(String method, String target, List<NameValue> query, List<NameValue> headers, byte[] body) {
    public PageRequest {
        query = List.copyOf(query);
        headers = List.copyOf(headers);
    }

    /** Whether both ask for the same; the records' own equality tells bodies apart by identity. */
    public boolean same(PageRequest other) {
        return method.equals(other.method)
                && target.equals(other.target)
                && query.equals(other.query)
                && headers.equals(other.headers)
                && Arrays.equals(body, other.body);
    }

    /** Whether the target is a URL that the API gave. */
    public boolean absolute() {
        return !target.startsWith("/");
    }
}
