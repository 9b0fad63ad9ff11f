package io.qanat.page;

import java.net.URI;

/**
 * One HTTP answer with its whole body, decompressed.
 *
 * @param url the URL that answered, after redirects: relative links resolve against it; without credentials
 * @param status 2xx, or one that the pull ignores
 * @param headers the header fields
 * @param body the body's bytes; not copied, and never changed by anyone
 */
@SuppressWarnings("ArrayRecordComponent") // identity is fine: answers are not compared
public record Answer(URI url, int status, Headers headers, byte[] body) {}
