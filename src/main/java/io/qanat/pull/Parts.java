package io.qanat.pull;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.incremental.Bounds;
import io.qanat.incremental.IncrementalSettings;
import io.qanat.page.AddedField;
import io.qanat.page.BatchParameter;
import io.qanat.page.PageRequest;
import io.qanat.page.Pagination;
import io.qanat.page.Placeholders;
import io.qanat.settings.NameValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * What a run consists of: all of it in one, or a slice for each value or batch of values. Immutable; a slice is made when it is
 * asked for.
 *
 * @param settings the pull
 * @param values the values of {@code forEach} at the begin of the run; null if it has none
 */
record Parts(PullSettings settings, @Nullable Values values) {

    /**
     * Reads the values of now.
     *
     * @throws RunException if they can't be read
     */
    static Parts of(CamelContext context, PullSettings settings) {
        ForEach forEach = settings.forEach();
        return new Parts(settings, forEach == null ? null : ValueReader.read(context, settings.name(), forEach));
    }

    int size() {
        return values == null ? 1 : (values.size() + settings.batchSize() - 1) / settings.batchSize();
    }

    Slice slice(Run run, int index) {
        ForEach forEach = settings.forEach();
        if (values == null || forEach == null) {
            return slice(run, "", settings.name(), first(run, Map.of()), null);
        }
        BatchParameter batch = settings.batch();
        return batch == null ? ofValue(run, forEach.name(), index) : ofBatch(run, forEach.name(), batch, index);
    }

    private Slice ofValue(Run run, String name, int index) {
        String text = values().text(index);
        String key = name + "=" + text;
        return slice(
                run,
                key,
                settings.name() + " " + key,
                first(run, Map.of(name, text)),
                new AddedField(name, values().json(index)));
    }

    /** Known by its values: if their list changes, the batches that stay the same are not asked for again. */
    private Slice ofBatch(Run run, String name, BatchParameter batch, int index) {
        int from = index * settings.batchSize();
        int to = Math.min(values().size(), from + settings.batchSize());
        List<JsonNode> several =
                IntStream.range(from, to).mapToObj(values()::json).toList();
        String ends =
                several.get(0).asText() + " to " + several.get(to - from - 1).asText();
        return slice(
                run,
                name + "s=" + Digests.of(several.toString()),
                settings.name() + " " + name + "s " + ends,
                batch.set(first(run, Map.of()), several),
                null);
    }

    @Override
    public Values values() {
        if (values == null) {
            throw new IllegalStateException(settings.name() + ": has no forEach");
        }
        return values;
    }

    private PageRequest first(Run run, Map<String, String> placeholders) {
        Bounds bounds = run.plan().bounds();
        Map<String, String> all = new HashMap<>(placeholders);
        if (bounds != null) {
            all.putAll(bounds.placeholders());
        }
        return bounded(settings.pages().request().fill(new Placeholders(all)), bounds);
    }

    private PageRequest bounded(PageRequest first, @Nullable Bounds bounds) {
        IncrementalSettings increments = settings.increments();
        if (bounds == null || increments == null) {
            return first;
        }
        List<NameValue> query = new ArrayList<>(first.query());
        query.addAll(bounds.query(increments));
        return new PageRequest(first.method(), first.target(), query, first.headers(), first.body());
    }

    private Slice slice(Run run, String key, String subject, PageRequest first, @Nullable AddedField column) {
        RunPlan plan = run.plan();
        return new Slice(
                run,
                key,
                subject,
                () -> new Pagination(settings.pages(), first, subject, plan.recordsAt(), plan.cursor(key)),
                column);
    }
}
