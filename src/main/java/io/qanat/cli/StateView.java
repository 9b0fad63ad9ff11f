package io.qanat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.page.Json;
import io.qanat.pull.PullMemory;
import io.qanat.pull.Remembered;
import io.qanat.pull.UnfinishedRun;
import io.qanat.state.Commit;
import io.qanat.state.RunRecord;
import io.qanat.state.StateException;
import io.qanat.state.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a pull, for people and programs.
 *
 * @param pull the pull's name
 * @param place where the state is
 * @param lastRun the latest run, or null before the first
 * @param remembered what the next run begins with
 * @param unfinished the run that the next one may go on with, or null
 * @param pending the run that is complete and waits to be published, or null
 * @param holder who is running it, or null
 */
record StateView(
        String pull,
        String place,
        @Nullable RunRecord lastRun,
        Remembered remembered,
        @Nullable UnfinishedRun unfinished,
        @Nullable Commit pending,
        @Nullable String holder) {
    private static final int WIDEST_CURSOR = 60;
    private static final String NOTHING = "none";

    static StateView of(PullMemory memory, String pull) {
        StateStore store = memory.store();
        List<RunRecord> last = store.runs(pull, 1);
        Commit pending = store.pending(pull);
        return new StateView(
                pull,
                store.place(),
                last.isEmpty() ? null : last.get(0),
                memory.read(pull),
                pending == null ? memory.unfinished(pull) : null,
                pending,
                holder(memory, pull));
    }

    /** Who may only read the state can't find out. */
    private static @Nullable String holder(PullMemory memory, String pull) {
        try {
            return memory.holder(pull);
        } catch (StateException e) {
            return "unknown: " + e.getMessage();
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line("pull", pull));
        lines.add(line("state in", place));
        lines.add(line("last run", lastRun == null ? NOTHING : text(lastRun)));
        lines.addAll(lines(remembered));
        lines.add(line("unfinished", unfinished == null ? NOTHING : text(unfinished)));
        if (pending != null) {
            lines.add(line(
                    "to publish",
                    "run " + pending.run() + " is complete; the next run publishes it, without requests"));
        }
        lines.add(line("running", holder == null ? "no" : holder));
        return lines;
    }

    private static List<String> lines(Remembered remembered) {
        List<String> lines = new ArrayList<>();
        lines.add(line("bookmark", bookmark(remembered)));
        JsonNode cursors = remembered.cursors();
        if (cursors != null) {
            cursors.properties()
                    .forEach(cursor -> lines.add(line(
                            "cursor",
                            (cursor.getKey().isEmpty() ? "" : cursor.getKey() + ": ")
                                    + Texts.shortened(plain(cursor.getValue()), WIDEST_CURSOR))));
        }
        if (remembered.records() != null) {
            lines.add(line("records at", "\"" + remembered.records() + "\""));
        }
        return lines;
    }

    private static String bookmark(Remembered remembered) {
        JsonNode bookmark = remembered.bookmark();
        return bookmark == null
                ? NOTHING
                : value(bookmark) + ", " + Texts.count(remembered.boundaryRecords(), "record") + " near it remembered";
    }

    private static String value(JsonNode bookmark) {
        return plain(bookmark.isObject() ? bookmark.path("value") : bookmark);
    }

    private static String plain(JsonNode node) {
        return node.isValueNode() ? node.asText() : node.toString();
    }

    private static String text(RunRecord run) {
        return run.run() + "  " + run.result() + (run.resumed() ? " resumed" : "") + ", "
                + Texts.count(run.rows(), "row") + " in " + Texts.count(run.pages(), "page") + ", ended "
                + Texts.time(run.ended());
    }

    private static String text(UnfinishedRun run) {
        String begun = run.begun() == null ? "" : ", begun " + Texts.time(run.begun()) + " " + run.range();
        return run.run() + begun + ": " + Texts.nextRun(run);
    }

    private static String line(String label, String text) {
        return String.format(Locale.ROOT, "%-10s  %s", label, text);
    }

    /** What a change did, and how to put back what was there before. */
    static List<String> change(String pull, Remembered before, Remembered after) {
        List<String> lines = new ArrayList<>();
        lines.add(pull + ": the bookmark is " + place(after) + ", and was " + place(before));
        JsonNode kept = before.bookmark() == null ? before.cursors() : before.bookmark();
        if (kept != null) {
            lines.add("to put it back:");
            lines.add("qanat state " + pull + " --set '" + kept.toString().replace("'", "'\\''") + "'");
        }
        return lines;
    }

    private static String place(Remembered remembered) {
        return remembered.bookmark() != null
                ? value(remembered.bookmark())
                : remembered.cursors() != null
                        ? Texts.shortened(remembered.cursors().toString(), WIDEST_CURSOR)
                        : NOTHING;
    }

    String json() {
        ObjectNode node = node(pull, remembered);
        node.put("state", place);
        node.set("last", lastRun == null ? null : Results.node(lastRun));
        node.set("unfinished", unfinished == null ? null : node(unfinished));
        node.put("pending", pending == null ? null : pending.run()).put("running", holder);
        return Results.text(node);
    }

    static String json(String pull, Remembered remembered) {
        return Results.text(node(pull, remembered));
    }

    private static ObjectNode node(String pull, Remembered remembered) {
        ObjectNode node = Json.MAPPER.createObjectNode().put("pull", pull).put("run", remembered.lastRun());
        node.set("bookmark", remembered.bookmark());
        node.set("cursors", remembered.cursors());
        return node.put("records", remembered.records());
    }

    private static ObjectNode node(UnfinishedRun run) {
        return Json.MAPPER
                .createObjectNode()
                .put("run", run.run())
                .put("begun", run.begun() == null ? null : run.begun().toString())
                .put("pages", run.pages())
                .put("resumes", run.goesOn())
                .put("obstacle", run.obstacle());
    }
}
