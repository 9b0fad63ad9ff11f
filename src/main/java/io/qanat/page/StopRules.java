package io.qanat.page;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a walk ends, besides what its style says. Each may be null for none.
 *
 * @param hasMore false there is the end
 * @param done true there is the end
 * @param total how many rows there are in all
 * @param totalPages how many pages there are in all
 * @param maxPages the most pages to fetch
 * @param maxRecords the most rows to take
 */
public record StopRules(
        @Nullable Place hasMore,
        @Nullable Place done,
        @Nullable Place total,
        @Nullable Place totalPages,
        @Nullable Long maxPages,
        @Nullable Long maxRecords) {
    /** Only the style's own end. */
    public static final StopRules NONE = new StopRules(null, null, null, null, null, null);

    /** The places that an answer is asked for. */
    List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (Place place : new Place[] {hasMore, done, total, totalPages}) {
            if (place != null) {
                places.add(place);
            }
        }
        return places;
    }

    /** Whether there is any rule. */
    boolean any() {
        return !places().isEmpty() || maxPages != null || maxRecords != null;
    }
}
