package io.qanat.page;

import static io.qanat.page.PageException.Kind.API_ERROR;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The walk over the pages of one slice of a pull: it makes each request from the answer before. The same answers always
 * give the same requests, so that a walk can be repeated from its stored answers after a crash. Not thread-safe.
 */
public final class Pagination {
    private final PageSettings settings;
    private final String subject;

    private final LoopGuard loops = new LoopGuard();
    private final List<String> notes = new ArrayList<>();

    private StopCheck stop;
    private Paginator paginator;
    private ScanPlan plan;
    private @Nullable PageRequest request;
    private @Nullable Long total;
    private @Nullable Place recordsAt;
    private @Nullable String recognised;
    private Map<String, String> shown = Map.of();
    private @Nullable Long pagesInAll;
    private int stride;
    private @Nullable JsonNode kept;
    private @Nullable String asked;
    private String stoppedBy = "";
    private boolean limited;
    private int pages;
    private long rows;

    /**
     * A walk that stands before its first page.
     *
     * @param settings the pull's settings
     * @param first the constant part of the requests, its placeholders filled
     * @param subject begins each message, such as {@code orders}
     * @param knownRecords where an earlier walk found the records ({@link #recordsFound}), or null
     * @throws IllegalArgumentException if paging parameters can't be put into the first request's body
     */
    public Pagination(PageSettings settings, PageRequest first, String subject, @Nullable String knownRecords) {
        this(settings, first, subject, knownRecords, null);
    }

    /**
     * A walk that goes on where an earlier one ended.
     *
     * @param settings the pull's settings
     * @param first the constant part of the requests, its placeholders filled
     * @param subject begins each message, such as {@code orders}
     * @param knownRecords where an earlier walk found the records ({@link #recordsFound}), or null
     * @param earlier what the earlier walk {@linkplain #kept kept}; null to begin at the beginning
     * @throws IllegalArgumentException if paging parameters can't be put into the first request's body, or what was kept is
     *     no cursor or link
     */
    public Pagination(
            PageSettings settings,
            PageRequest first,
            String subject,
            @Nullable String knownRecords,
            @Nullable JsonNode earlier) {
        this.settings = settings;
        this.subject = subject;
        this.stop = Paginators.stopCheck(settings, first);
        this.paginator = Paginators.of(settings, first, stop);
        this.plan = settings.records() != null
                ? plan(settings.records())
                : ScanPlan.auto(settings.request().path(), knownRecords, places(), paginator.readsLastRecord());
        this.kept = earlier;
        PageRequest begin = earlier == null ? paginator.first() : Paginators.from(earlier, settings, paginator.first());
        this.request = begin;
        this.asked = Paginators.firstToken(settings, begin).orElse(null);
        if (asked != null) {
            loops.begin(asked);
        }
    }

    /** The next request, or null at the end. */
    public @Nullable PageRequest request() {
        return request;
    }

    /**
     * Takes the answer to {@link #request} and moves on.
     *
     * @param answer with status 2xx; any other status is taken for an empty page
     * @return its page, cut where {@code maxRecords} ends within it
     * @throws PageException if there is no page in it, or no way to the next one can be trusted; if it is retryable, the
     *     walk still stands before the same request
     * @throws IllegalStateException if the walk has ended
     */
    public Page accept(Answer answer) {
        if (request == null) {
            throw new IllegalStateException(
                    subject + ": the walk has ended (" + stoppedBy + "); no answer is expected");
        }
        PageFacts facts = read(answer);
        Page page = facts.records()
                .range()
                .page(facts.number(), facts.records().scan().bytes(), remaining());
        Paginator next = recognise(facts);
        if (next.moving()) {
            loops.see(facts);
        }
        observeTotal(facts);
        move(next, facts);
        pages++;
        rows += page.size();
        stride = pages == 1 ? facts.rows() : stride;
        pagesInAll = stop.pagesInAll(facts, total, stride);
        replan(facts);
        return page;
    }

    /**
     * The request that the page after {@code ahead} further ones will probably have, so that it can be asked for at the same
     * time: known once the first page has shown its number of rows and how many there are in all. {@link #request} decides:
     * an answer is accepted for it only if the foreseen request was {@link PageRequest#same the same}.
     *
     * @param ahead 1 for the page after the next
     * @return null if the pages can't be known in advance, or there are not so many
     */
    public @Nullable PageRequest foreseen(int ahead) {
        long rowsBefore = rows + (long) ahead * stride;
        boolean none = request == null
                || pagesInAll == null
                || pages + 1 + ahead > pagesInAll
                || beyond(settings.stop().maxPages(), pages + (long) ahead)
                || beyond(settings.stop().maxRecords(), rowsBefore);
        return none ? null : paginator.foreseen(pages + (long) ahead, rowsBefore);
    }

    private static boolean beyond(@Nullable Long most, long before) {
        return most != null && before >= most;
    }

    /** How many rows there are in all, as the last answer that told said; null if none did. */
    public @Nullable Long total() {
        return total;
    }

    /** Whether there is no further page. */
    public boolean exhausted() {
        return request == null;
    }

    /** Why the walk ended, for people; empty before its end. */
    public String stoppedBy() {
        return stoppedBy;
    }

    /** Whether {@code maxPages} or {@code maxRecords} ended it: there may be more. */
    public boolean limited() {
        return limited;
    }

    /** How many pages were taken. */
    public int pages() {
        return pages;
    }

    /** How many rows were taken. */
    public long rows() {
        return rows;
    }

    /** Where the records are, once an answer has shown it; for a later walk. Null before. */
    public @Nullable String recordsFound() {
        return recordsAt == null ? null : recordsAt.text();
    }

    /** How {@code pagination=auto} goes on and why; null with another style and before the first page. */
    public @Nullable String recognised() {
        return recognised;
    }

    /**
     * What {@code pagination=auto} recognised, as the parameters that say the same; empty with another style, before the first
     * page, and where that shows no further page.
     */
    public Map<String, String> shown() {
        return shown;
    }

    /** How the next page is found, for people. */
    public String described() {
        return paginator.describe();
    }

    /**
     * What the next run is to begin with to get only what comes after this walk: the last cursor, or as an absolute URL the
     * last next link or delta link. It stays what it was until an answer has another; null if none had one.
     */
    public @Nullable JsonNode kept() {
        return kept;
    }

    /** What a user should know, since the last call of this method. */
    public List<String> notes() {
        List<String> result = List.copyOf(notes);
        notes.clear();
        return result;
    }

    private PageFacts read(Answer answer) {
        PageLabel label = new PageLabel(subject, pages + 1);
        if (answer.status() / 100 != 2 || answer.status() == 204 || answer.status() == 205) {
            return new PageFacts(label, answer, PageScan.EMPTY, FoundRecords.none(), rows);
        }
        PageScan scan = BodyReader.read(answer, plan, remaining(), label);
        refuseError(new PageFacts(label, answer, scan, FoundRecords.none(), rows));
        FoundRecords found = FoundRecords.in(scan, plan, remaining(), label);
        SequencePlaces.refuse(pagingPlaces(), scan, label);
        if (found.note() != null) {
            notes.add(subject + " page " + label.number() + ": " + found.note());
        }
        return new PageFacts(label, answer, scan, found, rows);
    }

    private List<Place> pagingPlaces() {
        List<Place> places = new ArrayList<>(stop.rules().places());
        if (!(paginator instanceof AutoPaginator)) {
            places.addAll(paginator.places());
        }
        return places;
    }

    private void refuseError(PageFacts facts) {
        Place place = settings.errorFrom();
        JsonNode error = place == null ? null : facts.something(place);
        if (error != null && !empty(error)) {
            String text = error.toString();
            throw facts.label()
                    .error(
                            API_ERROR,
                            "the API says an error at " + place + ": "
                                    + (text.length() > 500 ? text.substring(0, 500) + "…" : text));
        }
    }

    private static boolean empty(JsonNode value) {
        return value.isContainerNode()
                ? value.isEmpty()
                : value.isNumber() && value.decimalValue().signum() == 0;
    }

    private long remaining() {
        Long most = settings.stop().maxRecords();
        return most == null ? Long.MAX_VALUE : most - rows;
    }

    private Paginator recognise(PageFacts facts) {
        if (!(paginator instanceof AutoPaginator auto)) {
            return paginator;
        }
        Recognised found = auto.recognise(facts);
        recognised = found.paginator().describe();
        shown = ShownParameters.of(found);
        stop = new StopCheck(found.rules(), 0);
        return found.paginator();
    }

    private void observeTotal(PageFacts facts) {
        Long now = stop.total(facts);
        if (now != null && total != null && !now.equals(total)) {
            notes.add(subject + " page " + facts.number() + ": the total changed from " + total + " to " + now
                    + ": records were added or removed while pulling, so some may be missing or come twice");
        }
        total = now == null ? total : now;
    }

    /** Takes over what follows; nothing in here fails for a reason that another answer would heal. */
    private void move(Paginator next, PageFacts facts) {
        Step step = step(next, facts);
        if (facts.rows() > remaining()) {
            limit("maxRecords of " + settings.stop().maxRecords() + " reached");
        } else if (step instanceof Step.Next following) {
            keep(next, facts);
            follow(following, facts);
        } else if (step instanceof Step.End end) {
            keep(next, facts);
            end(end.reason(), facts);
        }
        paginator = next;
    }

    private Step step(Paginator next, PageFacts facts) {
        String ended = stop.ended(facts, total);
        if (ended != null) {
            return new Step.End(ended);
        }
        Step step = unlessUnmoved(next.after(facts), facts);
        if (step instanceof Step.End end) {
            stop.confirm(end.reason(), facts);
            noteHints(next, facts);
        }
        return step;
    }

    /** Where a cursor is kept, an empty page that leads to itself says that there is nothing new. */
    private Step unlessUnmoved(Step step, PageFacts facts) {
        boolean unmoved = settings.keepCursor()
                && facts.rows() == 0
                && step instanceof Step.Next next
                && next.token() != null
                && next.token().text().equals(asked);
        return unmoved ? new Step.End("an empty page that leads to itself") : step;
    }

    /** A page that a limit cuts keeps what led to it: its other records come with the next run. */
    private void keep(Paginator next, PageFacts facts) {
        JsonNode found = settings.keepCursor() ? next.keep(facts) : null;
        kept = found == null ? kept : found;
    }

    private void follow(Step.Next next, PageFacts facts) {
        StopRules rules = settings.stop();
        if (rules.maxPages() != null && facts.number() >= rules.maxPages()) {
            limit("maxPages of " + rules.maxPages() + " reached");
        } else if (rules.maxRecords() != null && facts.rowsSoFar() >= rules.maxRecords()) {
            limit("maxRecords of " + rules.maxRecords() + " reached");
        } else {
            loops.follow(next.token(), facts);
            asked = next.token() == null ? null : next.token().text();
            request = next.request();
        }
    }

    private void limit(String reason) {
        limited = true;
        stoppedBy = reason;
        request = null;
    }

    private void end(String reason, PageFacts facts) {
        stoppedBy = reason;
        request = null;
        if (total != null && stop.rowsSkipped() + facts.rowsSoFar() != total) {
            notes.add(subject + " page " + facts.number() + ": the end (" + reason + ") came after " + facts.rowsSoFar()
                    + " rows, but the API said " + total + " in all");
        }
    }

    /** A place that is never there looks like a walk's end: what else hints at more is told. */
    private void noteHints(Paginator next, PageFacts facts) {
        String hint = facts.number() == 1 && next.tokens() ? MoreHints.in(facts) : null;
        if (hint != null) {
            notes.add(subject + " page 1: " + next.describe() + " shows no further page, but " + hint
                    + "; check the pull's paging parameters");
        }
    }

    private void replan(PageFacts facts) {
        if (settings.records() == null && recordsAt == null) {
            recordsAt = facts.records().place();
        }
        Place at = settings.records() == null ? recordsAt : settings.records();
        if (at != null) {
            plan = plan(at).lines(plan.lines() || facts.scan().form().sequential());
        }
    }

    private ScanPlan plan(Place records) {
        return ScanPlan.at(records, places(), paginator.readsLastRecord());
    }

    private List<Place> places() {
        List<Place> places = new ArrayList<>(paginator.places());
        places.addAll(stop.rules().places());
        if (settings.errorFrom() != null) {
            places.add(settings.errorFrom());
        }
        if (pages == 0 && paginator.tokens()) {
            places.addAll(MoreHints.PLACES);
        }
        return places;
    }
}
