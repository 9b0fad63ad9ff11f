package io.qanat.api;

import io.qanat.page.Headers;
import io.qanat.settings.NameValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Credentials that stay the same. Immutable. */
final class StaticCredentials implements Credentials {
    private final Proof proof;

    StaticCredentials(Proof proof) {
        this.proof = proof;
    }

    static Proof header(String name, String value) {
        return new Proof(List.of(new NameValue(name, value)), List.of(), new Secret(value));
    }

    static NameValue basic(String username, Secret password) {
        byte[] pair = (username + ":" + password.value()).getBytes(StandardCharsets.UTF_8);
        return new NameValue("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    static Proof of(CredentialsSettings.ApiKey key) {
        NameValue pair = new NameValue(key.name(), key.key().value());
        return switch (key.in()) {
            case HEADER -> new Proof(List.of(pair), List.of(), key.key());
            case QUERY -> new Proof(List.of(), List.of(pair), key.key());
            case COOKIE -> header("Cookie", pair.name() + "=" + pair.value());
        };
    }

    @Override
    public Proof proof() {
        return proof;
    }

    @Override
    public boolean refreshable() {
        return false;
    }

    @Override
    public void invalidate(Proof used) {
        // nothing newer could be had
    }

    /** Only if the request went out before these took the place of others. */
    @Override
    public boolean challenged(Proof used, URI url, Headers answer) {
        return !used.equals(proof);
    }
}
