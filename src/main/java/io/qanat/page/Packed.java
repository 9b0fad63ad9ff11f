package io.qanat.page;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * Recognises a body that is still compressed. Calls through the {@code api} template unpack gzip, deflate and zstd under
 * their size limit; a route of the integrator's own, or another coding, may leave one packed.
 */
final class Packed {
    private static final Map<String, String> MAGIC = Map.of(
            "1f8b08", "gzip",
            "28b52ffd", "zstd",
            "425a68", "bzip2",
            "fd377a585a00", "xz",
            "504b0304", "a ZIP file",
            "50415231", "a Parquet file",
            "25504446", "a PDF file");
    private static final int LONGEST = 6;

    private Packed() {}

    /** Refuses a body that begins like none of the forms that are read here. */
    static void refuse(Answer answer, PageLabel label) {
        byte[] body = answer.body();
        String begin = HexFormat.of().formatHex(body, 0, Math.min(body.length, LONGEST));
        for (Map.Entry<String, String> magic : MAGIC.entrySet()) {
            if (begin.startsWith(magic.getKey())) {
                throw error(magic.getValue(), label);
            }
        }
        String coding = answer.headers().first("Content-Encoding");
        if (coding != null && coding.strip().toLowerCase(Locale.ROOT).equals("br") && Utf8.firstInvalid(body) >= 0) {
            throw error("br (Brotli)", label);
        }
    }

    private static PageException error(String what, PageLabel label) {
        return label.error(
                PageException.Kind.FORMAT,
                "the body is packed: " + what + "; ask for JSON that is plain or gzip, for example with headers:"
                        + " Accept=application/json; Accept-Encoding=gzip");
    }
}
