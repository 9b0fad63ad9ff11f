package io.qanat.journal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Where each page's frame begins, and the digest of the request that followed it. Not thread-safe. */
final class PageIndex {
    private static final Slice NONE = new Slice();

    private final Map<String, Slice> slices = new HashMap<>();
    private int pages;

    /** The pages of one slice. */
    private static final class Slice {
        /** Two numbers for each page in their order: offset, 0 where there is none, and digest. */
        private long[] places = {};

        private int pages;

        long value(int number, int which) {
            long at = 2L * (number - 1) + which;
            return at < 0 || at >= places.length ? 0 : places[(int) at];
        }

        void set(int number, long offset, long next) {
            int at = 2 * (number - 1);
            if (at >= places.length) {
                places = Arrays.copyOf(places, Math.max(at + 2, places.length * 2));
            }
            places[at] = offset;
            places[at + 1] = next;
        }
    }

    /** Adds a page; the later one counts, if it is there already. */
    void add(PageKey key, long offset) {
        Slice slice = slices.computeIfAbsent(key.slice(), name -> new Slice());
        if (slice.value(key.number(), 0) == 0) {
            slice.pages++;
            pages++;
        }
        slice.set(key.number(), offset, key.next());
    }

    /** Where the frame begins; 0 if there is none. */
    long offset(String slice, int number) {
        return slice(slice).value(number, 0);
    }

    /** Whether the page is there and was followed by a request of that digest. */
    boolean followedBy(String slice, int number, long digest) {
        return offset(slice, number) != 0 && slice(slice).value(number, 1) == digest;
    }

    int pages() {
        return pages;
    }

    /** The slices that have pages, in the order of their names. */
    Set<String> slices() {
        return new TreeSet<>(slices.keySet());
    }

    int pages(String slice) {
        return slice(slice).pages;
    }

    private Slice slice(String name) {
        return slices.getOrDefault(name, NONE);
    }
}
