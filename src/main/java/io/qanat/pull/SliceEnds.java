package io.qanat.pull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stays of the slices of a run that have ended: a million of them must not be kept. Not thread-safe. */
final class SliceEnds {
    private final Map<String, JsonNode> kept = new LinkedHashMap<>();
    private int count;
    private boolean limited;
    private @Nullable String recordsFound;
    private @Nullable RunException missing;

    /** A slice has ended; says whether well. */
    boolean add(Slice slice) {
        count++;
        limited |= slice.limited();
        recordsFound = recordsFound == null ? slice.recordsFound() : recordsFound;
        JsonNode cursor = slice.kept();
        if (cursor != null) {
            kept.put(slice.key(), cursor);
        }
        try {
            slice.requireEnd();
            return true;
        } catch (RunException e) {
            missing = missing == null ? e : missing;
            return false;
        }
    }

    /**
     * The rule of commit for slices.
     *
     * @throws RunException if one didn't come to its end
     */
    void require() {
        if (missing != null) {
            throw missing;
        }
    }

    int count() {
        return count;
    }

    /** Whether a limit of pages or records ended one, so that there may be more. */
    boolean limited() {
        return limited;
    }

    /** Where the records are, if an answer has shown it. */
    @Nullable
    String recordsFound() {
        return recordsFound;
    }

    /** The cursors or links that the next run begins with, by slice. */
    Map<String, JsonNode> kept() {
        return kept;
    }
}
