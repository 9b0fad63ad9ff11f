package io.qanat.incremental;

import io.qanat.incremental.Position.Moment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a filter has met in a run, for people. Not thread-safe. */
final class Tally {
    long missing;
    long older;
    long later;
    long known;
    private long futures;
    private @Nullable Moment future;
    private final List<String> told = new ArrayList<>();

    /** A value that lies too far ahead. */
    void future(Moment moment) {
        futures++;
        future = future == null || moment.compareTo(future) > 0 ? moment : future;
    }

    void told(String note) {
        told.add(note);
    }

    /** All that is worth a line. */
    List<String> notes(String subject, IncrementalSettings settings, Bounds bounds) {
        List<String> notes = new ArrayList<>();
        note(notes, missing, subject, "without " + settings.field() + " taken; they are taken again by every run");
        note(notes, known, subject, "left out, as they were published before");
        note(
                notes,
                older,
                subject,
                "left out, as they are older than " + text(bounds.lower()) + ": the API sends more than was asked for"
                        + (bounds.query(settings).isEmpty() ? "; if it can filter, set incrementalParam" : ""));
        note(
                notes,
                later,
                subject,
                "left out, as they are later than " + text(bounds.upper())
                        + (bounds.more() ? "; they come with the next window" : ""));
        if (future != null) {
            note(
                    notes,
                    futures,
                    subject,
                    "taken whose " + settings.field() + " lies more than a day in the future," + " up to "
                            + future.text() + "; the bookmark doesn't follow them");
        }
        notes.addAll(told);
        return notes;
    }

    private static void note(List<String> notes, long count, String subject, String what) {
        if (count > 0) {
            notes.add(subject + ": " + count + (count == 1 ? " record " : " records ") + what);
        }
    }

    private static String text(@Nullable Position position) {
        return position == null ? "the bound" : position.text();
    }
}
