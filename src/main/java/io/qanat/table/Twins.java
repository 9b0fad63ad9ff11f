package io.qanat.table;

/** Names of fields that differ only in case. */
enum Twins {
    /** They are columns of their own. */
    APART,
    /** The later one gets another column's name, for who takes both for the same, as databases do. */
    ALIKE;

    /** Whether two columns of these names could not stand side by side. */
    boolean clash(String name, String other) {
        return this == ALIKE ? name.equalsIgnoreCase(other) : name.equals(other);
    }
}
