package io.qanat.draft;

import io.qanat.openapi.ColumnTypes;
import io.qanat.openapi.Listing;
import io.qanat.openapi.Operation;
import io.qanat.openapi.PagingDraft;
import io.qanat.openapi.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A pull of an operation that lists records.
 *
 * @param operation the operation
 * @param listing where its records are
 */
public record OpenApiDraft(Operation operation, Listing listing) {
    private static final List<String> CHANGED = List.of(
            "updated_at",
            "updatedAt",
            "modified_at",
            "modifiedAt",
            "last_modified",
            "lastModified",
            "updated",
            "modified",
            "changed_at",
            "created_at",
            "createdAt",
            "created");
    private static final List<String> SINCE = List.of(
            "updated_since",
            "updatedSince",
            "updated_after",
            "updatedAfter",
            "modified_since",
            "modifiedSince",
            "changed_since",
            "since",
            "updated_at_min",
            "created_since",
            "created_after");

    /** The GET operations of a document that answer with a list. Deprecated ones come last. */
    public static List<OpenApiDraft> all(List<Operation> operations) {
        List<OpenApiDraft> lists = operations.stream()
                .filter(operation -> operation.method().equals("GET"))
                .flatMap(operation -> Listing.of(operation).map(found -> new OpenApiDraft(operation, found)).stream())
                .toList();
        List<OpenApiDraft> sorted = new ArrayList<>(
                lists.stream().filter(draft -> !draft.operation.deprecated()).toList());
        lists.stream().filter(draft -> draft.operation.deprecated()).forEach(sorted::add);
        return sorted;
    }

    /** What it is called: the last word of its path. */
    public String id() {
        String id = Slug.of(Listing.lastWord(operation.path()));
        return id.isEmpty() ? "pull" : id;
    }

    /** The parameters without which it can't be asked, and that neither the document nor the user gives a value. */
    public List<String> missing(Map<String, String> given) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.required() || parameter.in().equals("path"))
                .filter(parameter -> Set.of("path", "query").contains(parameter.in()))
                .filter(parameter -> !given.containsKey(parameter.name()))
                .filter(parameter ->
                        parameter.in().equals("path") || parameter.example().isEmpty())
                .map(Parameter::name)
                .toList();
    }

    /** The pull; every missing parameter must be given. */
    public PullDraft draft(Map<String, String> given) {
        PagingDraft paging = PagingDraft.of(operation);
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = query(given, paging.parameters());
        if (!query.isEmpty()) {
            parameters.put("query", query);
        }
        if (!listing.usual()) {
            parameters.put("records", listing.place());
        }
        parameters.putAll(paging.parameters());
        List<String> notes = new ArrayList<>();
        notes.add(operation.summary().isEmpty() ? operation.path() : operation.summary());
        if (operation.deprecated()) {
            notes.add("The API has deprecated it.");
        }
        notes.add("Pagination: " + paging.why() + ".");
        return new PullDraft(id(), path(given), parameters, table(), notes, hints());
    }

    private String path(Map<String, String> given) {
        String path = operation.path();
        for (Map.Entry<String, String> value : given.entrySet()) {
            path = path.replace("{" + value.getKey() + "}", value.getValue());
        }
        return path;
    }

    /** What the user gave, and what the API demands. Paging sets its own. */
    private String query(Map<String, String> given, Map<String, String> paging) {
        return operation.parameters("query").stream()
                .filter(parameter -> given.containsKey(parameter.name()) || parameter.required())
                .filter(parameter -> !paging.containsValue(parameter.name()))
                .map(parameter -> parameter.name() + "=" + given.getOrDefault(parameter.name(), parameter.example()))
                .collect(Collectors.joining("; "));
    }

    private Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        listing.keys().stream().findFirst().ifPresent(key -> table.put("primaryKey", key));
        String types = ColumnTypes.of(listing.record()).entrySet().stream()
                .map(type -> type.getKey() + "=" + type.getValue())
                .collect(Collectors.joining(", "));
        if (!types.isEmpty()) {
            table.put("types", types);
        }
        return table;
    }

    private List<String> hints() {
        Set<String> fields = listing.record().properties().keySet();
        List<String> names =
                operation.parameters("query").stream().map(Parameter::name).toList();
        return CHANGED.stream()
                .filter(fields::contains)
                .findFirst()
                .map(field -> Hints.incremental(
                        field,
                        SINCE.stream().filter(names::contains).findFirst().orElse("")))
                .orElse(List.of());
    }
}
