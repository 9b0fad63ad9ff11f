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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is remembered of a pull after a run that came to its end: where the next one begins. */
final class NextState {
    private static final Logger LOG = LoggerFactory.getLogger(NextState.class);

    private final RunPlan plan;
    private final SliceEnds slices;

    NextState(RunPlan plan, SliceEnds slices) {
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
        if (slices.recordsFound() != null) {
            values.put(RunPlan.RECORDS, TextNode.valueOf(slices.recordsFound()));
        }
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
        return !slices.limited() ? Extent.WHOLE : slices.count() == 1 ? Extent.BEGINNING : Extent.PARTS;
    }

    private ObjectNode cursors() {
        ObjectNode cursors = Json.MAPPER.createObjectNode();
        JsonNode before = plan.state().values().get(RunPlan.CURSORS);
        for (String key : slices.left()) {
            JsonNode old = before == null ? null : before.get(key);
            if (old != null) {
                cursors.set(key, old);
            }
        }
        slices.kept().forEach((key, kept) -> cursors.set(key, plan.hidden(kept)));
        return cursors;
    }
}
