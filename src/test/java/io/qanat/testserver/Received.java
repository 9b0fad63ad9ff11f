package io.qanat.testserver;

import io.qanat.page.Headers;
import java.nio.charset.StandardCharsets;

/**
 * A request as it came over the wire.
 *
 * @param method such as GET
 * @param target the request target, unchanged: path and query, still encoded
 * @param headers the field lines in their order
 * @param body decoded if it was chunked; empty if there was none
 * @param arrival {@link System#nanoTime} when its first line had been read
 * @param connection on which connection it came, from 1
 */
@SuppressWarnings("ArrayRecordComponent") // identity is fine: requests are not compared
public record Received(String method, String target, Headers headers, byte[] body, long arrival, int connection) {

    /** The target without its query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
