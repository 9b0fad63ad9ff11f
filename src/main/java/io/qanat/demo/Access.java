package io.qanat.demo;

import java.time.Duration;

/**
 * Who may ask the shop.
 *
 * @param token the bearer token that always opens; empty: everything is open to everyone
 * @param clientId of the OAuth2 client that may fetch tokens
 * @param clientSecret its secret
 * @param tokenLife how long a fetched token lasts
 */
public record Access(String token, String clientId, String clientSecret, Duration tokenLife) {
    public Access {
        if (tokenLife.toSeconds() < 1) {
            throw new IllegalArgumentException("shop: tokenLife must be at least 1s, not " + tokenLife);
        }
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Access[clientId=" + clientId + ", tokenLife=" + tokenLife + "]";
    }
}
