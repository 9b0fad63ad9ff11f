package io.qanat.verify;

import com.fasterxml.jackson.core.JsonPointer;
import io.qanat.openapi.Listing;
import io.qanat.openapi.OpenApi;
import io.qanat.openapi.Operation;
import io.qanat.openapi.Parameter;
import io.qanat.openapi.Schema;
import io.qanat.openapi.Schema.Found;
import io.qanat.openapi.Schema.Presence;
import io.qanat.page.PageIn;
import io.qanat.page.Place;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The names that an API's OpenAPI document knows of one path and method. Immutable. */
public final class DocumentReference implements Reference {
    private final OpenApi document;
    private final String basePath;
    private final String path;
    private final String method;
    private final List<Operation> there;
    private final Optional<Operation> operation;
    private final @Nullable Place records;

    /**
     * What a document knows of a request.
     *
     * @param basePath the path of the API's URL in the route
     * @param path the pull's path below it
     * @param method such as GET
     * @param records where the pull looks for its records; null for auto
     */
    public DocumentReference(OpenApi document, String basePath, String path, String method, @Nullable Place records) {
        this.document = document;
        this.basePath = basePath.replaceFirst("/+$", "");
        this.path = path.replaceFirst("\\?.*", "");
        this.method = method;
        this.records = records;
        this.there = document.operations().stream().filter(this::matches).toList();
        this.operation = best(
                there.stream().filter(known -> known.method().equals(method)).toList());
    }

    /** A path without placeholders wins over one with (OpenAPI 3.1 §4.8.8.2). */
    private static Optional<Operation> best(List<Operation> operations) {
        return operations.stream()
                .filter(known -> !known.path().contains("{"))
                .findFirst()
                .or(() -> operations.stream().findFirst());
    }

    private boolean matches(Operation known) {
        return sameWay(document.basePath() + known.path(), basePath + path);
    }

    private static boolean sameWay(String known, String asked) {
        String[] a = known.split("/", -1);
        String[] b = asked.split("/", -1);
        boolean same = a.length == b.length;
        for (int i = 0; same && i < a.length; i++) {
            same = a[i].equals(b[i]) || (a[i].startsWith("{") && !b[i].isEmpty());
        }
        return same;
    }

    @Override
    public Verdict path() {
        if (!there.isEmpty()) {
            return Verdict.found();
        }
        String front =
                document.basePath().startsWith(basePath) ? document.basePath().substring(basePath.length()) : "";
        return Verdict.missing(
                "is no path of the document",
                document.operations().stream()
                        .map(known -> front + known.path())
                        .distinct()
                        .toList());
    }

    @Override
    public Verdict method() {
        if (operation.isEmpty()) {
            return Verdict.missing(
                    "isn't among the path's methods",
                    there.stream().map(Operation::method).toList());
        }
        return operation.get().deprecated() ? Verdict.deprecated() : Verdict.found();
    }

    private Operation operation() {
        return operation.orElseThrow(() -> new IllegalStateException("path and method are asked for first"));
    }

    @Override
    public Verdict parameter(PageIn in, String name) {
        if (in == PageIn.BODY) {
            String pointer = name.startsWith("/")
                    ? name
                    : JsonPointer.empty().appendProperty(name).toString();
            return verdict(
                    operation().request().at(JsonPointer.compile(pointer)), "is no member of the request's body");
        }
        List<Parameter> known = operation().parameters(in == PageIn.HEADER ? "header" : "query");
        return known.stream()
                .filter(parameter -> in == PageIn.HEADER
                        ? parameter.name().equalsIgnoreCase(name)
                        : parameter.name().equals(name))
                .findFirst()
                .map(parameter -> parameter.deprecated() ? Verdict.deprecated() : Verdict.found())
                .orElseGet(() -> Verdict.missing(
                        "is no parameter of " + method + " " + operation().path(),
                        known.stream().map(Parameter::name).toList()));
    }

    @Override
    public Verdict records(@Nullable Place place) {
        if (place == null) {
            return Listing.of(operation()).filter(Listing::usual).isPresent()
                    ? Verdict.found()
                    : Verdict.unknown("the document shows no list where auto looks for one");
        }
        return place(place, false);
    }

    @Override
    public Verdict place(Place place, boolean token) {
        if (place instanceof Place.Field field) {
            return operation().headers().contains(field.name())
                    ? Verdict.found()
                    : operation().headers().isEmpty()
                            ? Verdict.unknown("the document names no header fields")
                            : Verdict.missing(
                                    "is no header field of the answer",
                                    operation().headers());
        }
        return place instanceof Place.Pointer pointer
                ? verdict(operation().answer().at(pointer.pointer()), "isn't in the answer")
                : Verdict.unknown("a JSONPath can't be told from a document");
    }

    @Override
    public Verdict field(String pointer) {
        Optional<Schema> record = record();
        if (record.isEmpty() || record.get().silent() || pointer.startsWith("$")) {
            return Verdict.unknown("the document doesn't describe the records");
        }
        return verdict(record.get().at(JsonPointer.compile(pointer)), "is no field of a record");
    }

    private Optional<Schema> record() {
        if (records instanceof Place.Pointer pointer) {
            Schema schema = operation().answer().at(pointer.pointer()).schema();
            return Optional.ofNullable(schema).map(found -> found.array() ? found.items() : found);
        }
        return records == null ? Listing.of(operation()).map(Listing::record) : Optional.empty();
    }

    private static Verdict verdict(Found found, String message) {
        Schema schema = found.schema();
        if (found.presence() == Presence.NAMED && schema != null) {
            return schema.deprecated() ? Verdict.deprecated() : Verdict.found();
        }
        return found.presence() == Presence.OPEN
                ? Verdict.unknown("the document leaves open what stands there")
                : Verdict.missing(message, found.nearby());
    }
}
