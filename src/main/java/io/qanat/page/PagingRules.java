package io.qanat.page;

import io.qanat.settings.Parameters;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses paging parameters that contradict each other, have no effect, or make a walk that can never stop. */
final class PagingRules {
    private static final Set<Style> UNTIL_EMPTY = EnumSet.of(Style.OFFSET, Style.PAGE, Style.LAST_ID);
    private static final Set<Style> PARAMETRIC =
            EnumSet.of(Style.OFFSET, Style.PAGE, Style.CURSOR, Style.LAST_ID, Style.CONTINUE);
    private static final Set<Style> SEVERAL = EnumSet.complementOf(EnumSet.of(Style.NONE));
    private static final List<Use> USES = List.of(
            new Use("offsetParam", EnumSet.of(Style.OFFSET), "offset"),
            new Use("pageParam", EnumSet.of(Style.PAGE), "page"),
            new Use("firstPage", EnumSet.of(Style.PAGE), "1"),
            new Use("cursorParam", EnumSet.of(Style.CURSOR, Style.LAST_ID), "cursor"),
            new Use("cursorFrom", EnumSet.of(Style.CURSOR), "/next_cursor"),
            new Use("nextFrom", EnumSet.of(Style.NEXT), "/next"),
            new Use("idFrom", EnumSet.of(Style.LAST_ID), "/id"),
            new Use("continueFrom", EnumSet.of(Style.CONTINUE), "/continue"),
            new Use("keepCursor", EnumSet.of(Style.CURSOR, Style.LINK, Style.NEXT), "false"),
            new Use("hasMoreFrom", SEVERAL, ""),
            new Use("doneFrom", SEVERAL, ""),
            new Use("totalFrom", SEVERAL, ""),
            new Use("totalPagesFrom", SEVERAL, ""),
            new Use("maxPages", SEVERAL, ""));

    /** A parameter, the styles that use it, and its default, which a template may hand over with any style. */
    private record Use(String name, Set<Style> styles, String fallback) {}

    private final PageSettings settings;
    private final Paging paging;
    private final Parameters p;

    private PagingRules(PageSettings settings, Parameters p) {
        this.settings = settings;
        this.paging = settings.paging();
        this.p = p;
    }

    /** Notes what can't be meant. */
    static void check(PageSettings settings, Parameters p) {
        PagingRules rules = new PagingRules(settings, p);
        rules.checkStyle();
        rules.checkPageSize();
        rules.checkNumbers();
        rules.checkPageIn();
        rules.checkNames();
        rules.checkPlaces();
        rules.checkEnd();
    }

    private void checkStyle() {
        for (Use use : USES) {
            if (p.has(use.name) && !p.text(use.name).equals(use.fallback) && !use.styles.contains(paging.style())) {
                String styles = use.styles == SEVERAL
                        ? "another style"
                        : use.styles.stream().map(PagingRules::written).collect(Collectors.joining(" or "));
                p.problem(
                        use.name,
                        "has no effect with pagination=" + written(paging.style())
                                + "; leave it out, or set pagination to " + styles);
            }
        }
    }

    private void checkNumbers() {
        if (paging.firstPage() > 1) {
            p.problem("firstPage", "\"" + paging.firstPage() + "\" must be 0 or 1");
        }
        boolean readable = paging.in() != PageIn.BODY || settings.request().bodyMistake() == null;
        String offset = readable && paging.style() == Style.OFFSET
                ? Paginators.offset(paging).get(settings.request().sample())
                : null;
        if (offset != null && !offset.matches("\\d{1,18}")) {
            p.problem("query", "\"" + offset + "\" as the first " + paging.offsetParam() + " must be a whole number");
        }
    }

    private void checkPageSize() {
        if (paging.pageSize() != null && paging.pageSizeParam().isEmpty()) {
            p.problem(
                    "pageSizeParam",
                    "is required with pageSize and pagination=" + written(paging.style())
                            + ": name the parameter that says how many rows are asked for, such as limit");
        }
        if (paging.pageSize() == null && p.has("pageSizeParam")) {
            p.problem("pageSize", "is required with pageSizeParam: say how many rows to ask for");
        }
    }

    private void checkPageIn() {
        if (paging.in() != PageIn.QUERY && paging.pageSize() == null && !PARAMETRIC.contains(paging.style())) {
            p.problem("pageIn", "has no effect with pagination=" + written(paging.style()) + "; leave it out");
        }
        if (paging.in() != PageIn.BODY) {
            return;
        }
        if (settings.request().method().equals("GET")) {
            p.problem("pageIn", "body needs method=POST, PUT or PATCH: a GET request carries no body");
        }
        String mistake = settings.request().bodyMistake();
        if (mistake != null) {
            p.problem("pageIn", "body needs a JSON object as body: " + mistake);
        }
    }

    /** Two parameters of one name would overwrite each other, and an offset that is overwritten never moves. */
    private void checkNames() {
        String size = paging.pageSizeParam();
        if (paging.pageSize() != null && !size.isEmpty() && size.equals(movingName())) {
            p.problem(
                    "pageSizeParam",
                    "\"" + paging.pageSizeParam()
                            + "\" carries the offset, page or cursor too; give each its own name");
        }
        if (paging.in() == PageIn.QUERY) {
            refuseInQuery(paging.pageSize() == null ? "" : paging.pageSizeParam(), "pageSize");
            refuseInQuery(paging.style() == Style.PAGE ? paging.pageParam() : "", "firstPage");
        }
    }

    private String movingName() {
        return switch (paging.style()) {
            case OFFSET -> paging.offsetParam();
            case PAGE -> paging.pageParam();
            case CURSOR, LAST_ID -> paging.cursorParam();
            case AUTO, NONE, LINK, NEXT, CONTINUE -> "";
        };
    }

    private void refuseInQuery(String name, String parameter) {
        if (settings.request().query().stream().anyMatch(pair -> pair.name().equals(name))) {
            p.problem("query", "\"" + name + "\" is set by " + parameter + "; leave it out here");
        }
    }

    private void checkPlaces() {
        if (paging.idFrom() instanceof Place.Field) {
            p.problem("idFrom", "must be a place in the record, such as /id");
        }
        if (paging.style() == Style.CONTINUE && paging.continueFrom() instanceof Place.Field) {
            p.problem("continueFrom", "must be a place in the body; a token in a header: use pagination=cursor");
        }
        if (settings.stop().hasMore() != null
                && settings.stop().hasMore().equals(settings.stop().done())) {
            p.problem("doneFrom", "is the same place as hasMoreFrom, which says the opposite; leave one out");
        }
    }

    /** One row a page is never an empty page, so a walk that ends with one would go on for ever (P4). */
    private void checkEnd() {
        Place records = settings.records();
        boolean neverEmpty = records != null && records.text().isEmpty();
        if (neverEmpty
                && UNTIL_EMPTY.contains(paging.style())
                && !settings.stop().any()) {
            p.problem(
                    "pagination",
                    written(paging.style()) + " can never stop, as records is the whole answer and no page"
                            + " is empty; set hasMoreFrom, doneFrom, totalFrom, totalPagesFrom, maxPages or maxRecords");
        }
    }

    private static String written(Style style) {
        return style.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
