package io.qanat.api;

import io.qanat.settings.NameValue;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** How requests of an API are authenticated, checked. Its texts never show a secret. */
public sealed interface CredentialsSettings {

    /** The secrets in it, for masking. */
    List<Secret> secrets();

    /** No authentication. */
    record None() implements CredentialsSettings {
        @Override
        public List<Secret> secrets() {
            return List.of();
        }
    }

    /** {@code Authorization: Bearer TOKEN} (RFC 6750 §2.1). */
    record Bearer(Secret token) implements CredentialsSettings {
        @Override
        public List<Secret> secrets() {
            return List.of(token);
        }
    }

    /** User name and password in each request (RFC 7617). */
    record Basic(String username, Secret password) implements CredentialsSettings {
        @Override
        public List<Secret> secrets() {
            return List.of(password, basic(username, password));
        }
    }

    /** User name and password by challenge and digest (RFC 7616). */
    record Digest(String username, Secret password) implements CredentialsSettings {
        @Override
        public List<Secret> secrets() {
            return List.of(password);
        }
    }

    /** A key under a name of the API's choice. */
    record ApiKey(String name, Secret key, Place in) implements CredentialsSettings {
        /** Where the key stands. */
        public enum Place {
            HEADER,
            QUERY,
            COOKIE
        }

        @Override
        public List<Secret> secrets() {
            return List.of(key);
        }
    }

    /**
     * OAuth 2 without a user: client credentials (RFC 6749 §4.4), or the refresh grant (§6) if a refresh token is given.
     *
     * @param scope empty for none
     * @param audience empty for none
     * @param refreshToken empty for the client credentials grant
     */
    record OAuth2(
            URI tokenUrl,
            String clientId,
            Secret clientSecret,
            String scope,
            String audience,
            ClientAuth clientAuth,
            Secret refreshToken)
            implements CredentialsSettings {
        /** How the client names itself to the token endpoint (RFC 6749 §2.3.1). */
        public enum ClientAuth {
            BASIC,
            BODY
        }

        @Override
        public List<Secret> secrets() {
            return List.of(clientSecret, refreshToken, basic(clientId, clientSecret));
        }
    }

    /**
     * A POST that answers with a token of limited life.
     *
     * @param body JSON, or a form
     * @param tokenFrom a JSON Pointer, or {@code header:Name}
     * @param tokenPrefix stands before the token in the Authorization header
     */
    record Login(URI url, Secret body, String tokenFrom, Duration tokenTtl, String tokenPrefix)
            implements CredentialsSettings {
        @Override
        public List<Secret> secrets() {
            return SecretNames.secretsOf(body);
        }
    }

    private static Secret basic(String username, Secret password) {
        NameValue header = StaticCredentials.basic(username, password);
        return new Secret(header.value().substring("Basic ".length()));
    }
}
