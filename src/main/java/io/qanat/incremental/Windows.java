package io.qanat.incremental;

import io.qanat.incremental.Position.Moment;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The ranges that a pull's runs ask for: all from the bookmark to now, or, with {@code window}, one range after the other,
 * each a run of its own. Ranges leave no gap and, by value, don't overlap: a window takes its beginning and leaves out its
 * end, which the next one begins with. Stateless but for its settings, and thread-safe.
 *
 * <p>Two clocks: ours and the API's may differ by {@link #CLOCK_MARGIN}. A range that ends further in the past is complete,
 * and the bookmark may move to its end even if no record came. Anything nearer is only passed by records that were seen.
 *
 * @param settings the pull's settings
 * @param subject begins each message, such as {@code orders}
 */
public record Windows(IncrementalSettings settings, String subject) {
    /** How far the API's clock and ours may differ. */
    public static final Duration CLOCK_MARGIN = Duration.ofMinutes(15);

    /** Such a value is a mistake in a record, and never becomes the bookmark. */
    public static final Duration FUTURE = Duration.ofDays(1);

    /**
     * The bounds of a run.
     *
     * @param bookmark where the last run came to; null before the first
     * @param backfill a range by hand, or null
     * @param now our clock
     * @throws IncrementalException if bookmark and settings don't fit together
     */
    public Bounds first(@Nullable Bookmark bookmark, @Nullable Backfill backfill, Instant now) {
        Instant begun = now.truncatedTo(ChronoUnit.SECONDS);
        if (backfill != null) {
            Position from = spelt(backfill.since(), bookmark);
            Position until = backfill.until();
            requireSame(from, bookmark);
            return bounds(from, from, from, new Reach(from, until == null ? null : spelt(until, bookmark), begun));
        }
        Reach reach = new Reach(null, null, begun);
        if (bookmark == null) {
            return bounds(settings.since(), settings.since(), settings.since(), reach);
        }
        require(bookmark.at().kind());
        Position lower = settings.lookback().before(bookmark.at());
        return bounds(bookmark.at(), lower, lower, reach);
    }

    /** A person may write a date where the API's values, of which the bookmark is one, are times. */
    private static Position spelt(Position written, @Nullable Bookmark bookmark) {
        return written instanceof Moment moment && bookmark != null && bookmark.at() instanceof Moment seen
                ? seen.at(moment.at())
                : written;
    }

    /**
     * The bounds of the run after one that was published, has {@link Bounds#more}, and got all it asked for.
     *
     * @param done that run's bounds
     * @param now our clock
     */
    public Bounds next(Bounds done, Instant now) {
        Position position = done.upper();
        if (!done.more() || position == null) {
            throw new IllegalArgumentException(subject + ": no window follows " + done);
        }
        Position sent = settings.lookback().before(position);
        return bounds(
                position,
                sent,
                done.backfill() ? position : sent,
                new Reach(done.from(), done.goal(), now.truncatedTo(ChronoUnit.SECONDS)));
    }

    /** What the windows of one firing share. */
    private record Reach(@Nullable Position from, @Nullable Position goal, Instant begun) {}

    private Bounds bounds(@Nullable Position at, @Nullable Position sent, @Nullable Position lower, Reach reach) {
        if (at != null) {
            require(at.kind());
        }
        Position end = settings.window() == null ? null : windowEnd(at, settings.window(), reach);
        Position first = settings.window() != null && sent instanceof Moment moment
                ? new Moment(moment.at(), spelling(moment, settings.window()))
                : sent;
        Position until = end != null ? end : reach.goal != null ? reach.goal : now(at, reach);
        return new Bounds(
                first == null ? null : written(first, false),
                until == null ? null : written(until, true),
                lower,
                end != null ? end : reach.goal,
                end != null,
                reach.from,
                reach.goal,
                reach.begun);
    }

    /** Where a window ends that another one follows; null for the last. */
    private @Nullable Position windowEnd(@Nullable Position at, Duration window, Reach reach) {
        if (!(at instanceof Moment begin)) {
            throw new IncrementalException(subject + ": window needs a moment to begin at, but there is "
                    + (at == null ? "no bookmark yet" : Values.article(at.kind()))
                    + (at == null ? "; set since, such as since=2026-01-01" : "; leave window out"));
        }
        Instant end = begin.at().plus(window);
        if (reach.goal instanceof Moment goal) {
            return end.isBefore(goal.at()) ? new Moment(end, spelling(begin, window)) : null;
        }
        Moment safe = safe(begin, window, end, reach.begun);
        return end.isBefore(reach.begun) && safe.compareTo(begin) > 0 ? safe : null;
    }

    /** The end of a range, no later than what is safely past, and such that it can be spelt like the API's values. */
    static Moment safe(Moment like, Duration window, Instant end, Instant now) {
        Instant past = now.minus(CLOCK_MARGIN);
        Look look = spelling(like, window);
        return new Moment(look.floor(end.isAfter(past) ? past : end), look);
    }

    /** How the ends of windows are spelt: like the beginning, unless that has no place for the window's length. */
    private static Look spelling(Moment begin, Duration window) {
        return begin.look().expresses(Instant.EPOCH.plus(window)) ? begin.look() : Look.ISO;
    }

    /** Now, for requests that name an end; never before the beginning, if the API's clock is ahead. */
    private @Nullable Position now(@Nullable Position at, Reach reach) {
        if (!settings.asksUntil()) {
            return null;
        }
        if (at == null) {
            return new Moment(reach.begun, Look.ISO);
        }
        if (at instanceof Moment begin) {
            Look look = settings.window() == null ? begin.look() : spelling(begin, settings.window());
            return new Moment(begin.at().isAfter(reach.begun) ? begin.at() : reach.begun, look);
        }
        if (settings.untilPlaceholder()) {
            throw new IncrementalException(subject + ": {until} in the request has no value, as " + settings.field()
                    + " holds " + Values.plural(at.kind()) + " and not times; leave it out");
        }
        return null;
    }

    private void requireSame(Position from, @Nullable Bookmark bookmark) {
        if (bookmark != null && bookmark.at().kind() != from.kind()) {
            throw new IncrementalException(subject + ": --since " + from.text() + " is "
                    + Values.article(from.kind()) + ", but the bookmark "
                    + bookmark.at().text() + " is "
                    + Values.article(bookmark.at().kind()) + "; write one like it, or reset the state");
        }
    }

    private void require(FieldKind kind) {
        if (settings.format().time() && kind != FieldKind.TIME) {
            throw new IncrementalException(subject + ": the run begins at " + Values.article(kind)
                    + ", but incrementalFormat says that " + settings.field()
                    + " holds times; correct the setting, or the bookmark in the state");
        }
        if (!settings.lookback().fits(kind)) {
            throw new IncrementalException(
                    subject + ": lookback: " + settings.lookback().mistake(kind));
        }
    }

    private String written(Position position, boolean up) {
        return position instanceof Moment moment ? settings.format().write(moment, up) : position.text();
    }
}
