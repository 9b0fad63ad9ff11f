package io.qanat.testing;

import io.qanat.page.Headers;
import io.qanat.settings.NameValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Leads links elsewhere: an origin is replaced by another in plain text, in JSON that escapes slashes, and in a query. */
final class Origins {
    /** Behind an origin: neither a port nor the rest of another host's name. */
    private static final String END = "(?![A-Za-z0-9.:-])";

    private Origins() {}

    static String replaced(String text, List<String> origins, String by) {
        String changed = text;
        for (String origin : origins) {
            changed = replaced(changed, origin, by);
            changed = replaced(changed, origin.replace("/", "\\/"), by.replace("/", "\\/"));
            changed = replaced(changed, encoded(origin), encoded(by));
        }
        return changed;
    }

    /** The same in header fields and body; each byte of which is a character, so that what isn't text stays as it is. */
    static Reply replaced(Reply reply, List<String> origins, String by) {
        List<NameValue> fields = reply.headers().fields().stream()
                .map(field -> new NameValue(field.name(), replaced(field.value(), origins, by)))
                .toList();
        String text = new String(reply.body(), StandardCharsets.ISO_8859_1);
        byte[] body = replaced(text, origins, by).getBytes(StandardCharsets.ISO_8859_1);
        return new Reply(reply.status(), new Headers(fields), body);
    }

    private static String replaced(String text, String origin, String by) {
        return text.contains(origin)
                ? Pattern.compile(Pattern.quote(origin) + END).matcher(text).replaceAll(Matcher.quoteReplacement(by))
                : text;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
