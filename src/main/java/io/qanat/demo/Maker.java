package io.qanat.demo;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a resource's records from their numbers. Implementations are immutable and thread-safe. */
interface Maker {

    /**
     * The record of that number.
     *
     * @param revision 0 as the shop opened; another one after each change, higher ones later
     * @return fields in their order: texts, numbers, booleans, null, lists and maps
     */
    Map<String, @Nullable Object> make(long number, long revision);

    /** When it was last changed: its {@code updated_at}, without making the rest. */
    Instant updatedAt(long number, long revision);
}
