package io.qanat.api;

import io.qanat.page.Headers;
import io.qanat.settings.NameValue;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * User name and password by challenge and digest (RFC 7616). The first request of all is answered by a challenge, which the
 * route takes up as one more request; from then on requests answer it before they are asked. So each request, challenges
 * included, passes the quota and is logged. Thread-safe.
 */
final class DigestCredentials implements Credentials {
    private final CredentialsSettings.Digest settings;
    private final Map<Origin, DigestChallenge> challenges = new HashMap<>();

    DigestCredentials(CredentialsSettings.Digest settings) {
        this.settings = settings;
    }

    /** Nothing: an answer to a challenge is one for a method and a URL. */
    @Override
    public Proof proof() {
        return Proof.NONE;
    }

    @Override
    public synchronized Proof proofFor(String method, URI url) {
        DigestChallenge challenge = challenges.get(Origin.of(url));
        if (challenge == null) {
            return Proof.NONE;
        }
        NameValue header = new NameValue("Authorization", challenge.answer(method, url));
        return new Proof(List.of(header), List.of(), new Secret(challenge.nonce()));
    }

    @Override
    public boolean refreshable() {
        return false;
    }

    @Override
    public synchronized void invalidate(Proof used) {
        challenges
                .values()
                .removeIf(challenge -> challenge.nonce().equals(used.token().value()));
    }

    /** Whether there is a challenge to answer: not if it is the one that was just answered, since then the password is wrong. */
    @Override
    public synchronized boolean challenged(Proof used, URI url, Headers answer) {
        DigestChallenge challenge = DigestChallenge.find(settings, answer);
        if (challenge == null || (challenge.nonce().equals(used.token().value()) && !challenge.stale())) {
            return false;
        }
        challenges.put(Origin.of(url), challenge);
        return true;
    }

    /** The server may name the next nonce with its answer (§3.5). */
    @Override
    public synchronized void accepted(Proof used, URI url, Headers answer) {
        DigestChallenge challenge = challenges.get(Origin.of(url));
        String next = DigestChallenge.nextNonce(answer);
        if (challenge != null
                && !next.isEmpty()
                && challenge.nonce().equals(used.token().value())) {
            challenges.put(Origin.of(url), challenge.with(next));
        }
    }
}
