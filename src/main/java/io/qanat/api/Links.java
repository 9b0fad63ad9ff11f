package io.qanat.api;

import io.qanat.page.PageRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Turns targets, next links and redirects into URLs, and decides whether they may be followed (requirement C7): credentials
 * stay with their origin, https never becomes http, and a relative path stays below the API's path. Immutable.
 */
public final class Links {
    private final String api;
    private final URI base;
    private final Origin origin;
    private final List<AllowedOrigin> allowed;

    public Links(ApiSettings settings) {
        this(settings.name(), settings.url(), settings.allowedOrigins());
    }

    Links(String api, URI base, List<AllowedOrigin> allowed) {
        this.api = api;
        this.base = base;
        this.origin = Origin.of(base);
        this.allowed = List.copyOf(allowed);
    }

    /**
     * The URL of a request: below the API's URL, or the absolute one that the API gave, as it stands.
     *
     * @throws LinkRefusedException if it may not be asked
     */
    public Target resolve(PageRequest request) {
        String query = Urls.query(request.query());
        if (request.absolute()) {
            return decide(origin, parse(withQuery(request.target(), query)));
        }
        refuseLeaving(request.target());
        String path = base.getRawPath() == null ? "" : base.getRawPath().replaceFirst("/+$", "");
        return new Target(parse(root() + path + withQuery(Urls.tidy(request.target()), query)), true);
    }

    /**
     * The URL that a redirect's Location names (RFC 9110 §10.2.2), which may be relative.
     *
     * @param current the URL that answered with it
     * @throws LinkRefusedException if it may not be followed
     */
    public Target follow(URI current, String location) {
        return decide(Origin.of(current), resolve(current, parse(location.strip())));
    }

    /** As RFC 3986 §5.2.2 says; java.net.URI follows the RFC before, where a lone query replaced the last segment too. */
    private static URI resolve(URI current, URI reference) {
        boolean queryOnly = !reference.isAbsolute()
                && reference.getRawAuthority() == null
                && reference.getRawPath().isEmpty();
        if (!queryOnly) {
            return current.resolve(reference);
        }
        String bare = current.toString().split("[?#]", 2)[0];
        String query = reference.getRawQuery() == null ? current.getRawQuery() : reference.getRawQuery();
        return URI.create(query == null ? bare : bare + "?" + query);
    }

    private Target decide(Origin from, URI url) {
        Origin to = originOf(url);
        if (from.secure() && !to.secure()) {
            throw refused(url, "it falls from https to http", "ask the API's owner for https links");
        }
        if (to.equals(origin)) {
            return new Target(url, true);
        }
        return allowed.stream()
                .filter(entry -> entry.origin().equals(to))
                .findFirst()
                .map(entry -> new Target(url, entry.withCredentials()))
                .orElseThrow(() -> refused(
                        url,
                        "it leads from " + origin + " to another origin",
                        "if that is right, list " + to + " in allowedOrigins"));
    }

    private Origin originOf(URI url) {
        if (Urls.hasUser(url)) {
            throw refused(url, "it holds a user or password", "use auth instead");
        }
        try {
            return Origin.of(url);
        } catch (IllegalArgumentException e) {
            throw refused(url, String.valueOf(e.getMessage()), "expected an absolute URL or a path that begins with /");
        }
    }

    /** Counts decoded segments, since servers decode before they resolve. */
    private void refuseLeaving(String target) {
        String path = target.split("[?#]", 2)[0];
        int depth = 0;
        for (String segment : decoded(path).split("[/\\\\]", -1)) {
            depth += segment.equals("..") ? -1 : segment.isEmpty() || segment.equals(".") ? 0 : 1;
            if (depth < 0) {
                throw new LinkRefusedException(
                        api + ": the path " + path + " leaves the API's url " + base + " by \"..\": write it without");
            }
        }
    }

    private static String decoded(String path) {
        return URLDecoder.decode(Urls.tidy(path).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private String root() {
        return base.getScheme() + "://" + base.getRawAuthority();
    }

    private static String withQuery(String target, String query) {
        if (query.isEmpty()) {
            return target;
        }
        int fragment = target.indexOf('#');
        String bare = fragment < 0 ? target : target.substring(0, fragment);
        return bare + (bare.contains("?") ? "&" : "?") + query;
    }

    private URI parse(String url) {
        int fragment = url.indexOf('#');
        String bare = fragment < 0 ? url : url.substring(0, fragment);
        try {
            return new URI(bare);
        } catch (URISyntaxException e) {
            return tidied(bare);
        }
    }

    private URI tidied(String url) {
        int path = url.indexOf('/', Math.max(0, url.indexOf("//") + 2));
        try {
            return path < 0
                    ? new URI(Urls.tidy(url))
                    : new URI(url.substring(0, path) + Urls.tidy(url.substring(path)));
        } catch (URISyntaxException e) {
            throw new LinkRefusedException(api + ": \"" + SecretNames.url(url) + "\" is not a URL: " + e.getReason());
        }
    }

    private LinkRefusedException refused(URI url, String why, String what) {
        return new LinkRefusedException(
                api + ": the link " + SecretNames.url(url.toString()) + " is not followed: " + why + "; " + what);
    }
}
