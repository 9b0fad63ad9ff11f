package io.qanat.demo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks bearer tokens (RFC 6750), and gives them to the OAuth2 client (RFC 6749 §4.4), which names itself by Basic
 * credentials or in the form. Thread-safe.
 */
final class Tokens {
    static final String PATH = "/oauth/token";

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final Access access;
    private final LongSupplier clock;
    private final Map<String, Long> ends = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    Tokens(Access access, LongSupplier clock) {
        this.access = access;
        this.clock = clock;
    }

    /** @throws Refusal if the request has no valid token */
    void check(Call call) {
        if (access.token().isEmpty()) {
            return;
        }
        String header = call.header("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw Refusal.unauthorized("Bearer realm=\"shop\"", "send the header Authorization: Bearer TOKEN");
        }
        if (!valid(header.substring(BEARER.length()).strip())) {
            throw Refusal.unauthorized(
                    "Bearer realm=\"shop\", error=\"invalid_token\"", "this token is unknown, or has expired");
        }
    }

    /** Answers a POST to the token endpoint. */
    Reply grant(Call call) {
        if (!call.method().equals("POST")) {
            throw Refusal.methodNotAllowed(call, "POST");
        }
        Call form = call.form();
        if (!credentials(form).equals(access.clientId() + ":" + access.clientSecret())) {
            throw Refusal.tokenError(401, "invalid_client");
        }
        if (!"client_credentials".equals(form.parameter("grant_type"))) {
            throw Refusal.tokenError(400, "unsupported_grant_type");
        }
        return issued().with("Cache-Control", "no-store");
    }

    /** Forgets all tokens that were given out. */
    void revoke() {
        ends.clear();
    }

    private boolean valid(String token) {
        Long end = ends.get(token);
        return token.equals(access.token()) || (end != null && clock.getAsLong() - end < 0);
    }

    private Reply issued() {
        String token = "shop-" + count.incrementAndGet() + "-" + Long.toHexString(new Draw(0, count.get()).next());
        ends.put(token, clock.getAsLong() + access.tokenLife().toNanos());
        return Reply.ok(out -> {
            out.writeStartObject();
            out.writeStringField("access_token", token);
            out.writeStringField("token_type", "Bearer");
            out.writeNumberField("expires_in", access.tokenLife().toSeconds());
            out.writeEndObject();
        });
    }

    private static String credentials(Call form) {
        @Nullable String header = form.header("Authorization");
        if (header == null || !header.startsWith(BASIC)) {
            return form.parameter("client_id") + ":" + form.parameter("client_secret");
        }
        try {
            return new String(Base64.getDecoder().decode(header.substring(BASIC.length())), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.tokenError(401, "invalid_client");
        }
    }
}
