package io.qanat.page;

import static java.util.Map.entry;

import io.qanat.settings.NameValue;
import io.qanat.settings.Parameters;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Refuses paging parameters that contradict each other, have no effect, or make a walk that can never stop. */
final class PagingRules {
    private static final Set<Style> NUMBERED = EnumSet.of(Style.OFFSET, Style.PAGE);
    private static final Set<Style> PARAMETRIC =
            EnumSet.of(Style.OFFSET, Style.PAGE, Style.CURSOR, Style.LAST_ID, Style.CONTINUE);
    private static final Set<Style> SEVERAL = EnumSet.complementOf(EnumSet.of(Style.NONE));
    private static final Map<String, Set<Style>> USED_BY = new LinkedHashMap<>();

    static {
        Stream.of(
                        entry("offsetParam", EnumSet.of(Style.OFFSET)),
                        entry("pageParam", EnumSet.of(Style.PAGE)),
                        entry("firstPage", EnumSet.of(Style.PAGE)),
                        entry("cursorParam", EnumSet.of(Style.CURSOR, Style.LAST_ID)),
                        entry("cursorFrom", EnumSet.of(Style.CURSOR)),
                        entry("nextFrom", EnumSet.of(Style.NEXT)),
                        entry("idFrom", EnumSet.of(Style.LAST_ID)),
                        entry("continueFrom", EnumSet.of(Style.CONTINUE)),
                        entry("hasMoreFrom", SEVERAL),
                        entry("doneFrom", SEVERAL),
                        entry("totalFrom", SEVERAL),
                        entry("totalPagesFrom", SEVERAL),
                        entry("maxPages", SEVERAL))
                .forEach(entry -> USED_BY.put(entry.getKey(), entry.getValue()));
    }

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
        USED_BY.forEach((name, styles) -> {
            if (p.has(name) && !styles.contains(paging.style())) {
                p.problem(
                        name,
                        "has no effect with pagination=" + written(paging.style())
                                + "; leave it out, or set pagination to "
                                + (styles == SEVERAL
                                        ? "another style"
                                        : styles.stream()
                                                .map(PagingRules::written)
                                                .collect(Collectors.joining(" or "))));
            }
        });
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
        if (p.has("pageIn") && paging.pageSize() == null && !PARAMETRIC.contains(paging.style())) {
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
        List<NameValue> names = sent();
        for (NameValue one : names) {
            for (NameValue other : names.subList(0, names.indexOf(one))) {
                if (one.value().equals(other.value())) {
                    p.problem(
                            one.name(),
                            "\"" + one.value() + "\" is the name of " + other.name() + " too; give each its own name");
                }
            }
        }
        if (paging.in() == PageIn.QUERY) {
            refuseInQuery(paging.pageSize() == null ? "" : paging.pageSizeParam(), "pageSize");
            refuseInQuery(paging.style() == Style.PAGE ? paging.pageParam() : "", "firstPage");
        }
    }

    private List<NameValue> sent() {
        String moving =
                switch (paging.style()) {
                    case OFFSET -> "offsetParam";
                    case PAGE -> "pageParam";
                    case CURSOR, LAST_ID -> "cursorParam";
                    case AUTO, NONE, LINK, NEXT, CONTINUE -> "";
                };
        String name =
                switch (paging.style()) {
                    case OFFSET -> paging.offsetParam();
                    case PAGE -> paging.pageParam();
                    default -> paging.cursorParam();
                };
        return Stream.of(
                        new NameValue(moving, name),
                        new NameValue(paging.pageSize() == null ? "" : "pageSizeParam", paging.pageSizeParam()))
                .filter(pair -> !pair.name().isEmpty())
                .toList();
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

    /** One row a page is never an empty page, so a number that moves by itself would move for ever. */
    private void checkEnd() {
        Place records = settings.records();
        boolean neverEmpty = records != null && records.text().isEmpty();
        if (neverEmpty && NUMBERED.contains(paging.style()) && !settings.stop().any()) {
            p.problem(
                    "pagination",
                    written(paging.style()) + " can never stop, as records is the whole answer and no page"
                            + " is empty; set hasMoreFrom, doneFrom, totalFrom, totalPagesFrom, maxPages or maxRecords");
        }
        if (paging.style() == Style.LAST_ID && neverEmpty && !settings.stop().any()) {
            p.problem(
                    "pagination",
                    "last-id can never stop, as records is the whole answer and no page is empty;"
                            + " set hasMoreFrom, totalFrom, maxPages or maxRecords");
        }
    }

    private static String written(Style style) {
        return style.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
