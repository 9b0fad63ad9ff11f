package io.qanat.api;

import io.qanat.page.Headers;
import java.net.URI;
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

    /** The same, where it depends on the request. */
    default Proof proofFor(String method, URI url) throws InterruptedException {
        return proof();
    }

    /** Whether a new proof may work where the old one was answered by 401. */
    boolean refreshable();

    /** A 401 came for that proof: the next {@link #proof} asks for a new token, unless somebody did already. */
    void invalidate(Proof used);

    /**
     * A 401 came from that URL for that proof.
     *
     * @return whether the request may go out again, with what {@link #proofFor} gives now
     */
    default boolean challenged(Proof used, URI url, Headers answer) {
        if (refreshable()) {
            invalidate(used);
        }
        return refreshable();
    }

    /** An answer came that proves that the proof was good. */
    default void accepted(Proof used, URI url, Headers answer) {
        // nothing to learn from it
    }

    /**
     * The credentials of an API.
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
        if (credentials instanceof CredentialsSettings.Digest digest) {
            return new DigestCredentials(digest);
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
