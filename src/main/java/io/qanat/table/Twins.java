package io.qanat.table;

import java.util.Locale;

/** Names of fields that differ only in case. */
enum Twins {
    /** They are columns of their own. */
    APART,
    /** The later one gets another column's name, for who takes both for the same, as databases do. */
    ALIKE;

    /** The same text for names of columns that could not stand side by side. */
    String folded(String name) {
        return this == ALIKE ? name.toLowerCase(Locale.ROOT) : name;
    }
}
