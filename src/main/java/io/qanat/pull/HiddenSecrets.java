package io.qanat.pull;

import io.qanat.api.Secrets;
import io.qanat.journal.SecretMarks;
import io.qanat.journal.UnknownSecretException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps an API's credentials out of stored answers (requirement C6): some APIs repeat them in next links. Each is replaced by
 * a mark with a digest of it, and put back as long as it is still the API's credential. Thread-safe.
 */
final class HiddenSecrets implements SecretMarks {
    /** Begins and ends with a character that no JSON, XML or header field holds as such (RFC 8259 §7, RFC 9110 §5.5). */
    private static final String BEGIN = "\u0001qanat-secret:";

    private static final String END = "\u0001";
    private static final Pattern MARK = Pattern.compile(BEGIN + "([0-9a-f]{16})" + END);

    private final Secrets secrets;

    HiddenSecrets(Secrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public byte[] hide(byte[] bytes) {
        if (secrets.known().isEmpty()) {
            return bytes;
        }
        String text = bytewise(bytes);
        String hidden = text;
        for (String secret : secrets.known()) {
            String wanted = bytewise(secret.getBytes(StandardCharsets.UTF_8));
            hidden = hidden.contains(wanted) ? hidden.replace(wanted, mark(secret)) : hidden;
        }
        return hidden.equals(text) ? bytes : hidden.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public byte[] reveal(byte[] bytes) {
        String text = bytewise(bytes);
        return text.contains(BEGIN)
                ? MARK.matcher(text)
                        .replaceAll(found -> Matcher.quoteReplacement(secret(found.group())))
                        .getBytes(StandardCharsets.ISO_8859_1)
                : bytes;
    }

    private String secret(String mark) {
        return secrets.known().stream()
                .filter(secret -> mark(secret).equals(mark))
                .findFirst()
                .map(secret -> bytewise(secret.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow(
                        () -> new UnknownSecretException(
                                "a credential that stood in a stored page is not the API's any more; the next run begins afresh"));
    }

    private static String mark(String secret) {
        return BEGIN + Digests.of(secret) + END;
    }

    /** Each byte a character, so that bytes can be searched as fast as text. */
    private static String bytewise(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
