package io.qanat.cli;

import java.time.Duration;
import java.util.Optional;

/**
 * How fast a run goes: over the last 10 to 20 seconds, so that pages of an interrupted run, which come from the disk, count
 * only at first. Not thread-safe.
 */
final class Pulse {
    private static final long SPAN = Duration.ofSeconds(10).toNanos();
    private static final double SECOND = Duration.ofSeconds(1).toNanos();
    private static final int LONGEST_DAYS = 30;

    private final long begun;
    private Sample from;
    private Sample next;
    private Sample last;

    /** Begins with what there is at that time, in nanoseconds. */
    Pulse(Snapshot first, long now) {
        begun = now;
        from = new Sample(now, first.rows(), first.requests());
        next = from;
        last = from;
    }

    private record Sample(long time, long rows, long requests) {}

    /** Has a look. */
    void beat(Snapshot snapshot, long now) {
        last = new Sample(now, snapshot.rows(), snapshot.requests());
        if (now - next.time() >= SPAN) {
            from = next;
            next = last;
        }
    }

    Duration elapsed() {
        return Duration.ofNanos(last.time() - begun);
    }

    double rowsPerSecond() {
        return perSecond(last.rows() - from.rows());
    }

    double requestsPerSecond() {
        return perSecond(last.requests() - from.requests());
    }

    private double perSecond(long count) {
        long time = last.time() - from.time();
        return time <= 0 ? 0 : count * SECOND / time;
    }

    /** How long it will still take at this speed; nothing if the total isn't known or nothing moves. */
    Optional<Duration> left(Snapshot snapshot) {
        Long expected = snapshot.expected();
        double speed = rowsPerSecond();
        if (expected == null || speed <= 0) {
            return Optional.empty();
        }
        double seconds = Math.max(0, expected - snapshot.rows()) / speed;
        return Optional.of(Duration.ofSeconds((long) Math.ceil(seconds))).filter(time -> time.toDays() < LONGEST_DAYS);
    }
}
