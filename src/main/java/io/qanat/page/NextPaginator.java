package io.qanat.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A URL in the body, absolute or relative to the answer's. It is used as it stands: its query replaces ours.
 *
 * @param first the first request
 * @param from where it stands: a text, or an object with {@code href}
 * @param delta where the last page has the link for a later run, if that is kept; null for nowhere
 */
record NextPaginator(
        PageRequest first, Place from, @Nullable Place delta) implements Paginator {
    /** The member beside the next link that OData 4 has on the last page (JSON Format §4.5.7, Protocol §11.3). */
    private static final String ODATA_DELTA = "@odata.deltaLink";

    /** The place of OData's delta link beside that of a next link; null if that is no pointer. */
    static @Nullable Place deltaBeside(Place next) {
        return next instanceof Place.Pointer pointer && !pointer.pointer().matches()
                ? Place.Pointer.of(
                        pointer.pointer().head().appendProperty(ODATA_DELTA).toString())
                : null;
    }

    @Override
    public List<Place> places() {
        return delta == null ? List.of(from) : List.of(from, delta);
    }

    @Override
    public boolean tokens() {
        return true;
    }

    @Override
    public Step after(PageFacts facts) {
        JsonNode next = link(from, facts);
        if (next == null) {
            return new Step.End("no next URL at " + from);
        }
        if (!next.isTextual() || !urlLike(next.textValue())) {
            throw facts.unexpected(
                    from,
                    next,
                    "a URL; a cursor is followed by pagination=cursor with cursorFrom=" + from
                            + ", a page number by pagination=page; a URL");
        }
        return follow(first, next.textValue(), facts);
    }

    @Override
    public @Nullable JsonNode keep(PageFacts facts) {
        JsonNode next = link(from, facts);
        JsonNode link = next == null && delta != null ? link(delta, facts) : next;
        return link != null && link.isTextual() ? TextNode.valueOf(resolved(link.textValue(), facts)) : null;
    }

    private static @Nullable JsonNode link(Place place, PageFacts facts) {
        JsonNode value = facts.something(place);
        return value == null ? null : PageFacts.something(value.isObject() ? value.path("href") : value);
    }

    static boolean urlLike(String text) {
        return text.contains("/") || text.contains("?") || text.contains(".");
    }

    /** The step to a link's target. */
    static Step follow(PageRequest first, String target, PageFacts facts) {
        String url = resolved(target, facts);
        return new Step.Next(request(first, url), new Step.Token(Step.Token.URL, url));
    }

    /** The request of a link: its URL as it stands. */
    static PageRequest request(PageRequest first, String url) {
        return new PageRequest(first.method(), url, List.of(), first.headers(), first.body());
    }

    /** The absolute URL of a link in an answer. */
    static String resolved(String target, PageFacts facts) {
        try {
            return UriReference.resolve(facts.answer().url(), target);
        } catch (IllegalArgumentException e) {
            throw facts.error("the next link can't be followed: " + e.getMessage());
        }
    }

    @Override
    public String describe() {
        return "next: the URL at " + from;
    }
}
