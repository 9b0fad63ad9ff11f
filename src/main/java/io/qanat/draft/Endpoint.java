package io.qanat.draft;

import io.qanat.api.Origin;
import io.qanat.api.Secrets;
import io.qanat.page.PageRequest;
import io.qanat.settings.NameValue;
import io.qanat.settings.SettingsException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The URL of a resource, taken apart.
 *
 * @param origin scheme, host and port
 * @param path as it stands in the URL
 * @param query its parameters, decoded, without secrets
 * @param secret a parameter of the query that is a secret
 */
public record Endpoint(String origin, String path, List<NameValue> query, Optional<NameValue> secret) {
    public Endpoint {
        query = List.copyOf(query);
    }

    /**
     * Reads a URL.
     *
     * @throws SettingsException if it is none, or names a user
     */
    public static Endpoint of(String text) {
        URI url = url(text);
        if (url.getRawUserInfo() != null) {
            throw new SettingsException(
                    "new",
                    "--url",
                    "must not hold a user or password: leave them out; what the API"
                            + " asks for is found, and their values belong into .env");
        }
        List<NameValue> all = pairs(url.getRawQuery());
        Optional<NameValue> secret =
                all.stream().filter(pair -> Secrets.named(pair.name())).findFirst();
        return new Endpoint(
                Origin.of(url).toString(),
                url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath(),
                all.stream().filter(pair -> !Secrets.named(pair.name())).toList(),
                secret);
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text.strip());
            Origin.of(url);
            return url;
        } catch (IllegalArgumentException e) {
            throw new SettingsException("new", "--url", "is not a URL such as https://api.example/v1/orders");
        }
    }

    private static List<NameValue> pairs(String query) {
        List<NameValue> pairs = new ArrayList<>();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            String[] sides = pair.split("=", 2);
            if (!sides[0].isEmpty()) {
                pairs.add(new NameValue(decoded(sides[0]), sides.length == 1 ? "" : decoded(sides[1])));
            }
        }
        return pairs;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** Whether it is on this machine, where nobody needs to be spared. */
    public boolean local() {
        return Origin.of(URI.create(origin)).local();
    }

    /** The host. */
    public String host() {
        return Origin.of(URI.create(origin)).host();
    }

    /** The request for it. */
    public PageRequest request() {
        return with(List.of());
    }

    /** The request for it with further parameters, which replace those of the same names. */
    PageRequest with(List<NameValue> more) {
        List<NameValue> all = new ArrayList<>(query);
        all.removeIf(pair -> more.stream().anyMatch(other -> other.name().equals(pair.name())));
        all.addAll(more);
        return new PageRequest("GET", path, all, List.of(), new byte[0]);
    }
}
