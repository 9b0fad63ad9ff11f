package io.qanat.pull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes on what is written to it, with some texts replaced by others, however the writes cut them. It holds a window of the
 * last bytes; closing it writes them and closes the other stream. Not thread-safe.
 */
final class ReplacingStream extends OutputStream {
    /** Bytes that are searched at once. */
    static final int WINDOW = 1 << 16;

    private final OutputStream to;
    private final Texts texts;
    private final byte[] window;
    private int filled;

    /** What is replaced. Texts have a character for each byte: so bytes are searched as fast as texts. */
    interface Texts {
        /** Characters of the longest one. */
        int longest();

        /** Looks for them in a window. */
        Search in(String window);
    }

    /** Finds them from left to right. */
    interface Search {
        /** The first that begins at that place or behind it, and of several there the longest; null if there is none. */
        @Nullable
        Found next(int from);
    }

    /**
     * One that was found.
     *
     * @param begin its first character
     * @param end behind its last one
     * @param other what stands for it
     */
    record Found(int begin, int end, String other) {}

    ReplacingStream(Texts texts, OutputStream to) {
        this.texts = texts;
        this.to = to;
        this.window = new byte[WINDOW + texts.longest()];
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        int end = from + count;
        for (int at = from; at < end; ) {
            int taken = Math.min(end - at, window.length - filled);
            System.arraycopy(bytes, at, window, filled, taken);
            at += taken;
            filled += taken;
            if (filled == window.length) {
                pass(filled - texts.longest() + 1); // what begins behind that may end beyond the window
            }
        }
    }

    @Override
    public void close() throws IOException {
        pass(filled);
        to.close();
    }

    /** Writes all that begins before the limit, and keeps the rest. */
    private void pass(int limit) throws IOException {
        Search search = texts.in(new String(window, 0, filled, StandardCharsets.ISO_8859_1));
        int passed = 0;
        for (Found found = search.next(0); found != null && found.begin() < limit; found = search.next(passed)) {
            to.write(window, passed, found.begin() - passed);
            to.write(found.other().getBytes(StandardCharsets.ISO_8859_1));
            passed = found.end();
        }
        int rest = Math.max(passed, limit);
        to.write(window, passed, rest - passed);
        filled -= rest;
        System.arraycopy(window, rest, window, 0, filled);
    }
}
