package io.qanat.pull;

import io.qanat.incremental.IncrementalSettings;
import io.qanat.page.BatchParameter;
import io.qanat.page.PageSettings;
import io.qanat.page.RequestTemplate;
import io.qanat.settings.Parameters;
import io.qanat.settings.TextFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
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
 * @param forEach the values that it goes through; null for none
 * @param batch the parameter that carries several values; null if each value has requests of its own
 * @param batchSize values in a request
 * @param skipsFailed whether a value that fails is left out, so that the others are published
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
        @Nullable ForEach forEach,
        @Nullable BatchParameter batch,
        int batchSize,
        boolean skipsFailed,
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
            "onPartitionFailure",
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
        ForEach forEach = parameters.parsed("forEach", text -> ForEach.parse(text, folder));
        int batchSize = parameters.number("batchSize", 1, 1);
        Long minRecords = parameters.number("minRecords", 0);
        PageSettings pages = PageSettings.of(
                parameters, placeholders(parameters, batchSize == 1 ? forEach : null), TextFile.beside(folder));
        return new PullSettings(
                name,
                parameters.required("api"),
                Schedule.read(parameters),
                pages,
                forEach,
                batch(parameters, forEach, batchSize, pages.request()),
                batchSize,
                skipsFailed(parameters, forEach),
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

    private static @Nullable BatchParameter batch(
            Parameters parameters, @Nullable ForEach forEach, int batchSize, RequestTemplate request) {
        if (batchSize > 1 && forEach == null) {
            parameters.problem("batchSize", "needs forEach: it says how many of its values go into a request");
        }
        if (batchSize == 1 && forEach != null && !request.uses(forEach.name())) {
            parameters.problem(
                    "forEach",
                    "{" + forEach.name() + "} stands nowhere in path, query, headers or body, so that each value would"
                            + " make the same request; write it where the value goes, or set batchSize and batchParam");
        }
        return batchSize > 1 && forEach != null ? BatchParameter.of(parameters, request) : null;
    }

    /** What {@code onPartitionFailure} allows. */
    private enum OnFailure {
        FAIL,
        SKIP
    }

    private static boolean skipsFailed(Parameters parameters, @Nullable ForEach forEach) {
        boolean skips = parameters.choice("onPartitionFailure", OnFailure.class, OnFailure.FAIL) == OnFailure.SKIP;
        if (skips && forEach == null) {
            parameters.problem("onPartitionFailure", "skip needs forEach: without it there is nothing else to publish");
        }
        if (skips && parameters.has("incrementalField")) {
            parameters.problem(
                    "onPartitionFailure",
                    "skip can't be had with incrementalField: the bookmark, which is one for all, would pass over what"
                            + " changed in a value that was left out; leave one of them out");
        }
        return skips;
    }

    private static Set<String> placeholders(Parameters parameters, @Nullable ForEach single) {
        Set<String> names = new HashSet<>();
        if (single != null) {
            names.add(single.name());
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
        // pages of values that stay are as good as before, whatever becomes of the others
        digests.put("forEach", Digests.of(parameters.text("forEach").replaceFirst("=.*", "")));
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
