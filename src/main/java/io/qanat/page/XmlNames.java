package io.qanat.page;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that a document has used so far. The parser keeps each of them to its end, and so do we, in order to count what
 * that takes: a document of nothing but new names would fill the memory. Not thread-safe.
 */
final class XmlNames {
    /** What a name takes besides its characters, in the parser and here. */
    private static final int NAME = 250;

    private static final int CHARACTER = 6;

    private final Room room;
    private final Set<String> seen = new HashSet<>();
    private long taken;

    XmlNames(Room room) {
        this.room = room;
    }

    /**
     * A name, prefix or namespace comes; null for none.
     *
     * @throws PageException if there are too many of them
     */
    void see(@Nullable String name) {
        if (name != null && seen.add(name)) {
            long size = NAME + (long) CHARACTER * name.length();
            taken += size;
            room.take(size);
        }
    }

    /** The document is read. */
    void forget() {
        room.free(taken);
    }
}
