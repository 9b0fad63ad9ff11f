package io.qanat.check;

import java.util.Locale;

/** How much a finding matters. */
public enum Severity {
    /** Nothing is pulled before it is corrected. */
    ERROR,
    /** It works, but somebody should look at it. */
    WARNING;

    /** In lower case, as it is shown. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
