package io.qanat.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the style by the first answer. Where that hints at more pages without showing a certain way to them, it
 * refuses: rows are never left out without a word.
 *
 * @param first the first request
 * @param paging the pull's paging parameters
 * @param rules the pull's own stop rules
 */
record AutoPaginator(PageRequest first, Paging paging, StopRules rules) implements Paginator {
    private static final Place CONTINUE = Place.of("/continue");
    private static final Place OBJECT = Place.of("/object");
    private static final Place HAS_MORE = Place.of("/has_more");
    private static final Place ID = Place.of("/id");
    private static final Place PAGE_HEADER = Place.of("header:X-Page");
    private static final Place PAGES_HEADER = Place.of("header:X-Total-Pages");
    private static final List<Place> ECHOES = UsualPlaces.under(Stream.concat(
                    UsualPlaces.OFFSETS.stream(),
                    UsualPlaces.PAGES.keySet().stream().sorted())
            .toList());

    @Override
    public List<Place> places() {
        return Stream.of(MoreHints.PLACES, ECHOES, List.of(CONTINUE, OBJECT))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public boolean readsLastRecord() {
        return true;
    }

    @Override
    public Step after(PageFacts facts) {
        throw new IllegalStateException("the first answer settles the style before the next page is asked for");
    }

    @Override
    public String describe() {
        return "auto";
    }

    /** The way to the next page. */
    Recognised recognise(PageFacts facts) {
        return Stream.<Supplier<Optional<Recognised>>>of(
                        () -> link(facts),
                        () -> nextUrl(facts),
                        () -> cursor(facts),
                        () -> continuation(facts),
                        () -> lastId(facts),
                        () -> offset(facts),
                        () -> page(facts))
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> single(facts));
    }

    private Optional<Recognised> link(PageFacts facts) {
        boolean next = LinkHeader.of(facts.answer().headers()).has("next");
        return next ? Optional.of(new Recognised(new LinkPaginator(first), rules)) : Optional.empty();
    }

    private Optional<Recognised> nextUrl(PageFacts facts) {
        return UsualPlaces.NEXT_URLS.stream()
                .filter(place -> plainUrl(facts.at(place)))
                .findFirst()
                .map(place -> new Recognised(new NextPaginator(first, place, null), rules));
    }

    private static boolean plainUrl(JsonNode value) {
        String text = value.isObject() ? value.path("href").asText() : value.isTextual() ? value.textValue() : "";
        return text.matches("(?is)(https?:/)?/.*|\\?.*");
    }

    private Optional<Recognised> cursor(PageFacts facts) {
        return UsualPlaces.CURSORS.stream()
                .filter(cursor -> scalar(facts.something(cursor.place())))
                .findFirst()
                .map(cursor -> new Recognised(
                        new CursorPaginator(first, inQuery(cursor.parameter()), cursor.place()), withHasMore(facts)));
    }

    private static boolean scalar(@Nullable JsonNode value) {
        return value != null && (value.isTextual() || value.isNumber());
    }

    /** MediaWiki: its object always has a member of its own name. */
    private Optional<Recognised> continuation(PageFacts facts) {
        return facts.at(CONTINUE).has("continue")
                ? Optional.of(new Recognised(new ContinuePaginator(first, PageIn.QUERY, CONTINUE), rules))
                : Optional.empty();
    }

    /** Stripe and those after its model: a list object with has_more, whose records have ids. */
    private Optional<Recognised> lastId(PageFacts facts) {
        boolean list = facts.at(OBJECT).asText().equals("list")
                && facts.at(HAS_MORE).isBoolean()
                && facts.records().last().path("id").isTextual();
        return list
                ? Optional.of(
                        new Recognised(new LastIdPaginator(first, inQuery("starting_after"), ID), withHasMore(facts)))
                : Optional.empty();
    }

    private Optional<Recognised> offset(PageFacts facts) {
        for (String parent : UsualPlaces.PARENTS) {
            Place total = totalAt(parent, facts);
            Place echo = numberAt(parent, UsualPlaces.OFFSETS, facts);
            if (total != null && echo != null && facts.at(echo).asLong() <= 1) {
                PagingParameter offset = inQuery(echo.text().substring(parent.length() + 1));
                long start = facts.at(echo).asLong();
                return Optional.of(new Recognised(new OffsetPaginator(first, offset, start), withTotal(total)));
            }
        }
        return Optional.empty();
    }

    private Optional<Recognised> page(PageFacts facts) {
        if (facts.number(PAGE_HEADER) && facts.number(PAGES_HEADER)) {
            return Optional.of(page("page", PAGE_HEADER, withTotalPages(PAGES_HEADER), facts));
        }
        for (String parent : UsualPlaces.PARENTS) {
            Place echo = numberAt(
                    parent,
                    List.copyOf(UsualPlaces.PAGES.keySet().stream().sorted().toList()),
                    facts);
            Place pages = numberAt(parent, UsualPlaces.PAGE_TOTALS, facts);
            Place total = totalAt(parent, facts);
            if (echo != null
                    && (pages != null || total != null)
                    && facts.at(echo).asLong() <= 1) {
                String name = UsualPlaces.PAGES.getOrDefault(echo.text().substring(parent.length() + 1), "page");
                return Optional.of(page(name, echo, pages != null ? withTotalPages(pages) : withTotal(total), facts));
            }
        }
        return Optional.empty();
    }

    private Recognised page(String name, Place echo, StopRules withEnd, PageFacts facts) {
        StopCheck stop = new StopCheck(withEnd, 0);
        return new Recognised(
                new PagePaginator(first, inQuery(name), facts.at(echo).asLong(), stop), withEnd);
    }

    private Recognised single(PageFacts facts) {
        String hint = MoreHints.in(facts);
        hint = hint == null ? MoreHints.full(paging.pageSize(), facts) : hint;
        if (hint != null) {
            throw facts.error(
                    "how to get the next page can't be told from the answer, but there seems to be one: " + hint
                            + "; set pagination to offset, page, cursor, link, next, last-id or continue with its parameters,"
                            + " or to none if this page is all");
        }
        return new Recognised(new SinglePage(first, "the first answer shows no further page"), rules);
    }

    private static @Nullable Place numberAt(String parent, List<String> names, PageFacts facts) {
        return names.stream()
                .map(name -> Place.of(parent + "/" + name))
                .filter(facts::number)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Place totalAt(String parent, PageFacts facts) {
        Place total = numberAt(parent, UsualPlaces.TOTALS, facts);
        return total != null && MoreHints.total(total, facts) ? total : null;
    }

    private static PagingParameter inQuery(String name) {
        return new PagingParameter(PageIn.QUERY, name);
    }

    private StopRules withHasMore(PageFacts facts) {
        Place found = UsualPlaces.under(UsualPlaces.HAS_MORE).stream()
                .filter(place -> facts.at(place).isBoolean())
                .findFirst()
                .orElse(null);
        Place place = rules.hasMore() == null ? found : rules.hasMore();
        return new StopRules(
                place, rules.done(), rules.total(), rules.totalPages(), rules.maxPages(), rules.maxRecords());
    }

    private StopRules withTotal(@Nullable Place total) {
        Place place = rules.total() == null ? total : rules.total();
        return new StopRules(
                rules.hasMore(), rules.done(), place, rules.totalPages(), rules.maxPages(), rules.maxRecords());
    }

    private StopRules withTotalPages(Place pages) {
        Place place = rules.totalPages() == null ? pages : rules.totalPages();
        return new StopRules(rules.hasMore(), rules.done(), rules.total(), place, rules.maxPages(), rules.maxRecords());
    }
}
