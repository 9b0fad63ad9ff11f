package io.qanat.testing;

import io.qanat.page.Headers;
import io.qanat.settings.NameValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer for the server to give. Immutable.
 *
 * @param status such as 200
 * @param headers the field lines; those of length and connection are the server's
 * @param body the bytes, which nobody changes
 */
@SuppressWarnings("ArrayRecordComponent") // identity is fine: replies are not compared
public record Reply(int status, Headers headers, byte[] body) {
    private static final String TYPE = "Content-Type";

    /** Status 200 with JSON. */
    public static Reply json(String body) {
        return of(200, body).header(TYPE, "application/json");
    }

    /** A status with a body of JSON that says nothing; header fields are names and values in turn. */
    public static Reply status(int status, String... headers) {
        if (headers.length % 2 != 0) {
            throw new IllegalArgumentException("header fields are names and values in turn: the last has no value");
        }
        Reply reply = of(status, "{}").header(TYPE, "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            reply = reply.header(headers[i], headers[i + 1]);
        }
        return reply;
    }

    /** A status with a text as body, and no header field. */
    public static Reply of(int status, String body) {
        return new Reply(status, Headers.NONE, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with one more header field. */
    public Reply header(String name, String value) {
        List<NameValue> fields = new ArrayList<>(headers.fields());
        fields.add(new NameValue(name, value));
        return new Reply(status, new Headers(fields), body);
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
