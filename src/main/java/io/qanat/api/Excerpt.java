package io.qanat.api;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The beginning of a body, fit for a log line: secrets masked, one line, nothing that a terminal obeys. */
public final class Excerpt {
    /** Characters shown. */
    public static final int LENGTH = 500;

    /** Bytes looked at: more than are shown, so that a secret at the cut is recognised. */
    private static final int LOOKED_AT = 16 << 10;

    /** Of a longer body these bytes are enough for an excerpt. */
    static final int ENOUGH = LOOKED_AT + 1;

    private Excerpt() {}

    /** The first 500 characters of the body, as UTF-8. */
    public static String of(byte[] body, Secrets secrets) {
        String text = new String(body, 0, Math.min(body.length, LOOKED_AT), StandardCharsets.UTF_8);
        String visible = visible(secrets.text(text));
        int cut = Math.min(visible.length(), LENGTH);
        boolean half = cut < visible.length() && Character.isHighSurrogate(visible.charAt(cut - 1));
        String shown = visible.substring(0, half ? cut - 1 : cut);
        return visible.length() > LENGTH || body.length > LOOKED_AT ? shown + "…" : shown;
    }

    /** The text with control and direction characters written as escapes. */
    public static String visible(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (hidden(c)) {
                    out.append(String.format(Locale.ROOT, "\\u%04x", c));
                } else {
                    out.appendCodePoint(c);
                }
            }
        }
    }

    private static boolean hidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
