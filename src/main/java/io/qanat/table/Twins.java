package io.qanat.table;

/** Names of fields that differ only in case. */
enum Twins {
    /** They are columns of their own. */
    APART,
    /** The later one gets another column's name, for who takes both for the same, as databases do. */
    ALIKE;

    /** What two names have in common that could not stand side by side: as {@link String#equalsIgnoreCase} compares. */
    String key(String name) {
        if (this == APART) {
            return name;
        }
        StringBuilder key = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            key.append(Character.toLowerCase(Character.toUpperCase(name.charAt(i))));
        }
        return key.toString();
    }
}
