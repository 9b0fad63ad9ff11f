package io.qanat.api;

import io.qanat.settings.NameValue;
import io.qanat.settings.Parameters;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reading and writing of URLs by RFC 3986. */
final class Urls {
    static final Origin UNREADABLE = new Origin("https", "unreadable.invalid", 443);

    private static final URI NOWHERE = URI.create("https://unreadable.invalid");
    private static final String UNRESERVED = "-._~";

    /** What may stand in a path or a query as it is (§3.3, §3.4), besides letters and digits. */
    private static final String ALLOWED = UNRESERVED + "!$&'()*+,;=:@/?";

    private Urls() {}

    /** A parameter that holds an http or https URL; one that can't be reached if it is missing or wrong, which is noted. */
    static URI parameter(Parameters parameters, String name) {
        URI url = parameters.parsed(name, Urls::checked);
        return url == null ? NOWHERE : url;
    }

    private static URI checked(String text) {
        URI url = parse(text, "\"" + withoutUser(text) + "\"");
        if (hasUser(url)) {
            throw new IllegalArgumentException(
                    "must not hold a user or password: write auth: basic, with username and password");
        }
        Origin.of(url);
        if (dots(url.getPath()) > 0) {
            throw new IllegalArgumentException("must not hold \"..\"");
        }
        return url;
    }

    /** Whether the authority holds {@code user@}, also one that java.net.URI can't take apart. */
    static boolean hasUser(URI url) {
        String authority = url.getRawAuthority();
        return authority != null && authority.contains("@");
    }

    /** Whether nothing but a slash follows the authority. */
    static boolean pathless(URI url) {
        boolean root = url.getRawPath() == null || url.getRawPath().matches("/?");
        return root && url.getRawQuery() == null && url.getRawFragment() == null;
    }

    private static URI parse(String text, String shown) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    shown + " is not a URL (" + e.getReason() + "): write it like https://api.example/v1", null);
        }
    }

    /** The text without {@code user:password@}, for messages. */
    static String withoutUser(String text) {
        return text.replaceAll("//[^/?#]*@", "//" + Secret.MASK + "@");
    }

    /** How many segments of the path are {@code ..}. */
    private static long dots(String path) {
        return List.of(path.split("/", -1)).stream().filter(".."::equals).count();
    }

    /** Encodes a name or value for a query: everything but unreserved characters (§2.3), in UTF-8. */
    static String encode(String text) {
        return escape(text, UNRESERVED, false);
    }

    /** Encodes what may not stand in a URL, and leaves what is encoded already: a URL that was given is kept as it is. */
    static String tidy(String text) {
        return escape(text, ALLOWED, true);
    }

    /** {@code a=1&b=2}, encoded. */
    static String query(List<NameValue> pairs) {
        return pairs.stream()
                .map(pair -> encode(pair.name()) + "=" + encode(pair.value()))
                .collect(Collectors.joining("&"));
    }

    /** The URL without the query parameters of those names. */
    static URI without(URI url, Set<String> names) {
        String query = url.getRawQuery();
        if (query == null) {
            return url;
        }
        String kept = Stream.of(query.split("&", -1))
                .filter(pair -> !names.contains(decoded(pair.split("=", 2)[0])))
                .collect(Collectors.joining("&"));
        String bare = url.toString().substring(0, url.toString().indexOf('?'));
        return URI.create(kept.isEmpty() ? bare : bare + "?" + kept);
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    private static String escape(String text, String allowed, boolean keepEscapes) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || allowed.indexOf(c) >= 0);
            if (plain || (keepEscapes && c == '%' && escaped(bytes, i))) {
                out.append(c);
            } else {
                out.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
            }
        }
        return out.toString();
    }

    private static boolean escaped(byte[] bytes, int at) {
        return at + 2 < bytes.length
                && Character.digit(bytes[at + 1], 16) >= 0
                && Character.digit(bytes[at + 2], 16) >= 0;
    }
}
