package io.qanat.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.settings.NameValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OAuth 2 client credentials (RFC 6749 §4.4), and the refresh grant (§6). */
final class OAuth2Grant implements Grant {
    private final CredentialsSettings.OAuth2 settings;
    private final RefreshTokens refreshTokens;
    private final TokenCall call;

    OAuth2Grant(CredentialsSettings.OAuth2 settings, RefreshTokens refreshTokens, TokenCall call) {
        this.settings = settings;
        this.refreshTokens = refreshTokens;
        this.call = call;
    }

    @Override
    public Token request() throws InterruptedException {
        Secret refreshToken = refreshTokens.current();
        TokenFetcher.Request request = request(refreshToken);
        TokenFetcher.Reply reply = call.send(request);
        JsonNode json = call.json(request, reply);
        String token = json.path("access_token").asText("");
        if (token.isEmpty()) {
            throw call.unreadable(request, reply, "expected an access_token, not");
        }
        keepRotated(refreshToken, json.path("refresh_token").asText(""));
        return new Token(new Secret(token), life(json.path("expires_in")));
    }

    private void keepRotated(Secret used, String next) {
        if (!used.isEmpty() && !next.isEmpty() && !next.equals(used.value())) {
            refreshTokens.rotated(new Secret(next));
        }
    }

    /** A number, or a number as text. */
    private static @Nullable Duration life(JsonNode expiresIn) {
        double seconds = expiresIn.asDouble(0);
        return seconds > 0 ? Duration.ofMillis((long) (Math.min(seconds, 1e9) * 1_000)) : null;
    }

    private TokenFetcher.Request request(Secret refreshToken) {
        List<NameValue> form = new ArrayList<>();
        form.add(new NameValue("grant_type", refreshToken.isEmpty() ? "client_credentials" : "refresh_token"));
        addGiven(form, "refresh_token", refreshToken.value());
        addGiven(form, "scope", settings.scope());
        addGiven(form, "audience", settings.audience());
        List<NameValue> headers = new ArrayList<>(List.of(new NameValue("Accept", "application/json")));
        identify(form, headers);
        return new TokenFetcher.Request(
                settings.tokenUrl(), headers, "application/x-www-form-urlencoded", new Secret(Urls.query(form)));
    }

    /** By Basic, with both parts form-encoded first (RFC 6749 §2.3.1), or in the body; a client without secret only so. */
    private void identify(List<NameValue> form, List<NameValue> headers) {
        boolean basic = settings.clientAuth() == CredentialsSettings.OAuth2.ClientAuth.BASIC;
        if (basic && !settings.clientSecret().isEmpty()) {
            Secret encoded = new Secret(Urls.encode(settings.clientSecret().value()));
            headers.add(StaticCredentials.basic(Urls.encode(settings.clientId()), encoded));
        } else {
            form.add(new NameValue("client_id", settings.clientId()));
            addGiven(form, "client_secret", settings.clientSecret().value());
        }
    }

    private static void addGiven(List<NameValue> form, String name, String value) {
        if (!value.isEmpty()) {
            form.add(new NameValue(name, value));
        }
    }
}
