package io.qanat.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A URL in the body, absolute or relative to the answer's. It is used as it stands: its query replaces ours.
 *
 * @param first the first request
 * @param from where it stands: a text, or an object with {@code href}
 */
record NextPaginator(PageRequest first, Place from) implements Paginator {

    @Override
    public List<Place> places() {
        return List.of(from);
    }

    @Override
    public boolean tokens() {
        return true;
    }

    @Override
    public Step after(PageFacts facts) {
        JsonNode value = facts.something(from);
        JsonNode next = value == null ? null : PageFacts.something(value.isObject() ? value.path("href") : value);
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

    static boolean urlLike(String text) {
        return text.contains("/") || text.contains("?") || text.contains(".");
    }

    /** The step to a link's target. */
    static Step follow(PageRequest first, String target, PageFacts facts) {
        try {
            String url = UriReference.resolve(facts.answer().url(), target);
            return new Step.Next(
                    new PageRequest(first.method(), url, List.of(), first.headers(), first.body()),
                    new Step.Token(Step.Token.URL, url));
        } catch (IllegalArgumentException e) {
            throw facts.error("the next link can't be followed: " + e.getMessage());
        }
    }

    @Override
    public String describe() {
        return "next: the URL at " + from;
    }
}
