package io.qanat.api;

import io.qanat.page.Headers;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.hc.client5.http.auth.AuthChallenge;
import org.apache.hc.client5.http.auth.AuthenticationException;
import org.apache.hc.client5.http.auth.ChallengeType;
import org.apache.hc.client5.http.auth.MalformedChallengeException;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.AuthChallengeParser;
import org.apache.hc.client5.http.impl.auth.DigestScheme;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.http.message.ParserCursor;
import org.jspecify.annotations.Nullable;

/** A server's challenge, answered by HttpClient's digest scheme, which counts the uses of its nonce. Used under a lock. */
final class DigestChallenge {
    private final CredentialsSettings.Digest settings;
    private final AuthChallenge challenge;
    private final DigestScheme scheme = new DigestScheme();

    private DigestChallenge(CredentialsSettings.Digest settings, AuthChallenge challenge)
            throws MalformedChallengeException {
        this.settings = settings;
        this.challenge = challenge;
        scheme.processChallenge(challenge, HttpClientContext.create());
    }

    /** The first challenge of a 401 that can be answered, or null: a server names the one that it likes best first (§3.7). */
    static @Nullable DigestChallenge find(CredentialsSettings.Digest settings, Headers answer) {
        return answer.all("WWW-Authenticate").stream()
                .flatMap(line -> parse(line).stream())
                .filter(challenge -> challenge.getSchemeName().equalsIgnoreCase("Digest"))
                .map(challenge -> answerable(settings, challenge))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static List<AuthChallenge> parse(String line) {
        try {
            return AuthChallengeParser.INSTANCE.parse(ChallengeType.TARGET, line, new ParserCursor(0, line.length()));
        } catch (ParseException e) {
            return List.of(); // no challenge: the 401 is the answer
        }
    }

    /** Tried out on another one, since each use is counted. */
    private static @Nullable DigestChallenge answerable(CredentialsSettings.Digest settings, AuthChallenge challenge) {
        try {
            new DigestChallenge(settings, challenge).respond("GET", URI.create("http://localhost/"));
            return new DigestChallenge(settings, challenge);
        } catch (MalformedChallengeException | AuthenticationException e) {
            return null; // an algorithm or a quality of protection that nobody here knows
        }
    }

    /** The next nonce that Authentication-Info names (§3.5), or an empty text. */
    static String nextNonce(Headers answer) {
        String info = answer.first("Authentication-Info");
        return info == null
                ? ""
                : parse("Digest " + info).stream()
                        .map(parameters -> value(parameters, "nextnonce"))
                        .findFirst()
                        .orElse("");
    }

    private static String value(AuthChallenge challenge, String name) {
        return challenge.getParams().stream()
                .filter(parameter -> parameter.getName().equalsIgnoreCase(name))
                .map(NameValuePair::getValue)
                .findFirst()
                .orElse("");
    }

    /** The same challenge with another nonce. */
    DigestChallenge with(String nonce) {
        List<NameValuePair> parameters = new ArrayList<>(challenge.getParams());
        parameters.removeIf(parameter -> parameter.getName().equalsIgnoreCase("nonce"));
        parameters.add(new BasicNameValuePair("nonce", nonce));
        try {
            return new DigestChallenge(
                    settings, new AuthChallenge(ChallengeType.TARGET, challenge.getSchemeName(), null, parameters));
        } catch (MalformedChallengeException e) {
            throw new IllegalStateException("a challenge with another nonce is one still", e);
        }
    }

    String nonce() {
        return value(challenge, "nonce");
    }

    /** Whether only the nonce is too old, and not the password wrong (§3.3). */
    boolean stale() {
        return value(challenge, "stale").equalsIgnoreCase("true");
    }

    /** The value of the Authorization field. */
    String answer(String method, URI url) {
        try {
            return respond(method, url);
        } catch (AuthenticationException e) {
            throw new IllegalStateException("a challenge that was answered can be answered again", e);
        }
    }

    private String respond(String method, URI url) throws AuthenticationException {
        HttpHost host = new HttpHost(url.getScheme(), url.getHost(), url.getPort());
        HttpClientContext context = HttpClientContext.create();
        scheme.isResponseReady(
                host,
                (scope, ignored) -> new UsernamePasswordCredentials(
                        settings.username(), settings.password().value().toCharArray()),
                context);
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
        return scheme.generateAuthResponse(host, new BasicHttpRequest(method, target), context);
    }
}
