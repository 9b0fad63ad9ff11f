package io.qanat.page;

import io.qanat.settings.Parameters;
import org.jspecify.annotations.Nullable;

/** Reads the paging parameters with their defaults, some of which follow the style. */
final class PagingReader {
    private PagingReader() {}

    static Paging paging(Parameters p) {
        Style style = p.choice("pagination", Style.class, Style.AUTO);
        Long pageSize = p.number("pageSize", 1);
        return new Paging(
                style,
                p.choice("pageIn", PageIn.class, PageIn.QUERY),
                pageSize == null ? null : p.number("pageSize", 1, 1),
                text(p, "pageSizeParam", defaultPageSizeParam(style)),
                text(p, "offsetParam", "offset"),
                text(p, "pageParam", "page"),
                p.number("firstPage", 0, 1),
                text(p, "cursorParam", style == Style.LAST_ID ? "starting_after" : "cursor"),
                place(p, "cursorFrom", "/next_cursor"),
                place(p, "nextFrom", "/next"),
                place(p, "idFrom", "/id"),
                place(p, "continueFrom", "/continue"));
    }

    static StopRules stopRules(Parameters p) {
        return new StopRules(
                p.parsed("hasMoreFrom", Place::of),
                p.parsed("doneFrom", Place::of),
                p.parsed("totalFrom", Place::of),
                p.parsed("totalPagesFrom", Place::of),
                p.number("maxPages", 1),
                p.number("maxRecords", 1));
    }

    /** Null for {@code auto}; the empty pointer, if it is given, is the whole answer. */
    static @Nullable Place records(Parameters p) {
        if (p.text("records").equals("auto") || !p.given("records")) {
            return null;
        }
        Place place = p.has("records") ? p.parsed("records", Place::of) : Place.of("");
        if (place instanceof Place.Field) {
            p.problem("records", "records can't be in a header; write a JSON Pointer or a JSONPath");
        }
        return place;
    }

    private static String defaultPageSizeParam(Style style) {
        return switch (style) {
            case OFFSET, CURSOR, LAST_ID -> "limit";
            case PAGE, LINK -> "per_page";
            case AUTO, NONE, NEXT, CONTINUE -> "";
        };
    }

    private static String text(Parameters p, String name, String fallback) {
        return p.has(name) ? p.text(name) : fallback;
    }

    private static Place place(Parameters p, String name, String fallback) {
        Place place = p.parsed(name, Place::of);
        return place == null ? Place.of(fallback) : place;
    }
}
