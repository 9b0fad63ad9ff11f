package io.qanat.verify;

import java.util.Collection;
import java.util.Locale;

/**
 * What became of a name.
 *
 * @param result whether it is real
 * @param message why; empty if it is simply there
 * @param nearby the real names among which it should be
 */
public record Verdict(Result result, String message, Collection<String> nearby) {

    /** Whether a name is real. */
    public enum Result {
        /** It is there. */
        FOUND,
        /** It is there, but the API asks not to use it any more. */
        DEPRECATED,
        /** It isn't there. */
        MISSING,
        /** It can't be told. */
        UNKNOWN;

        /** In lower case, as it is shown. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Verdict found() {
        return new Verdict(Result.FOUND, "", java.util.List.of());
    }

    static Verdict deprecated() {
        return new Verdict(Result.DEPRECATED, "is deprecated by the API", java.util.List.of());
    }

    static Verdict missing(String message, Collection<String> nearby) {
        return new Verdict(Result.MISSING, message, nearby);
    }

    static Verdict unknown(String message) {
        return new Verdict(Result.UNKNOWN, message, java.util.List.of());
    }
}
