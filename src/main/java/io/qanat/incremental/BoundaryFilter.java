package io.qanat.incremental;

import io.qanat.incremental.Position.Moment;
import io.qanat.page.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out of a run's pages the records that were published before, and finds where the next run begins. A record comes
 * once if the API includes its lower bound; if it excludes it, {@code lookback} must be longer than nothing, since records
 * of one moment may come apart. A record is known by its value and its bytes: one that changed is a new one, and where an API
 * writes the same record differently each time, the table needs a {@code primaryKey}. What is left out
 * depends only on bookmark and bounds, so that a page that is replayed after a crash gives the same. Thread-safe: one filter
 * serves all slices of a run.
 */
public final class BoundaryFilter {
    /** The most contents that are kept to recognise records by. */
    public static final int MOST_HASHES = 100_000;

    private final IncrementalSettings settings;
    private final String subject;
    private final @Nullable Bookmark old;
    private final Bounds bounds;
    private final InstantSource clock;
    private final Values values;
    private final Boundary boundary;
    private final Tally tally = new Tally();
    private @Nullable FieldKind kind;
    private @Nullable Position last;
    private boolean rising;
    private boolean falling;

    /**
     * A filter for one run.
     *
     * @param settings the pull's settings
     * @param subject begins each message, such as {@code orders}
     * @param old the bookmark before the run; null if there is none
     * @param bounds what the run asks for
     * @param clock our clock
     */
    public BoundaryFilter(
            IncrementalSettings settings, String subject, @Nullable Bookmark old, Bounds bounds, InstantSource clock) {
        this(settings, subject, old, bounds, clock, MOST_HASHES);
    }

    BoundaryFilter(
            IncrementalSettings settings,
            String subject,
            @Nullable Bookmark old,
            Bounds bounds,
            InstantSource clock,
            int mostHashes) {
        this.settings = settings;
        this.subject = subject;
        this.old = old;
        this.bounds = bounds;
        this.clock = clock;
        this.values = new Values(settings.format());
        this.boundary = new Boundary(settings.lookback(), old, mostHashes);
        this.kind = kindOf(bounds.lower() == null ? bounds.upper() : bounds.lower());
    }

    /**
     * Takes a page of the run, before its steps.
     *
     * @return the same page if nothing is left out; else one with the same number and the records that stay
     * @throws IncrementalException if a record has no value, or one of another kind than the others
     */
    public Page take(Page page) {
        Instant latest = clock.instant().plus(Windows.FUTURE);
        PageCut cut = new PageCut(page);
        try (RecordScan scan = new RecordScan(page, settings.field())) {
            while (scan.next()) {
                if (stays(scan, page, latest)) {
                    cut.keep(scan.from(), scan.to());
                } else {
                    cut.drop();
                }
            }
        }
        return cut.page();
    }

    /**
     * The bookmark after the run, to be stored only with what the run publishes.
     *
     * @param extent how much of what it asked for the run has got
     * @return null if there is still none
     */
    public synchronized @Nullable Bookmark end(Extent extent) {
        String stays = stays(extent);
        if (stays != null) {
            tally.told(subject + ": the bookmark stays at "
                    + (old == null ? "the beginning" : old.at().text()) + ": " + stays);
            return old;
        }
        if (bounds.goal() != null) {
            return old;
        }
        Moment past = extent == Extent.WHOLE ? past() : null;
        if (past != null && (kind == null || kind == FieldKind.TIME)) {
            boundary.reach(past);
        }
        if (boundary.full()) {
            tally.told(subject + ": more than " + MOST_HASHES + " records lie within the lookback of the bookmark, so"
                    + " that not all of them can be recognised when they come again; give the table a primaryKey, or"
                    + " shorten lookback");
        }
        return boundary.bookmark();
    }

    /** What a user should know of the run, once it has {@linkplain #end ended}. */
    public synchronized List<String> notes() {
        return tally.notes(subject, settings, bounds);
    }

    private boolean stays(RecordScan scan, Page page, Instant latest) {
        Position position = position(scan, page);
        if (position == null) {
            return true;
        }
        synchronized (this) {
            return judge(scan, position, latest);
        }
    }

    private boolean judge(RecordScan scan, Position position, Instant latest) {
        order(position);
        if (bounds.lower() != null && position.compareTo(bounds.lower()) < 0) {
            tally.older++;
            return false;
        }
        if (beyond(position)) {
            tally.later++;
            return false;
        }
        boolean known = old != null && !bounds.backfill() && old.near(position) && old.has(position, scan.hash());
        if (known) {
            tally.known++;
        }
        track(scan, position, latest, known);
        return !known;
    }

    private void track(RecordScan scan, Position position, Instant latest, boolean known) {
        if (bounds.goal() != null) {
            return;
        }
        if (position instanceof Moment moment && moment.at().isAfter(latest)) {
            tally.future(moment);
        } else {
            boundary.reach(position);
        }
        if (!known) {
            boundary.see(position, scan::hash);
        }
    }

    private boolean beyond(Position position) {
        if (bounds.upper() == null) {
            return false;
        }
        int order = position.compareTo(bounds.upper());
        return bounds.more() ? order >= 0 : order > 0;
    }

    private void order(Position position) {
        if (last != null) {
            int order = position.compareTo(last);
            rising |= order > 0;
            falling |= order < 0;
        }
        last = position;
    }

    private @Nullable Position position(RecordScan scan, Page page) {
        String text = scan.text();
        if (!scan.scalar()) {
            throw error(
                    scan,
                    page,
                    "there is an object, an array or true or false at " + settings.field()
                            + ", where a time, a number or a text was expected");
        }
        if (text == null) {
            missing(scan, page);
            return null;
        }
        try {
            return known(values.read(text, scan.numeric(), kind()));
        } catch (IllegalArgumentException e) {
            throw error(scan, page, settings.field() + ": " + e.getMessage());
        }
    }

    private synchronized void missing(RecordScan scan, Page page) {
        if (settings.onMissing() == MissingField.FAIL) {
            throw error(
                    scan,
                    page,
                    "there is nothing at " + settings.field() + ", the incrementalField; correct that,"
                            + " or set onMissingField=count to take such records all the same");
        }
        tally.missing++;
    }

    private synchronized @Nullable FieldKind kind() {
        return kind;
    }

    /** The first value settles the kind of all; another thread's may have come first. */
    private synchronized Position known(Position position) {
        if (kind == null) {
            requireFit(position.kind());
            kind = position.kind();
        } else if (kind != position.kind()) {
            throw new IllegalArgumentException(Values.mixed(position, kind));
        }
        return position;
    }

    private void requireFit(FieldKind first) {
        if (!settings.lookback().fits(first)) {
            throw new IllegalArgumentException(
                    "lookback: " + settings.lookback().mistake(first));
        }
    }

    /** Why the bookmark is left alone though the run asked for all up to now; null if it isn't. */
    private @Nullable String stays(Extent extent) {
        if (bounds.goal() != null) {
            return null;
        }
        if (bounds.from() != null && old != null && bounds.from().compareTo(old.at()) > 0) {
            return "--since " + bounds.from().text() + " lies after it, and what lies between was not pulled";
        }
        if (extent == Extent.PARTS) {
            return "a part of the run is missing, and would not be asked for again";
        }
        if (extent == Extent.BEGINNING && (falling || !rising)) {
            return "a limit ended the run, and the records don't come in ascending order of " + settings.field()
                    + ", so that older ones may be missing; leave out maxPages and maxRecords, or have the API sort";
        }
        return null;
    }

    /** Until when the range is complete by the clocks, record or not; null if only values count. */
    private @Nullable Moment past() {
        Duration window = settings.window();
        if (window == null || !(bounds.lower() instanceof Moment lower)) {
            return null;
        }
        Instant end = bounds.more() && bounds.upper() instanceof Moment upper ? upper.at() : bounds.begun();
        return Windows.safe(lower, window, end, bounds.begun());
    }

    private IncrementalException error(RecordScan scan, Page page, String message) {
        return new IncrementalException(
                subject + " page " + page.number() + ": record " + scan.number() + ": " + message);
    }

    private static @Nullable FieldKind kindOf(@Nullable Position position) {
        return position == null ? null : position.kind();
    }
}
