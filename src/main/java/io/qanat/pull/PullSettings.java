package io.qanat.pull;

import io.qanat.incremental.Bounds;
import io.qanat.incremental.IncrementalSettings;
import io.qanat.page.PageRequest;
import io.qanat.page.PageSettings;
import io.qanat.page.Pagination;
import io.qanat.page.Placeholders;
import io.qanat.settings.NameValue;
import io.qanat.settings.Parameters;
import io.qanat.settings.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pull as its route describes it, checked. Immutable.
 *
 * @param name the id of the integrator's route
 * @param api the API's name
 * @param schedule when it runs by itself
 * @param pages its requests and how pages follow each other
 * @param partitions the values of {@code forEach}; one slice for each, or one slice if there are none
 * @param partitionConcurrency slices at the same time
 * @param pageConcurrency calls for pages of one slice at the same time
 * @param retryUnsafe whether POST and PATCH are retried
 * @param ignoreStatuses statuses that count as an empty page
 * @param minRecords fewer rows in a run are a failure
 * @param retryPolicy the integrator's own redelivery policy, which counts and delays the attempts; null for the API's rules
 * @param onFailure the endpoint that is told of a failed run, or null
 * @param keepRaw whether the pages are kept after the run
 * @param increments how it asks only for what is new, or null
 * @param digests of the parameters that make the requests or read the answers, by name
 */
public record PullSettings(
        String name,
        String api,
        Schedule schedule,
        PageSettings pages,
        @Nullable Partitions partitions,
        int partitionConcurrency,
        int pageConcurrency,
        boolean retryUnsafe,
        Set<Integer> ignoreStatuses,
        long minRecords,
        @Nullable String retryPolicy,
        @Nullable String onFailure,
        boolean keepRaw,
        @Nullable IncrementalSettings increments,
        Map<String, String> digests) {
    /** What may change while a run is interrupted: its stored pages are the same. */
    private static final Set<String> NOT_OF_REQUESTS = Set.of(
            "cron",
            "every",
            "timeZone",
            "retryUnsafe",
            "minRecords",
            "partitionConcurrency",
            "pageConcurrency",
            "retry",
            "onFailure",
            "onMissingField",
            "keepRaw");

    public PullSettings {
        digests = Map.copyOf(digests);
        ignoreStatuses = Set.copyOf(ignoreStatuses);
    }

    /**
     * Reads the parameters of Kamelet {@code api-pull}. A mistake is noted in the parameters, whose
     * {@link Parameters#check} must be called before the settings are used.
     *
     * @param folder of the route file, where the names of files begin; null for the current folder
     */
    public static PullSettings read(String name, Parameters parameters, @Nullable Path folder) {
        Partitions partitions = parameters.parsed("forEach", Partitions::parse);
        Long minRecords = parameters.number("minRecords", 0);
        PageSettings pages = PageSettings.of(parameters, placeholders(parameters, partitions), TextFile.beside(folder));
        return new PullSettings(
                name,
                parameters.required("api"),
                Schedule.read(parameters),
                pages,
                partitions,
                parameters.number("partitionConcurrency", 1, 1),
                parameters.number("pageConcurrency", 1, 1),
                parameters.flag("retryUnsafe"),
                statuses(parameters),
                minRecords == null ? 0 : minRecords,
                parameters.optional("retry"),
                parameters.optional("onFailure"),
                parameters.flag("keepRaw"),
                IncrementalSettings.read(parameters, pages.request()),
                digests(parameters, pages.request().body()));
    }

    private static Set<String> placeholders(Parameters parameters, @Nullable Partitions partitions) {
        Set<String> names = new HashSet<>();
        if (partitions != null) {
            names.add(partitions.name());
        }
        if (parameters.has("incrementalField")) {
            names.addAll(IncrementalSettings.PLACEHOLDERS);
        }
        return names;
    }

    private static Map<String, String> digests(Parameters parameters, String body) {
        Map<String, String> digests = new HashMap<>();
        parameters.names().stream()
                .filter(name -> !NOT_OF_REQUESTS.contains(name))
                .forEach(name -> digests.put(name, Digests.of(parameters.raw(name))));
        digests.put("body", Digests.of(body)); // it may stand in a file
        return digests;
    }

    /** Whether it asks only for what is new since the run before. */
    public boolean incremental() {
        return increments != null || pages.keepCursor();
    }

    /** Whether a firing may have several runs, one for each window. */
    boolean windowed() {
        return increments != null && increments.window() != null;
    }

    /** The path below the API's URL, with its placeholders. */
    public String path() {
        return pages.request().path();
    }

    List<Slice> slices(Run run) {
        if (partitions == null) {
            return List.of(slice(run, "", name, Map.of()));
        }
        return partitions.values().stream()
                .map(value -> slice(run, partitions.name() + "=" + value, Map.of(partitions.name(), value)))
                .toList();
    }

    private Slice slice(Run run, String key, Map<String, String> values) {
        return slice(run, key, name + " " + key, values);
    }

    private Slice slice(Run run, String key, String subject, Map<String, String> values) {
        Bounds bounds = run.plan().bounds();
        Map<String, String> all = new HashMap<>(values);
        if (bounds != null) {
            all.putAll(bounds.placeholders());
        }
        PageRequest first = pages.request().fill(new Placeholders(all));
        RunPlan plan = run.plan();
        return new Slice(
                run,
                key,
                subject,
                new Pagination(pages, bounded(first, bounds), subject, plan.recordsAt(), plan.cursor(key)));
    }

    private PageRequest bounded(PageRequest first, @Nullable Bounds bounds) {
        if (bounds == null || increments == null) {
            return first;
        }
        List<NameValue> query = new ArrayList<>(first.query());
        query.addAll(bounds.query(increments));
        return new PageRequest(first.method(), first.target(), query, first.headers(), first.body());
    }

    private static Set<Integer> statuses(Parameters parameters) {
        return parameters.list("ignoreStatuses", ",").stream()
                .filter(text -> {
                    boolean status = text.matches("[3-5]\\d\\d");
                    if (!status) {
                        parameters.problem(
                                "ignoreStatuses", "\"" + text + "\" must be a status from 300 to 599, such as 404");
                    }
                    return status;
                })
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
    }
}
