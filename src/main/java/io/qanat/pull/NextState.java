package io.qanat.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.qanat.incremental.Bookmark;
import io.qanat.incremental.BoundaryFilter;
import io.qanat.incremental.Extent;
import io.qanat.page.Json;
import io.qanat.state.PullState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is remembered of a pull after a run that came to its end: where the next one begins. */
final class NextState {
    private static final Logger LOG = LoggerFactory.getLogger(NextState.class);

    private final RunPlan plan;
    private final List<Slice> slices;

    NextState(RunPlan plan, List<Slice> slices) {
        this.plan = plan;
        this.slices = slices;
    }

    /**
     * Made once, when every slice has ended.
     *
     * @param filter has seen all records of an incremental run; null of any other
     */
    PullState after(@Nullable BoundaryFilter filter) {
        Map<String, JsonNode> values = new HashMap<>(plan.state().values());
        slices.stream()
                .map(Slice::recordsFound)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(at -> values.put(RunPlan.RECORDS, TextNode.valueOf(at)));
        if (filter != null) {
            Bookmark next = filter.end(extent());
            filter.notes().forEach(LOG::warn);
            if (next != null) {
                values.put(RunPlan.BOOKMARK, next.toJson());
            }
        }
        values.put(RunPlan.CURSORS, cursors());
        return new PullState(plan.id(), values);
    }

    private Extent extent() {
        boolean limited = slices.stream().anyMatch(Slice::limited);
        return !limited ? Extent.WHOLE : slices.size() == 1 ? Extent.BEGINNING : Extent.PARTS;
    }

    private ObjectNode cursors() {
        ObjectNode cursors = Json.MAPPER.createObjectNode();
        for (Slice slice : slices) {
            JsonNode kept = plan.hidden(slice.kept());
            if (kept != null) {
                cursors.set(slice.key(), kept);
            }
        }
        return cursors;
    }
}
