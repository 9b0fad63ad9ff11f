package io.qanat.cli;

import java.util.Iterator;
import java.util.List;

/** Marks a parameter that takes the name of a pull, for the completion of shells, which look the names up themselves. */
final class PullNames implements Iterable<String> {
    /** Stands for the names in the script that picocli makes. */
    static final String MARK = "QANAT_PULLS";

    @Override
    public Iterator<String> iterator() {
        return List.of(MARK).iterator();
    }
}
