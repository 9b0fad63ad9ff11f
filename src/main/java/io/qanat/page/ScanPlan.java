package io.qanat.page;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scan looks for. Immutable once made, so that one plan serves many pages.
 *
 * @param tree the pointers of values and of records
 * @param places where the records may lie, by rank; one JSONPath, or pointers
 * @param auto whether the places are guesses, of which only an array is taken
 * @param hint the place where an earlier run found the records, of which null is taken too
 * @param lastRecord whether the last record is looked at
 * @param lines whether an earlier answer was values one after another, so that an empty one is no rows
 */
record ScanPlan(
        PointerTree tree,
        List<Place> places,
        boolean auto,
        Place.@Nullable Pointer hint,
        boolean lastRecord,
        boolean lines) {
    /** Members that usually hold the records, the first that is an array counts. */
    static final List<String> USUAL =
            List.of("data", "items", "results", "records", "rows", "value", "entries", "values");

    /** Looks for records at one place. */
    static ScanPlan at(Place records, Collection<Place> values, boolean lastRecord) {
        return make(List.of(records), values, false, null, lastRecord);
    }

    /** Looks for records at the usual places, the path's last word and where they were found before. */
    static ScanPlan auto(String path, @Nullable String hint, Collection<Place> values, boolean lastRecord) {
        List<Place> places = new ArrayList<>();
        places.add(Place.Pointer.of(""));
        USUAL.forEach(name -> places.add(pointer(name)));
        places.add(pointer(lastWord(path)));
        Place.Pointer known = hint == null ? null : Place.Pointer.of(hint);
        if (known != null) {
            places.add(known);
        }
        return make(places, values, true, known, lastRecord);
    }

    /** The same plan for an answer that continues those which were sequences. */
    ScanPlan lines(boolean known) {
        return new ScanPlan(tree, places, auto, hint, lastRecord, known);
    }

    /** The only place of records, if it is a pointer and nothing else is looked for in them; null otherwise. */
    @Nullable
    JsonPointer recordsOnly() {
        if (places.size() != 1 || !(places.get(0) instanceof Place.Pointer records)) {
            return null;
        }
        return tree.endsAt(records.pointer()) ? records.pointer() : null;
    }

    private static ScanPlan make(
            List<Place> places,
            Collection<Place> values,
            boolean auto,
            Place.@Nullable Pointer hint,
            boolean lastRecord) {
        PointerTree tree = new PointerTree();
        for (int rank = 0; rank < places.size(); rank++) {
            if (places.get(rank) instanceof Place.Pointer records) {
                tree.records(records.pointer(), rank);
            }
        }
        for (Place place : values) {
            if (place instanceof Place.Pointer value) {
                tree.value(value.pointer());
            }
        }
        return new ScanPlan(tree, List.copyOf(places), auto, hint, lastRecord, false);
    }

    private static Place.Pointer pointer(String member) {
        return Place.Pointer.of(JsonPointer.empty().appendProperty(member).toString());
    }

    /** The last segment without an extension: {@code orders} of {@code /v1/orders.json}. */
    private static String lastWord(String path) {
        String bare = path.replaceFirst("[?#].*$", "").replaceFirst("/+$", "");
        return bare.substring(bare.lastIndexOf('/') + 1).replaceFirst("\\.[A-Za-z]+$", "");
    }
}
