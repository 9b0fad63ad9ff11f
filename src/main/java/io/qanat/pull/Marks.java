package io.qanat.pull;

import io.qanat.journal.UnknownSecretException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The marks that stand for secrets, which are put back in their places. Immutable. */
record Marks(KnownSecrets known) implements ReplacingStream.Texts {
    /** Begins and ends with a character that no JSON, XML or header field holds as such (RFC 8259 §7, RFC 9110 §5.5). */
    static final String BEGIN = "\u0001qanat-secret:";

    private static final String END = "\u0001";
    static final Pattern MARK = Pattern.compile(BEGIN + "[0-9a-f]{16}" + END);

    /** The mark of a secret: a digest of it. */
    static String of(String secret) {
        return BEGIN + Digests.of(secret) + END;
    }

    @Override
    public int longest() {
        return of("").length();
    }

    @Override
    public ReplacingStream.Search in(String window) {
        Matcher matcher = MARK.matcher(window);
        return from -> window.indexOf(BEGIN, from) >= 0 && matcher.find(from)
                ? new ReplacingStream.Found(matcher.start(), matcher.end(), secret(matcher.group()))
                : null;
    }

    private String secret(String mark) {
        String secret = known.secret(mark);
        if (secret == null) {
            throw new UnknownSecretException(
                    "a credential that stood in a stored page is not the API's any more; the next run begins afresh");
        }
        return secret;
    }
}
