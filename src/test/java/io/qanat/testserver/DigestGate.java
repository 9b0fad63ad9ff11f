package io.qanat.testserver;

import static io.qanat.testserver.Behaviours.status;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets only those pass who answer its challenge by RFC 7616 §3.4.1, which it computes by itself: user {@code me}, password
 * {@code very-secret}. A nonce is good for some requests, which must be counted without a gap. Thread-safe.
 */
public final class DigestGate implements Function<Received, Behaviour> {
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^,\\s]+))");

    private final String algorithm;
    private final int usesOfANonce;
    private final Function<String, Behaviour> welcome;
    private final List<String> refusals = new ArrayList<>();
    private int nonces;
    private int uses;

    /**
     * A gate.
     *
     * @param algorithm MD5 or SHA-256
     * @param welcome what those get who pass; given a nonce that is good from then on
     */
    public DigestGate(String algorithm, int usesOfANonce, Function<String, Behaviour> welcome) {
        this.algorithm = algorithm;
        this.usesOfANonce = usesOfANonce;
        this.welcome = welcome;
    }

    /** Why requests didn't pass, in their order. */
    public synchronized List<String> refusals() {
        return List.copyOf(refusals);
    }

    @Override
    public synchronized Behaviour apply(Received request) {
        String authorization = request.headers().first("Authorization");
        if (authorization == null) {
            return challenge("nobody", false);
        }
        Map<String, String> given = parameters(authorization);
        if (!given.getOrDefault("nonce", "").equals("nonce-" + nonces) || uses >= usesOfANonce) {
            return challenge("stale", true);
        }
        uses++;
        if (!given.get("nc").equals(String.format("%08x", uses))) {
            return challenge("count " + given.get("nc"), false);
        }
        if (!request.target().equals(given.get("uri"))) {
            return challenge("uri", false);
        }
        return given.get("response").equals(expected(request, given)) ? pass() : challenge("response", false);
    }

    private Behaviour pass() {
        if (uses < usesOfANonce) {
            return welcome.apply("");
        }
        uses = 0;
        nonces++;
        return welcome.apply("nonce-" + nonces);
    }

    private Behaviour challenge(String reason, boolean stale) {
        refusals.add(reason);
        nonces++;
        uses = 0;
        return status(
                401,
                "WWW-Authenticate: Basic realm=\"other\"",
                "WWW-Authenticate: Digest realm=\"things\", qop=\"auth, auth-int\", algorithm=NO-SUCH, nonce=\"x\"",
                "WWW-Authenticate: Digest realm=\"things\", qop=\"auth, auth-int\", algorithm=" + algorithm
                        + ", nonce=\"nonce-" + nonces + "\", opaque=\"o,p\", stale=" + stale);
    }

    private String expected(Received request, Map<String, String> given) {
        String user = hash("me:things:very-secret");
        String what = hash(request.method() + ":" + request.target());
        return hash(String.join(
                ":", user, given.get("nonce"), given.get("nc"), given.get("cnonce"), given.get("qop"), what));
    }

    private String hash(String text) {
        try {
            byte[] bytes = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> parameters(String authorization) {
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(authorization);
        while (matcher.find()) {
            parameters.put(matcher.group(1), matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
        }
        return parameters;
    }
}
