package io.qanat.journal;

import java.util.Locale;
import java.util.Set;

/**
 * Header fields of an answer that carry credentials or cookies by their meaning (RFC 9110 §11, RFC 6265 §4.1, RFC 7615), or
 * by long use. No pagination needs them, so they aren't stored.
 */
final class UnstoredFields {
    private static final Set<String> NAMES = Set.of(
            "set-cookie",
            "set-cookie2",
            "cookie",
            "cookie2",
            "authorization",
            "www-authenticate",
            "authentication-info",
            "authentication-control",
            "x-api-key",
            "x-auth-token",
            "x-access-token",
            "x-refresh-token",
            "x-csrf-token",
            "x-xsrf-token",
            "x-amz-security-token");

    private UnstoredFields() {}

    static boolean contains(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return NAMES.contains(lower) || lower.startsWith("proxy-");
    }
}
