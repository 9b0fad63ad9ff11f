package io.qanat.page;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Recognises a body that is still compressed. Calls through the {@code api} template unpack gzip, deflate and zstd under
 * their size limit; a route of the integrator's own, or another coding, may leave one packed.
 */
final class Packed {
    private static final Map<String, String> MAGIC = Map.ofEntries(
            Map.entry("1f8b08", "gzip"),
            Map.entry("7801", "deflate"),
            Map.entry("789c", "deflate"),
            Map.entry("78da", "deflate"),
            Map.entry("28b52ffd", "zstd"),
            Map.entry("fd377a585a00", "xz"),
            Map.entry("504b0304", "a ZIP file"),
            Map.entry("50415231", "a Parquet file"),
            Map.entry("25504446", "a PDF file"));

    /** What an answer may still be said to be, though it is unpacked. */
    private static final Set<String> UNPACKED = Set.of("", "identity", "gzip", "x-gzip", "deflate", "zstd");

    private static final int LONGEST = 6;

    private Packed() {}

    /** Refuses a body that begins like none of the forms that are read here. */
    static void refuse(Answer answer, PageLabel label) {
        byte[] body = answer.bytes();
        String begin = HexFormat.of().formatHex(body, 0, Math.min(answer.length(), LONGEST));
        for (Map.Entry<String, String> magic : MAGIC.entrySet()) {
            if (begin.startsWith(magic.getKey())) {
                throw error(magic.getValue(), label);
            }
        }
        String coding = answer.headers().first("Content-Encoding");
        String known = coding == null ? "" : coding.strip().toLowerCase(Locale.ROOT);
        if (!UNPACKED.contains(known) && Utf8.firstInvalid(body, answer.length()) >= 0) {
            throw error("its Content-Encoding says " + known, label);
        }
    }

    private static PageException error(String what, PageLabel label) {
        return label.error(
                PageException.Kind.FORMAT,
                "the body is packed: " + what + "; ask for JSON that is plain or gzip, for example with headers:"
                        + " Accept=application/json; Accept-Encoding=gzip");
    }
}
