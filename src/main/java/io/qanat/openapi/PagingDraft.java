package io.qanat.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import io.qanat.openapi.Schema.Presence;
import io.qanat.page.Place;
import io.qanat.page.UsualPlaces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How an operation pages, as its parameters and its answer's schema show.
 *
 * @param parameters of {@code api-pull}
 * @param why what showed it, for a comment
 */
public record PagingDraft(Map<String, String> parameters, String why) {
    private static final List<String> CURSORS = List.of(
            "cursor",
            "after",
            "page_token",
            "pageToken",
            "next_token",
            "nextToken",
            "continuation_token",
            "continuationToken",
            "next_cursor",
            "start_cursor",
            "marker");
    private static final List<String> LAST_IDS = List.of("starting_after", "startingAfter", "since_id", "after_id");
    private static final List<String> OFFSETS =
            Stream.concat(UsualPlaces.OFFSETS.stream(), Stream.of("$skip")).toList();
    private static final List<String> PAGES =
            List.of("page", "page_number", "pageNumber", "page[number]", "pageNo", "p");
    private static final List<String> SIZES = List.of(
            "limit",
            "per_page",
            "perPage",
            "page_size",
            "pageSize",
            "page[size]",
            "size",
            "count",
            "max_results",
            "maxResults",
            "$top",
            "top",
            "first");

    /** More rows in a page than these gain little. */
    private static final long LARGE = 1_000;

    /** The draft of an operation that lists. */
    public static PagingDraft of(Operation operation) {
        return new Reader(operation, operation.answer()).draft();
    }

    /** Looks for the signs, the certain ones first. */
    private record Reader(Operation operation, Schema answer) {
        PagingDraft draft() {
            return Stream.<Supplier<Optional<PagingDraft>>>of(
                            this::link, this::next, this::cursor, this::lastId, this::offset, this::page)
                    .map(Supplier::get)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElse(new PagingDraft(Map.of("pagination", "auto"), "the document shows no way to a next page"));
        }

        private Optional<PagingDraft> link() {
            return operation.headers().contains("Link")
                    ? Optional.of(made("link", "the answer has a Link header", Map.of()))
                    : Optional.empty();
        }

        private Optional<PagingDraft> next() {
            boolean cursors = parameter(CURSORS).isPresent();
            return UsualPlaces.NEXT_URLS.stream()
                    .filter(place -> url(place, cursors))
                    .findFirst()
                    .map(place -> made("next", "the answer has a URL at " + place, Map.of("nextFrom", place.text())));
        }

        private boolean url(Place place, boolean cursors) {
            Schema schema = named(place).orElse(null);
            if (schema == null
                    || !(schema.types().contains("string")
                            || schema.properties().containsKey("href"))) {
                return false;
            }
            return schema.text("format").startsWith("uri")
                    || place.text().matches("(?i).*(url|uri|link|href).*")
                    || !cursors;
        }

        private Optional<PagingDraft> cursor() {
            for (UsualPlaces.Cursor cursor : UsualPlaces.CURSORS) {
                Optional<String> parameter = query(cursor.parameter()).or(() -> parameter(CURSORS));
                if (named(cursor.place()).isPresent() && parameter.isPresent()) {
                    Map<String, String> more = new LinkedHashMap<>();
                    more.put("cursorParam", parameter.get());
                    more.put("cursorFrom", cursor.place().text());
                    place(UsualPlaces.HAS_MORE).ifPresent(found -> more.put("hasMoreFrom", found));
                    return Optional.of(made("cursor", "the answer has a cursor at " + cursor.place(), more));
                }
            }
            return Optional.empty();
        }

        private Optional<PagingDraft> lastId() {
            return parameter(LAST_IDS).map(parameter -> {
                Map<String, String> more = new LinkedHashMap<>();
                more.put("cursorParam", parameter);
                place(UsualPlaces.HAS_MORE).ifPresent(found -> more.put("hasMoreFrom", found));
                return made("last-id", "there is a parameter " + parameter, more);
            });
        }

        private Optional<PagingDraft> offset() {
            return parameter(OFFSETS).map(parameter -> {
                Map<String, String> more = new LinkedHashMap<>();
                more.put("offsetParam", parameter);
                place(UsualPlaces.TOTALS).ifPresent(found -> more.put("totalFrom", found));
                return made("offset", "there is a parameter " + parameter, more);
            });
        }

        private Optional<PagingDraft> page() {
            return parameter(PAGES).map(parameter -> {
                Map<String, String> more = new LinkedHashMap<>();
                more.put("pageParam", parameter);
                first(parameter).ifPresent(first -> more.put("firstPage", first));
                Optional<String> pages = place(UsualPlaces.PAGE_TOTALS);
                pages.ifPresentOrElse(found -> more.put("totalPagesFrom", found), () -> place(UsualPlaces.TOTALS)
                        .ifPresent(found -> more.put("totalFrom", found)));
                return made("page", "there is a parameter " + parameter, more);
            });
        }

        /** Counted from 0 only if the document's default or minimum says so. */
        private Optional<String> first(String parameter) {
            return operation.parameters("query").stream()
                    .filter(known -> known.name().equals(parameter))
                    .filter(known -> known.number("default")
                            .or(() -> known.number("minimum"))
                            .equals(Optional.of(0L)))
                    .map(known -> "0")
                    .findFirst();
        }

        private PagingDraft made(String style, String why, Map<String, String> more) {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("pagination", style);
            operation.parameters("query").stream()
                    .filter(known -> SIZES.contains(known.name()))
                    .findFirst()
                    .ifPresent(size -> size(size, parameters));
            parameters.putAll(more);
            return new PagingDraft(parameters, why);
        }

        private static void size(Parameter parameter, Map<String, String> parameters) {
            parameter.number("maximum").or(() -> parameter.number("default")).ifPresent(most -> {
                parameters.put("pageSize", Long.toString(Math.max(1, Math.min(most, LARGE))));
                parameters.put("pageSizeParam", parameter.name());
            });
        }

        private Optional<String> parameter(List<String> names) {
            return names.stream().flatMap(name -> query(name).stream()).findFirst();
        }

        private Optional<String> query(String name) {
            return operation.parameters("query").stream()
                    .map(Parameter::name)
                    .filter(name::equals)
                    .findFirst();
        }

        private Optional<String> place(List<String> names) {
            return UsualPlaces.under(names).stream()
                    .filter(place -> named(place).isPresent())
                    .map(Place::text)
                    .findFirst();
        }

        private Optional<Schema> named(Place place) {
            Schema.Found found = answer.at(JsonPointer.compile(place.text()));
            return found.presence() == Presence.NAMED ? Optional.ofNullable(found.schema()) : Optional.empty();
        }
    }
}
