package io.qanat.page;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of the objects that stand in one place of the records, for {@link PlainJson}: where earlier objects' names stand,
 * which of them the object at hand has, and the names of what lies below each. Objects of one kind have their names in one
 * order, so that mostly one comparison of bytes is enough. Not thread-safe.
 */
final class PlainNames {
    /** With more names, objects are data and no records. */
    private static final int MOST = 500;

    private final byte[] bytes;
    private final int to;
    private int[] starts = new int[16];
    private int[] lengths = new int[16];
    private int[] seenIn = new int[16];
    private @Nullable PlainNames[] below = new PlainNames[16];
    private int size;
    private int objects;

    PlainNames(byte[] bytes, int to) {
        this.bytes = bytes;
        this.to = to;
    }

    /** An object begins; returns its number. */
    int begin() {
        return ++objects;
    }

    /** How many bytes the name at that place has. */
    int length(int place) {
        return lengths[place];
    }

    /** The names of the objects that are that name's values. */
    PlainNames below(int place) {
        PlainNames known = below[place];
        if (known == null) {
            known = new PlainNames(bytes, to);
            below[place] = known;
        }
        return known;
    }

    /**
     * The place of the object's next name.
     *
     * @param object its number; an object within it may have begun since
     * @param expected the place that the name had if the objects were alike
     * @param from where the name begins, after its quote
     * @return {@link PlainJson#UNSURE} if the name came before, has an escape or is no text
     */
    int place(int object, int expected, int from) {
        int place = expected < size && stands(expected, from) ? expected : search(expected, from);
        if (place == PlainJson.UNSURE || seenIn[place] == object) {
            return PlainJson.UNSURE;
        }
        seenIn[place] = object;
        return place;
    }

    /** Whether that name stands there, up to its quote. */
    private boolean stands(int place, int from) {
        byte[] text = bytes;
        int start = starts[place];
        int length = lengths[place];
        if (from + length >= to || text[from + length] != '"') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text[from + i] != text[start + i]) {
                return false;
            }
        }
        return true;
    }

    private int search(int expected, int from) {
        int length = quote(from) - from;
        if (length < 0) {
            return PlainJson.UNSURE;
        }
        for (int ahead = 1; ahead <= size; ahead++) {
            int place = (expected + ahead) % size;
            if (lengths[place] == length && stands(place, from)) {
                return place;
            }
        }
        return size == MOST ? PlainJson.UNSURE : add(from, length);
    }

    /** Where the name's quote stands; only plain names are compared by their bytes. */
    private int quote(int from) {
        int i = from;
        while (i < to && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        return i < to && bytes[i] == '"' ? i : PlainJson.UNSURE;
    }

    private int add(int from, int length) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            lengths = Arrays.copyOf(lengths, size * 2);
            seenIn = Arrays.copyOf(seenIn, size * 2);
            below = Arrays.copyOf(below, size * 2);
        }
        starts[size] = from;
        lengths[size] = length;
        return size++;
    }
}
