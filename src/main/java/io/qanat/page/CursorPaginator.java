package io.qanat.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token of the answer that leads to the next page. Its absence is the end, an empty page is not.
 *
 * @param first the first request
 * @param cursor the parameter that takes it
 * @param from where it stands
 */
record CursorPaginator(PageRequest first, PagingParameter cursor, Place from) implements Paginator {

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
        JsonNode next = facts.something(from);
        if (next == null) {
            return new Step.End("no next cursor at " + from);
        }
        if (next.isBoolean() || !cursor.carries(next)) {
            throw facts.unexpected(from, next, "a cursor (text or number)");
        }
        String text = next.isValueNode() ? PageFacts.text(next) : next.toString();
        return new Step.Next(cursor.set(first, next), new Step.Token("cursor", text));
    }

    @Override
    public @Nullable JsonNode keep(PageFacts facts) {
        return facts.something(from);
    }

    @Override
    public String describe() {
        return "cursor: " + from + " is sent as " + cursor.name();
    }
}
