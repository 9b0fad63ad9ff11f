package io.qanat.page;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pointers that a scan looks for, as a tree along their names. Not changed any more once scans begin. */
final class PointerTree {
    static final int NO_RECORDS = -1;

    private final JsonPointer pointer;
    private final Map<String, PointerTree> members = new HashMap<>();
    private boolean indexed;
    private boolean value;
    private int rank = NO_RECORDS;

    PointerTree() {
        this(JsonPointer.empty());
    }

    private PointerTree(JsonPointer pointer) {
        this.pointer = pointer;
    }

    /** Looks for the value at that pointer. */
    void value(JsonPointer wanted) {
        at(wanted).value = true;
    }

    /** Looks for records at that pointer; where several places hold an array, the one of the lowest rank counts. */
    void records(JsonPointer wanted, int wantedRank) {
        PointerTree node = at(wanted);
        if (node.rank == NO_RECORDS) {
            node.rank = wantedRank;
        }
    }

    private PointerTree at(JsonPointer wanted) {
        PointerTree node = this;
        for (JsonPointer rest = wanted; !rest.matches(); rest = rest.tail()) {
            JsonPointer child = node.pointer.appendProperty(rest.getMatchingProperty());
            node.indexed |= rest.mayMatchElement();
            node = node.members.computeIfAbsent(rest.getMatchingProperty(), name -> new PointerTree(child));
        }
        return node;
    }

    JsonPointer pointer() {
        return pointer;
    }

    /** Whether nothing is looked for below that pointer, which is one of the tree's. */
    boolean endsAt(JsonPointer wanted) {
        return at(wanted).members.isEmpty();
    }

    @Nullable
    PointerTree member(String name) {
        return members.get(name);
    }

    /** Whether something is looked for in an element of an array here. */
    boolean indexed() {
        return indexed;
    }

    boolean wantsValue() {
        return value;
    }

    /** The rank as a place of records, or {@link #NO_RECORDS}. */
    int rank() {
        return rank;
    }
}
