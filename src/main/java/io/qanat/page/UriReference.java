package io.qanat.page;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the references of links (RFC 3986 §5.2). {@link URI#resolve} follows the older RFC 2396, which loses the path's
 * last segment before {@code ?page=2}, and refuses characters that servers send unescaped.
 */
final class UriReference {
    /** RFC 3986, appendix B. */
    private static final Pattern PARTS =
            Pattern.compile("(?s)^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\\?([^#]*))?(?:#.*)?$");

    private static final String ALLOWED = "!$%&'()*+,-./:;=?@[]_~";

    private UriReference() {}

    /**
     * The absolute URL that a reference means in an answer; without fragment and userinfo, otherwise as it stands.
     *
     * @throws IllegalArgumentException if that is no http or https URL
     */
    static String resolve(URI base, String reference) {
        Parts url = resolve(Parts.of(base.toString()), Parts.of(escaped(reference.strip())));
        if ((!"https".equalsIgnoreCase(url.scheme) && !"http".equalsIgnoreCase(url.scheme))
                || url.bareAuthority().isEmpty()) {
            throw new IllegalArgumentException("\"" + reference + "\" is no http or https URL");
        }
        return URI.create(url.scheme + "://" + url.bareAuthority()
                        + url.path.replace("[", "%5B").replace("]", "%5D") + (url.query == null ? "" : "?" + url.query))
                .toString();
    }

    /** RFC 3986 §5.2.2. */
    private static Parts resolve(Parts base, Parts reference) {
        if (reference.scheme != null) {
            return new Parts(reference.scheme, reference.authority, withoutDots(reference.path), reference.query);
        }
        if (reference.authority != null) {
            return new Parts(base.scheme, reference.authority, withoutDots(reference.path), reference.query);
        }
        if (reference.path.isEmpty()) {
            return new Parts(
                    base.scheme, base.authority, base.path, reference.query == null ? base.query : reference.query);
        }
        String path = reference.path.startsWith("/") ? reference.path : merged(base, reference.path);
        return new Parts(base.scheme, base.authority, withoutDots(path), reference.query);
    }

    /** RFC 3986 §5.2.3. */
    private static String merged(Parts base, String path) {
        return base.path.isEmpty() ? "/" + path : base.path.substring(0, base.path.lastIndexOf('/') + 1) + path;
    }

    /** RFC 3986 §5.2.4. */
    private static String withoutDots(String path) {
        StringBuilder out = new StringBuilder();
        for (String rest = path; !rest.isEmpty(); ) {
            if (rest.startsWith("/./") || rest.equals("/.")) {
                rest = "/" + rest.substring(Math.min(3, rest.length()));
            } else if (rest.startsWith("/../") || rest.equals("/..")) {
                rest = "/" + rest.substring(Math.min(4, rest.length()));
                out.setLength(Math.max(0, out.lastIndexOf("/")));
            } else {
                int slash = rest.indexOf('/', 1);
                int end = slash < 0 ? rest.length() : slash;
                out.append(rest, 0, end);
                rest = rest.substring(end);
            }
        }
        return out.toString();
    }

    /** Characters that may not stand in a URL are percent-encoded; what is encoded already stays. */
    static String escaped(String reference) {
        StringBuilder out = new StringBuilder(reference.length());
        for (int i = 0; i < reference.length(); ) {
            int point = reference.codePointAt(i);
            String character = Character.toString(point);
            boolean stray = point == '%' && !reference.substring(i).matches("(?s)%[0-9A-Fa-f]{2}.*");
            out.append(stray ? "%25" : allowed(point) ? character : percentEncoded(character));
            i += character.length();
        }
        return out.toString();
    }

    /** Every byte outside the unreserved characters of RFC 3986 §2.3, percent-encoded. */
    static String segment(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .mapToObj(Character::toString)
                .forEach(character ->
                        out.append(character.matches("[A-Za-z0-9._~-]") ? character : percentEncoded(character)));
        return out.toString();
    }

    private static boolean allowed(int point) {
        return point == '#' || (point < 128 && (Character.isLetterOrDigit(point) || ALLOWED.indexOf(point) >= 0));
    }

    private static String percentEncoded(String character) {
        StringBuilder out = new StringBuilder();
        for (byte octet : character.getBytes(StandardCharsets.UTF_8)) {
            out.append(String.format("%%%02X", octet));
        }
        return out.toString();
    }

    private record Parts(
            @Nullable String scheme,
            @Nullable String authority,
            String path,
            @Nullable String query) {

        static Parts of(String reference) {
            Matcher parts = PARTS.matcher(reference);
            if (!parts.matches()) {
                throw new IllegalArgumentException("\"" + reference + "\" is no URL");
            }
            return new Parts(parts.group(1), parts.group(2), parts.group(3), parts.group(4));
        }

        /** Host and port; credentials in a URL are never taken from an answer. */
        String bareAuthority() {
            return authority == null ? "" : authority.substring(authority.lastIndexOf('@') + 1);
        }
    }
}
