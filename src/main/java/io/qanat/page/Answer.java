package io.qanat.page;

import java.net.URI;
import java.util.Arrays;

/**
 * One HTTP answer with its whole body, decompressed.
 *
 * @param url the URL that answered, after redirects: relative links resolve against it; without credentials
 * @param status 2xx, or one that the pull ignores
 * @param headers the header fields
 * @param bytes the body's bytes, from the first one; not copied, and never changed by anyone
 * @param length how many of the bytes are the body: a large one that came without its length stands in a larger array
 * @param most the largest body that is taken, as JSON too; reading it takes little memory besides
 */
@SuppressWarnings("ArrayRecordComponent") // identity is fine: answers are not compared
public record Answer(URI url, int status, Headers headers, byte[] bytes, int length, int most) {
    /** The usual limit: 64 MiB. */
    public static final int USUAL_MOST = 64 << 20;

    /** With a body that fills its array, and the usual limit. */
    public Answer(URI url, int status, Headers headers, byte[] body) {
        this(url, status, headers, body, body.length, USUAL_MOST);
    }

    /** The body, in an array of its size: a copy if need be. */
    public byte[] body() {
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** The same answer with its body in an array that may be larger. */
    public Answer with(byte[] array, int used, int limit) {
        return new Answer(url, status, headers, array, used, limit);
    }
}
