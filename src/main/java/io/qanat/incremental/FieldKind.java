package io.qanat.incremental;

import java.util.Locale;

/** What the values of an incremental field are. A field has values of one kind. */
public enum FieldKind {
    /** A moment. */
    TIME,
    /** A number that counts up. */
    ID,
    /** Any other text, ordered by code point, such as ULIDs. */
    TEXT;

    /** As it stands in stored JSON. */
    String written() {
        return name().toLowerCase(Locale.ROOT);
    }
}
