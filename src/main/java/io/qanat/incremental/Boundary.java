package io.qanat.incremental;

import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The greatest value that a run has seen, and the contents of the records within the lookback of it. Bounded: the contents
 * farthest from the greatest value are forgotten first. Not thread-safe.
 */
final class Boundary {
    private final Lookback lookback;
    private final int most;
    private final NavigableMap<Position, Set<ContentHash>> hashes = new TreeMap<>();
    private int size;
    private @Nullable Position greatest;
    private @Nullable Position floor;
    private @Nullable Position forgotten;

    /**
     * @param begin where the bookmark is, below which nothing is greatest; null for none
     * @param most the most contents that are kept
     */
    Boundary(Lookback lookback, @Nullable Bookmark begin, int most) {
        this.lookback = lookback;
        this.most = most;
        if (begin != null) {
            reach(begin.at());
            begin.published().forEach((position, known) -> known.forEach(hash -> add(position, hash)));
        }
    }

    /** The bookmark moves to that position, if it isn't beyond. */
    void reach(Position position) {
        if (greatest == null || position.compareTo(greatest) > 0) {
            greatest = position;
            Position low = lookback.before(position);
            floor = low;
            Map<Position, Set<ContentHash>> below = hashes.headMap(low, false);
            below.values().forEach(gone -> size -= gone.size());
            below.clear();
        }
    }

    /** Remembers a record, if the next run may see it again. */
    void see(Position position, Supplier<ContentHash> hash) {
        if (floor == null || position.compareTo(floor) >= 0) {
            add(position, hash.get());
        }
    }

    /** The bookmark; null if no value was seen. */
    @Nullable
    Bookmark bookmark() {
        return greatest == null ? null : new Bookmark(greatest, hashes);
    }

    /** Whether contents were forgotten that the next run may see again. */
    boolean full() {
        return forgotten != null && floor != null && forgotten.compareTo(floor) >= 0;
    }

    private void add(Position position, ContentHash hash) {
        if (hashes.computeIfAbsent(position, key -> new HashSet<>()).add(hash)) {
            size++;
        }
        if (size > most) {
            forget(hashes.firstEntry());
        }
    }

    private void forget(Map.Entry<Position, Set<ContentHash>> lowest) {
        Set<ContentHash> contents = lowest.getValue();
        contents.remove(contents.iterator().next());
        size--;
        if (contents.isEmpty()) {
            hashes.remove(lowest.getKey());
        }
        if (forgotten == null || lowest.getKey().compareTo(forgotten) > 0) {
            forgotten = lowest.getKey();
        }
    }
}
