package io.qanat.pull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stays of the slices of a run that have ended: a million of them must not be kept. Not thread-safe. */
final class SliceEnds {
    private final Set<String> left = new HashSet<>();
    private final Map<String, JsonNode> kept = new LinkedHashMap<>();
    private int count;
    private int skipped;
    private @Nullable String firstSkipped;
    private boolean limited;
    private @Nullable String recordsFound;
    private @Nullable RunException missing;

    /** A slice has ended; says whether well. */
    boolean add(Slice slice) {
        count++;
        skipped(slice);
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

    private void skipped(Slice slice) {
        String failure = slice.skipped();
        if (failure != null) {
            skipped++;
            firstSkipped = firstSkipped == null ? failure : firstSkipped;
            left.add(slice.key());
        }
    }

    /** The keys of those that were left out. */
    Set<String> left() {
        return left;
    }

    /** What was left out, and why; null if nothing was. */
    @Nullable
    String omissions() {
        return firstSkipped == null
                ? null
                : skipped + " of " + count
                        + " parts failed and were left out, and are asked for again by the next run: "
                        + firstSkipped;
    }

    /**
     * The rule of commit for slices.
     *
     * @throws RunException if one didn't come to its end, or all were left out
     */
    void require(String pull) {
        if (firstSkipped != null && skipped == count) {
            throw new RunException(pull + ": every part failed: " + firstSkipped);
        }
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
