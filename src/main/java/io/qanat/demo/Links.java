package io.qanat.demo;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** URLs of other pages: the request's own, with one parameter changed. Immutable and thread-safe. */
final class Links {
    private final URI base;

    /** @param base the shop's origin, without a path */
    Links(URI base) {
        this.base = base;
    }

    /** A URL with scheme, host and port. */
    String absolute(Call call, String parameter, String value) {
        return base + relative(call, parameter, value);
    }

    /** A reference that begins with the path (RFC 3986 §4.2). */
    String relative(Call call, String parameter, String value) {
        Map<String, List<String>> query = new LinkedHashMap<>(call.parameters());
        query.put(parameter, List.of(value));
        StringJoiner joined = new StringJoiner("&");
        query.forEach((name, values) -> values.forEach(v -> joined.add(encoded(name) + "=" + encoded(v))));
        return call.target().getRawPath() + "?" + joined;
    }

    /** A Link field with the relations first, prev, next and last, as far as there are such pages (RFC 8288 §3). */
    String header(Call call, PageNumber page) {
        StringJoiner header = new StringJoiner(", ");
        header.add(link(call, 1, "first"));
        if (page.number() > 1) {
            header.add(link(call, page.number() - 1, "prev"));
        }
        if (page.number() < page.count()) {
            header.add(link(call, page.number() + 1, "next"));
        }
        return header.add(link(call, page.count(), "last")).toString();
    }

    private String link(Call call, int page, String relation) {
        return "<" + absolute(call, "page", Integer.toString(page)) + ">; rel=\"" + relation + "\"";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
