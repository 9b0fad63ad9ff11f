package io.qanat.table.db;

import java.util.regex.Pattern;

/** Texts as PostgreSQL can keep them: it has no character U+0000, in whose place U+FFFD is put. */
final class PostgresText {
    private static final char NUL = '\0';
    private static final char REPLACEMENT = '\uFFFD';

    /** The escape in JSON text, behind any number of escaped backslashes. */
    private static final Pattern ESCAPED = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private PostgresText() {}

    static String clean(String text) {
        return text.indexOf(NUL) < 0 ? text : text.replace(NUL, REPLACEMENT);
    }

    /** JSON text without that character as an escape. */
    static String cleanJson(String json) {
        return json.contains("\\u0000") ? ESCAPED.matcher(json).replaceAll("$1" + REPLACEMENT) : json;
    }
}
