package io.qanat.verify;

import io.qanat.page.PageIn;
import io.qanat.page.Place;

/** What knows an API's real names: its document, or an answer of it. */
public interface Reference {
    /** Whether there is such a path; a route's placeholders in braces stand for any value. */
    Verdict path();

    /** Whether the path takes the method. */
    Verdict method();

    /** Whether the request takes a parameter. */
    Verdict parameter(PageIn in, String name);

    /** Whether the records are at a place; null for where {@code auto} looks. */
    Verdict records(@org.jspecify.annotations.Nullable Place place);

    /**
     * Whether an answer has something at a place.
     *
     * @param token whether it leads to the next page, and so may be gone on the last one
     */
    Verdict place(Place place, boolean token);

    /** Whether a record has a field, by its JSON Pointer. */
    Verdict field(String pointer);
}
