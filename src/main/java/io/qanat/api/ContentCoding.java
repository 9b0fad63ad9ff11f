package io.qanat.api;

import com.github.luben.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Unpacks a body by what it is, whatever its Content-Encoding says (RFC 9110 §8.4): gzip (RFC 1952) and zstd (RFC 8878) by
 * their first bytes, deflate as zlib (RFC 1950) or raw (RFC 1951) by trying. What is declared but not packed stays as it is,
 * and what is packed without a word, or twice, is unpacked. Nothing is read further than the reader asks, so that a limit on
 * the result also limits a bomb.
 */
final class ContentCoding {
    /** What is asked for in Accept-Encoding. */
    static final String ACCEPTED = "gzip, deflate";

    private static final Set<String> UNPACKED = Set.of("gzip", "x-gzip", "deflate", "zstd", "identity", "");
    private static final int MOST_LAYERS = 3;
    private static final int TRIED = 8 * 1024;

    /** The window that every receiver must have (RFC 9659), as a power of two: a frame that needs more is refused. */
    private static final int ZSTD_WINDOW = 23;

    private ContentCoding() {}

    /** Whether that coding, in lower case, is none that stays packed here. */
    static boolean known(String coding) {
        return UNPACKED.contains(coding);
    }

    /**
     * The body as it was before it was packed. Closing it frees what unpacks, and leaves the packed stream open.
     *
     * @param packed the body as it came
     * @param declared the Content-Encoding; empty if there is none
     * @throws IOException if the body can't be read; reading the result throws it also if the body is cut short or broken
     */
    static InputStream unpacked(InputStream packed, String declared) throws IOException {
        boolean deflate = declared.toLowerCase(Locale.ROOT).contains("deflate");
        PeekingStream outer = new PeekingStream(open(packed));
        for (int layer = 0; layer < MOST_LAYERS; layer++) {
            InputStream inner = layer(outer, deflate && layer == 0);
            if (inner == outer) {
                return outer;
            }
            outer = new PeekingStream(inner);
        }
        return outer;
    }

    /** Whether a body in memory shows that it is packed; it is still to be read from its beginning. */
    static boolean packed(BodyBytes body, String declared) throws IOException {
        PeekingStream in = new PeekingStream(open(body));
        try (InputStream layer = layer(in, declared.toLowerCase(Locale.ROOT).contains("deflate"))) {
            return layer != in;
        } finally {
            body.reset();
        }
    }

    private static InputStream layer(PeekingStream in, boolean deflate) throws IOException {
        byte[] magic = in.peek(4);
        if (begins(magic, 0x1F, 0x8B, 0x08)) {
            return new GzipCompressorInputStream(in, true);
        }
        if (begins(magic, 0x28, 0xB5, 0x2F, 0xFD)) {
            return new ZstdInputStream(in).setLongMax(ZSTD_WINDOW);
        }
        boolean zlib =
                magic.length >= 2 && (magic[0] & 0x0F) == 8 && ((magic[0] & 0xFF) << 8 | (magic[1] & 0xFF)) % 31 == 0;
        if (zlib && inflates(in.peek(TRIED), false)) {
            return new InflaterInputStream(in);
        }
        return deflate ? inflated(in, zlib) : in;
    }

    /** Declared to be deflated: as it is only if it is text; reading says what is wrong with the rest. */
    private static InputStream inflated(PeekingStream in, boolean zlib) throws IOException {
        byte[] begin = in.peek(TRIED);
        if (inflates(begin, true)) {
            return new RawInflaterStream(in);
        }
        if (begin.length == 0 || text(begin)) {
            return in;
        }
        return zlib ? new InflaterInputStream(in) : new RawInflaterStream(in);
    }

    private static boolean text(byte[] begin) {
        for (byte b : begin) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private static InputStream open(InputStream packed) {
        return new FilterInputStream(packed) {
            @Override
            public void close() {
                // whoever gave the stream closes it
            }
        };
    }

    /** Without zlib's header, as some servers understand deflate. */
    private static final class RawInflaterStream extends InflaterInputStream {
        RawInflaterStream(InputStream in) {
            super(in, new Inflater(true));
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }

    private static boolean begins(byte[] bytes, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the beginning of a body is deflated. Text seldom is by chance: all of it would have to be, to its end if it is
     * short.
     */
    private static boolean inflates(byte[] begin, boolean raw) {
        Inflater inflater = new Inflater(raw);
        try {
            inflater.setInput(begin);
            byte[] unpacked = new byte[TRIED];
            while (!inflater.finished() && !inflater.needsInput() && !inflater.needsDictionary()) {
                inflater.inflate(unpacked);
            }
            return inflater.finished() ? inflater.getRemaining() == 0 : begin.length == TRIED;
        } catch (DataFormatException e) {
            return false;
        } finally {
            inflater.end();
        }
    }
}
