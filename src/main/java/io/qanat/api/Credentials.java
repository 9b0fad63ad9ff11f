package io.qanat.api;

import java.util.function.Function;

/** Who an API's requests come from. Thread-safe. */
public interface Credentials {

    /**
     * What to add to the next request; asks for a token first if there is none or it is about to expire. Ask before
     * {@link Quota#enter}: the token's request passes the quota too.
     *
     * @throws ApiException if no token could be had
     * @throws InterruptedException if the thread is interrupted while it waits for a token
     */
    Proof proof() throws InterruptedException;

    /** Whether a new proof may work where the old one was answered by 401. */
    boolean refreshable();

    /** A 401 came for that proof: the next {@link #proof} asks for a new token, unless somebody did already. */
    void invalidate(Proof used);

    /**
     * The credentials of an API. Digest is left to the HTTP client: nothing is added to a request.
     *
     * @param fetcher sends the requests for tokens, through the API's quota where they go to its origin
     * @param refreshTokens keeps a rotated refresh token; given the token of the settings
     */
    static Credentials of(
            ApiSettings settings,
            TokenFetcher fetcher,
            Function<Secret, RefreshTokens> refreshTokens,
            Secrets secrets,
            Waiting waiting) {
        CredentialsSettings credentials = settings.credentials();
        if (credentials instanceof CredentialsSettings.Bearer bearer) {
            return new StaticCredentials(StaticCredentials.header(
                    "Authorization", "Bearer " + bearer.token().value()));
        }
        if (credentials instanceof CredentialsSettings.Basic basic) {
            String value =
                    StaticCredentials.basic(basic.username(), basic.password()).value();
            return new StaticCredentials(StaticCredentials.header("Authorization", value));
        }
        if (credentials instanceof CredentialsSettings.ApiKey key) {
            return new StaticCredentials(StaticCredentials.of(key));
        }
        TokenCall call = new TokenCall(settings.name(), fetcher, secrets);
        if (credentials instanceof CredentialsSettings.OAuth2 oauth2) {
            RefreshTokens kept = refreshTokens.apply(oauth2.refreshToken());
            return new TokenCredentials(new OAuth2Grant(oauth2, kept, call), "Bearer ", secrets, waiting);
        }
        if (credentials instanceof CredentialsSettings.Login login) {
            return new TokenCredentials(new LoginGrant(login, call), login.tokenPrefix(), secrets, waiting);
        }
        return new StaticCredentials(Proof.NONE);
    }
}
