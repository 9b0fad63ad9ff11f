package io.qanat.page;

/**
 * Recognises JSON (RFC 8259) in bytes without making anything of it, several times as fast as a parser that makes tokens.
 * It is sure of plain JSON only: where something is wrong or rare (a name with an escape, names that change all the time,
 * deep nesting, damaged UTF-8), it answers {@link #UNSURE} and leaves the verdict, and the message, to the parser. A name that
 * comes twice in an object makes it unsure too. Not thread-safe.
 */
final class PlainJson {
    /** The answer in place of a position. */
    static final int UNSURE = -1;

    private static final int MAX_DEPTH = 64;
    private static final int MAX_DIGITS = 500;

    private final byte[] bytes;
    private final int to;

    /** Recognises values that end before that position. */
    PlainJson(byte[] bytes, int to) {
        this.bytes = bytes;
        this.to = to;
    }

    /** The byte at a position; 0, which stands nowhere in JSON, behind the end. */
    byte at(int position) {
        return position < to ? bytes[position] : 0;
    }

    /** The first position from there on that has no white space. */
    int space(int from) {
        int i = from;
        while (i < to
                && bytes[i] <= ' '
                && (bytes[i] == ' ' || bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t')) {
            i++;
        }
        return i;
    }

    /** Room for the names of objects that stand in one place. */
    PlainNames names() {
        return new PlainNames(bytes, to);
    }

    /**
     * Recognises a value.
     *
     * @param names those of the objects in its place
     * @return the position after it, or {@link #UNSURE}
     */
    int value(int from, PlainNames names, int depth) {
        return switch (at(from)) {
            case '"' -> string(from + 1);
            case '{' -> depth < MAX_DEPTH ? object(from, names, depth) : UNSURE;
            case '[' -> depth < MAX_DEPTH ? array(from, names, depth) : UNSURE;
            case 't' -> literal(from, "true");
            case 'f' -> literal(from, "false");
            case 'n' -> literal(from, "null");
            default -> number(from);
        };
    }

    private int object(int from, PlainNames names, int depth) {
        int object = names.begin();
        int i = space(from + 1);
        if (at(i) == '}') {
            return i + 1;
        }
        for (int place = 0; at(i) == '"'; place++) {
            place = names.place(object, place, i + 1);
            i = place == UNSURE ? UNSURE : space(i + 2 + names.length(place));
            if (i == UNSURE || at(i) != ':') {
                return UNSURE;
            }
            i = value(space(i + 1), names.below(place), depth + 1);
            i = i == UNSURE ? UNSURE : space(i);
            if (i == UNSURE || at(i) != ',') {
                return i != UNSURE && at(i) == '}' ? i + 1 : UNSURE;
            }
            i = space(i + 1);
        }
        return UNSURE;
    }

    private int array(int from, PlainNames names, int depth) {
        int i = space(from + 1);
        if (at(i) == ']') {
            return i + 1;
        }
        while (true) {
            i = value(i, names, depth + 1);
            i = i == UNSURE ? UNSURE : space(i);
            if (i == UNSURE || at(i) != ',') {
                return i != UNSURE && at(i) == ']' ? i + 1 : UNSURE;
            }
            i = space(i + 1);
        }
    }

    /** The position after a string's end; {@code from} is after its first quote. */
    int string(int from) {
        byte[] text = bytes; // Java's first compiler reads a field again each time
        int end = to;
        int i = from;
        while (i >= 0 && i < end) {
            byte c = text[i];
            if (c > '"' && c != '\\') {
                i++;
            } else if (c == '"') {
                return i + 1;
            } else if (c == '\\') {
                i = escape(i + 1);
            } else {
                i = c >= ' ' ? i + 1 : character(i);
            }
        }
        return UNSURE;
    }

    private int escape(int from) {
        return switch (at(from)) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> from + 1;
            case 'u' -> hex(from + 1) && hex(from + 2) && hex(from + 3) && hex(from + 4) ? from + 5 : UNSURE;
            default -> UNSURE;
        };
    }

    private boolean hex(int position) {
        return Character.digit(at(position), 16) >= 0;
    }

    /** A character of several bytes (RFC 3629 §4); those that only begin like one are left to the parser. */
    private int character(int from) {
        int lead = at(from) & 0xff;
        int next = at(from + 1) & 0xff;
        return switch (lead >> 4) {
            case 0xc -> lead < 0xc2 ? UNSURE : continues(from, 1);
            case 0xd -> continues(from, 1);
            case 0xe -> (lead == 0xe0 && next < 0xa0) || (lead == 0xed && next >= 0xa0) ? UNSURE : continues(from, 2);
            case 0xf ->
                lead > 0xf4 || (lead == 0xf0 && next < 0x90) || (lead == 0xf4 && next >= 0x90)
                        ? UNSURE
                        : continues(from, 3);
            default -> UNSURE;
        };
    }

    private int continues(int from, int more) {
        for (int i = from + 1; i <= from + more; i++) {
            if ((at(i) & 0xc0) != 0x80) {
                return UNSURE;
            }
        }
        return from + more + 1;
    }

    private int literal(int from, String word) {
        for (int i = 1; i < word.length(); i++) {
            if (at(from + i) != word.charAt(i)) {
                return UNSURE;
            }
        }
        return from + word.length();
    }

    private int number(int from) {
        int whole = at(from) == '-' ? from + 1 : from;
        int i = at(whole) == '0' ? whole + 1 : digits(whole);
        if (i != UNSURE && at(i) == '.') {
            i = digits(i + 1);
        }
        if (i != UNSURE && (at(i) | 0x20) == 'e') {
            boolean signed = at(i + 1) == '+' || at(i + 1) == '-';
            i = digits(signed ? i + 2 : i + 1);
        }
        return i - from > MAX_DIGITS ? UNSURE : i;
    }

    private int digits(int from) {
        byte[] text = bytes;
        int end = to;
        int i = from;
        while (i < end && text[i] >= '0' && text[i] <= '9') {
            i++;
        }
        return i == from ? UNSURE : i;
    }
}
