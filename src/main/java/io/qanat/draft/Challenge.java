package io.qanat.draft;

import io.qanat.openapi.CredentialsDraft;
import io.qanat.page.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What proof an API asks for when it refuses a request without one (RFC 9110 §11.6.1). */
final class Challenge {
    private static final Pattern SCHEME = Pattern.compile("\\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:\\s.*|\\s*)");
    private static final Pattern KEY_HEADER =
            Pattern.compile("(?i)\\b(x-[a-z0-9-]*(?:key|token)|api-?key|[a-z-]*-api-key)\\b");
    private static final int READ = 10_000;

    private Challenge() {}

    /** Whether the answer refuses for want of a proof. */
    static boolean refuses(Answer answer) {
        return answer.status() == 401 || answer.status() == 403;
    }

    /** The proof, by the header field that names it, or by what the body says. */
    static CredentialsDraft read(Answer answer, String api) {
        for (String challenge : answer.headers().all("WWW-Authenticate")) {
            Matcher scheme = SCHEME.matcher(challenge);
            CredentialsDraft draft = scheme.matches()
                    ? of(scheme.group(1).toLowerCase(Locale.ROOT), challenge, api)
                    : CredentialsDraft.NONE;
            if (!draft.parameters().isEmpty()) {
                return draft;
            }
        }
        return byBody(answer, api);
    }

    private static CredentialsDraft of(String scheme, String challenge, String api) {
        return switch (scheme) {
            case "bearer" -> CredentialsDraft.bearer(api);
            case "basic", "digest" -> CredentialsDraft.basic(api, scheme);
            case "apikey", "api-key", "key" -> CredentialsDraft.apiKey(api, header(challenge.substring(6)), "header");
            default -> CredentialsDraft.NONE;
        };
    }

    private static CredentialsDraft byBody(Answer answer, String api) {
        String body = new String(answer.bytes(), 0, Math.min(answer.length(), READ), StandardCharsets.UTF_8);
        Matcher header = KEY_HEADER.matcher(body);
        if (header.find()) {
            CredentialsDraft draft = CredentialsDraft.apiKey(api, header(body), "header");
            return new CredentialsDraft(
                    draft.parameters(), "guessed from the text of status " + answer.status() + ": look it up");
        }
        return new CredentialsDraft(
                CredentialsDraft.bearer(api).parameters(),
                "guessed: status " + answer.status() + " came without a WWW-Authenticate that says which; look it up");
    }

    private static String header(String text) {
        Matcher header = KEY_HEADER.matcher(text);
        return header.find() && header.group().toLowerCase(Locale.ROOT).startsWith("x-") ? header.group() : "X-API-Key";
    }
}
