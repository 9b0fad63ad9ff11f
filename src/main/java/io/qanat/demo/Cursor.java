package io.qanat.demo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The shop's opaque cursor: Base64 with padding, so that a client which doesn't encode it is found out. */
final class Cursor {
    private static final String PREFIX = "after/";

    private Cursor() {}

    static String after(long number) {
        return Base64.getEncoder().encodeToString((PREFIX + number + "?").getBytes(StandardCharsets.US_ASCII));
    }

    /** The number that a cursor names; 0, before the first, if there is none. */
    static long read(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return 0;
        }
        try {
            String text = new String(Base64.getDecoder().decode(cursor), StandardCharsets.US_ASCII);
            return Long.parseLong(text.substring(PREFIX.length(), text.length() - 1));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw Refusal.badRequest("the cursor \"" + cursor + "\" is not one of ours");
        }
    }

    /** The cursor behind a part; null if nothing follows. */
    static @Nullable String behind(Selection part, Selection whole) {
        return part.endsBefore(whole) ? after(part.last()) : null;
    }
}
