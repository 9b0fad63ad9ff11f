package io.qanat.journal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Where each page's frame begins, and the digest of the request that followed it. Not thread-safe. */
final class PageIndex {
    private static final long[] NONE = {};

    /** Two numbers for each page of a slice, in the order of the pages: offset, 0 where there is none, and digest. */
    private final Map<String, long[]> slices = new HashMap<>();

    private final Map<String, Integer> counts = new HashMap<>();
    private int pages;

    /** Adds a page; the later one counts, if it is there already. */
    void add(PageKey key, long offset) {
        int at = 2 * (key.number() - 1);
        long[] places = slices.getOrDefault(key.slice(), NONE);
        if (at >= places.length) {
            places = Arrays.copyOf(places, Math.max(at + 2, places.length * 2));
            slices.put(key.slice(), places);
        }
        if (places[at] == 0) {
            pages++;
            counts.merge(key.slice(), 1, Integer::sum);
        }
        places[at] = offset;
        places[at + 1] = key.next();
    }

    /** Where the frame begins; 0 if there is none. */
    long offset(String slice, int number) {
        return value(slice, number, 0);
    }

    /** Whether the page is there and was followed by a request of that digest. */
    boolean followedBy(String slice, int number, long digest) {
        return offset(slice, number) != 0 && value(slice, number, 1) == digest;
    }

    private long value(String slice, int number, int which) {
        long[] places = slices.getOrDefault(slice, NONE);
        long at = 2L * (number - 1) + which;
        return at < 0 || at >= places.length ? 0 : places[(int) at];
    }

    int pages() {
        return pages;
    }

    int pages(String slice) {
        return counts.getOrDefault(slice, 0);
    }
}
