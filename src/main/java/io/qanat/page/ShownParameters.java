package io.qanat.page;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was recognised, as the parameters of {@code api-pull} that say the same: so that a route file can state it. */
final class ShownParameters {
    private ShownParameters() {}

    /** In the order in which a person reads them. */
    static Map<String, String> of(Recognised found) {
        Map<String, String> parameters = new LinkedHashMap<>();
        style(found.paginator(), parameters);
        if (!(found.paginator() instanceof SinglePage)) {
            put("hasMoreFrom", found.rules().hasMore(), parameters);
            put("doneFrom", found.rules().done(), parameters);
            put("totalFrom", found.rules().total(), parameters);
            put("totalPagesFrom", found.rules().totalPages(), parameters);
        }
        return parameters;
    }

    private static void style(Paginator paginator, Map<String, String> parameters) {
        if (paginator instanceof LinkPaginator) {
            parameters.put("pagination", "link");
        } else if (paginator instanceof NextPaginator next) {
            parameters.put("pagination", "next");
            parameters.put("nextFrom", next.from().text());
        } else if (paginator instanceof CursorPaginator cursor) {
            parameters.put("pagination", "cursor");
            parameters.put("cursorParam", cursor.cursor().name());
            parameters.put("cursorFrom", cursor.from().text());
        } else if (paginator instanceof ContinuePaginator tokens) {
            parameters.put("pagination", "continue");
            parameters.put("continueFrom", tokens.from().text());
        } else if (paginator instanceof LastIdPaginator last) {
            parameters.put("pagination", "last-id");
            parameters.put("cursorParam", last.after().name());
            parameters.put("idFrom", last.id().text());
        } else {
            counted(paginator, parameters);
        }
    }

    private static void counted(Paginator paginator, Map<String, String> parameters) {
        if (paginator instanceof OffsetPaginator offset) {
            parameters.put("pagination", "offset");
            parameters.put("offsetParam", offset.offset().name());
            if (offset.start() != 0) {
                parameters.put("query", offset.offset().name() + "=" + offset.start());
            }
        } else if (paginator instanceof PagePaginator page) {
            parameters.put("pagination", "page");
            parameters.put("pageParam", page.page().name());
            parameters.put("firstPage", Long.toString(page.firstPage()));
        }
    }

    private static void put(String name, @Nullable Place place, Map<String, String> parameters) {
        if (place != null) {
            parameters.put(name, place.text());
        }
    }
}
