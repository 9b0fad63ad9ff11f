package io.qanat.page;

import static io.qanat.page.PageException.Kind.FORMAT;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * An element that is being written as JSON while it is read. Whether elements repeat shows only when the second one comes;
 * so a blank stands before each value, which becomes the array's bracket then. Elements of one name that come with others
 * between them are brought together at the end. Used again for the next element at its depth; not thread-safe.
 */
final class XmlElement {
    private static final int MOST_RUNS = 1_000_000;
    private static final int NONE = -1;
    private static final int LATER = -1;
    private static final int KEPT_RUNS = 1_000;
    private static final int KEPT_TEXT = 64 * 1024;

    /** What a character takes while its text grows. */
    private static final int CHARACTER = 3;

    /** What a run takes, and a name of its own in the map. */
    private static final int RUN = 4 * Integer.BYTES;

    private static final int NAME = 100;
    private static final int FEW = 16;

    private final JsonBytes json;
    private final Room room;
    private final PageLabel label;
    private StringBuilder text = new StringBuilder();

    /** The first run of each name. */
    private Map<String, Integer> firsts = new HashMap<>();

    /**
     * Runs of neighbours of one name: where its member and its value begin, the next run of the name if there is one, and for the
     * first run of a name the last one.
     */
    private int[] members = new int[FEW];

    private int[] values = new int[FEW];
    private int[] nexts = new int[FEW];
    private int[] tails = new int[FEW];
    private int runs;
    private String name = "";
    private boolean list;
    private boolean scattered;
    private int begin;

    XmlElement(JsonBytes json, Room room, PageLabel label) {
        this.json = json;
        this.room = room;
        this.label = label;
    }

    /** The element begins where the JSON ends. */
    void begin() {
        begin = json.size();
        name = "";
        runs = 0;
        list = false;
        scattered = false;
    }

    /** Pieces of text are kept until the element ends, as elements may stand between them. */
    void text(char[] chars, int from, int length) {
        room.take((long) CHARACTER * length);
        text.append(chars, from, length);
    }

    /** A value of that name follows. */
    void member(String next) {
        if (runs > 0 && next.equals(name)) {
            json.patch(values[runs - 1], '[');
            list = true;
            json.write(',');
            return;
        }
        endRun();
        json.write(runs == 0 ? '{' : ',');
        addRun(next);
        json.string(next);
        json.write(':');
        values[runs - 1] = json.size();
        json.write(' ');
    }

    private void addRun(String next) {
        if (runs == members.length) {
            grow();
        }
        members[runs] = json.size();
        nexts[runs] = NONE;
        tails[runs] = runs;
        Integer first = firsts.putIfAbsent(next, runs);
        if (first == null) {
            room.take(NAME);
        } else {
            scattered = true;
            nexts[tails[first]] = runs;
            tails[first] = runs;
            tails[runs] = LATER;
        }
        name = next;
        runs++;
    }

    private void grow() {
        if (runs >= MOST_RUNS) {
            throw label.error(FORMAT, "the XML is refused: an element has more than " + MOST_RUNS + " different parts");
        }
        room.take((long) RUN * runs);
        members = Arrays.copyOf(members, runs * 2);
        values = Arrays.copyOf(values, runs * 2);
        nexts = Arrays.copyOf(nexts, runs * 2);
        tails = Arrays.copyOf(tails, runs * 2);
    }

    private void endRun() {
        if (list) {
            json.write(']');
            list = false;
        }
    }

    /** The element ends, and its value is whole. */
    void end() {
        if (runs == 0) {
            json.stringOrNull(isBlank() ? "" : text);
        } else {
            endMembers();
        }
        forget();
    }

    private void endMembers() {
        endRun();
        if (scattered && !json.counting()) {
            gather();
        }
        if (!isBlank()) {
            json.write(',');
            json.string("#text");
            json.write(':');
            json.string(text);
        }
        json.write('}');
    }

    private boolean isBlank() {
        int at = 0;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at == text.length();
    }

    /** Small things are kept for the next element. */
    private void forget() {
        room.free((long) CHARACTER * text.length() + (long) NAME * firsts.size());
        if (text.capacity() > KEPT_TEXT) {
            text = new StringBuilder();
        }
        text.setLength(0);
        if (firsts.size() > KEPT_RUNS) {
            firsts = new HashMap<>();
        }
        firsts.clear();
        if (members.length > KEPT_RUNS) {
            shrink();
        }
    }

    private void shrink() {
        room.free((long) RUN * (members.length - FEW));
        members = new int[FEW];
        values = new int[FEW];
        nexts = new int[FEW];
        tails = new int[FEW];
    }

    /** Writes the members again, each name once, at the place of its first run. */
    private void gather() {
        byte[] scatter = json.takeBack(begin);
        for (int run = 0; run < runs; run++) {
            if (tails[run] != LATER) {
                json.write(run == 0 ? '{' : ',');
                gather(scatter, run);
            }
        }
        json.writtenAgain(scatter);
    }

    private void gather(byte[] scatter, int first) {
        if (nexts[first] == NONE) {
            json.write(scatter, members[first] - begin, end(first, scatter));
            return;
        }
        json.write(scatter, members[first] - begin, values[first] - begin);
        for (int run = first; run != NONE; run = nexts[run]) {
            json.write(run == first ? '[' : ',');
            int value = values[run] - begin;
            boolean several = scatter[value] == '[';
            json.write(scatter, value + 1, end(run, scatter) - (several ? 1 : 0));
        }
        json.write(']');
    }

    /** The byte after a run: the comma before the next one, or the end. */
    private int end(int run, byte[] scatter) {
        return run + 1 < runs ? members[run + 1] - begin - 1 : scatter.length;
    }
}
