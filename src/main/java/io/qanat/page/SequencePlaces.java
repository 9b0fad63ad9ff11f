package io.qanat.page;

import static io.qanat.page.PageException.Kind.PAGING;

import java.util.List;

/** Where the whole body is records, paging can only be told by headers, or by what a style counts itself. */
final class SequencePlaces {
    private SequencePlaces() {}

    /**
     * Refuses places within a body that has none.
     *
     * @throws PageException if one of the places isn't a header
     */
    static void refuse(List<Place> places, PageScan scan, PageLabel label) {
        if (!scan.form().sequential()) {
            return;
        }
        for (Place place : places) {
            if (!(place instanceof Place.Field)) {
                throw label.error(
                        PAGING,
                        "the body is " + scan.form() + ", in which there is no place " + place
                                + ": take it from a header (header:NAME), or set pagination to link, offset, page,"
                                + " last-id or none");
            }
        }
    }
}
