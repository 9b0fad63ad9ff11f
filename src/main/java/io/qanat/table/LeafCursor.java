package io.qanat.table;

/** Goes over a column's buffer, entry by entry. Not thread-safe. */
final class LeafCursor {
    private Leaf leaf;
    private int entry;
    private int value;

    LeafCursor(Leaf leaf) {
        this.leaf = leaf;
    }

    /** Begins with another buffer of the same column. */
    void over(Leaf other) {
        leaf = other;
        entry = 0;
        value = 0;
    }

    Leaf leaf() {
        return leaf;
    }

    /** How much of the entry's path is there. */
    int definition() {
        return leaf.definition(entry);
    }

    /** At which level the entry repeats; 0, a new record, at the end. */
    int repetition() {
        return entry < leaf.entries() ? leaf.repetition(entry) : 0;
    }

    /** Whether the entry is a value. */
    boolean there() {
        return definition() == leaf.maxDefinition();
    }

    /** The value's place in the buffer. */
    int index() {
        return value;
    }

    void next() {
        value += there() ? 1 : 0;
        entry++;
    }

    /** Passes over the entries of a record. */
    void skipRow() {
        do {
            next();
        } while (repetition() > 0);
    }

    /** Adds the entries of a record to another buffer of the same column, and goes on to the next. */
    void copyRow(Leaf other) {
        do {
            if (there()) {
                leaf.copyTo(other, value, leaf.repetition(entry));
            } else {
                other.addNull(leaf.repetition(entry), definition());
            }
            next();
        } while (repetition() > 0);
    }
}
