package io.qanat.pull;

import io.qanat.api.Exchanged;
import io.qanat.page.Answer;
import io.qanat.page.Page;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the first page of a pull's next run shows. Immutable; no secret of ours is in it, but perhaps in the
 * answer, which is not for showing.
 *
 * @param pull the pull's name
 * @param api the API's name
 * @param slice the value of {@code forEach} that the page is of; empty if there is none
 * @param slices how many slices the run would have
 * @param bounds what an incremental pull asks for: {@code since} and {@code until}, as they are sent
 * @param request the last request that was made for the page, and its answer
 * @param requests how many were made for it, with redirects and repeated ones
 * @param page the page
 * @param came how many records came, with those that were published before
 * @param pagination how the next page is found
 * @param guessed whether pagination was recognised by the answer, and not told by the route
 * @param recordsAt where the records are; null if the answer has none
 * @param found whether that place was found by itself, and not told by the route
 * @param total how many rows there are in all; null if the API doesn't tell
 * @param next the next request, as {@code GET https://…}; null at the end
 * @param end why there is no next request; empty if there is one
 * @param notes what else a user should know
 * @param answer the answer as it came, with whatever it holds
 */
public record Preview(
        String pull,
        String api,
        String slice,
        int slices,
        Map<String, String> bounds,
        Exchanged request,
        long requests,
        Page page,
        long came,
        String pagination,
        boolean guessed,
        @Nullable String recordsAt,
        boolean found,
        @Nullable Long total,
        @Nullable String next,
        String end,
        List<String> notes,
        Answer answer) {
    public Preview {
        bounds = Map.copyOf(bounds);
        notes = List.copyOf(notes);
    }
}
