package io.qanat.journal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The payloads of pages. One of a page with a small body: its key, status, texts and body. With a large body: its key, what
 * parts stand before it, the body's length, status and texts; and for each part the bytes of the body that it holds. Bodies
 * and parts are a length and what zstd made of them (RFC 8878). Contexts are kept from page to page. Not thread-safe.
 */
final class PageCodec implements AutoCloseable {
    static final int LEVEL = 1;

    private final ZstdCompressCtx compressor = new ZstdCompressCtx().setLevel(LEVEL);
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();

    /** Bytes that a page has at most in its frame, besides a body. */
    static long bound(StoredPage page) {
        long bytes = page.key().bytes() + Parts.BYTES + 3L * Integer.BYTES;
        for (byte[] text : page.texts()) {
            bytes += Integer.BYTES + text.length;
        }
        return bytes;
    }

    /** Bytes that a body or a part of that length takes at most. */
    static long bound(int body) {
        return Integer.BYTES + Zstd.compressBound(body);
    }

    /** Writes what stands before a small body at the buffer's position, and moves that behind it; so do the others. */
    void write(StoredPage page, ByteBuffer to) {
        page.key().write(to);
        writeTexts(page, to);
    }

    /** Writes all of a page of which the body is in parts. */
    void write(StoredPage page, Parts parts, int body, ByteBuffer to) {
        page.key().write(to);
        parts.write(to);
        to.putInt(body);
        writeTexts(page, to);
    }

    private static void writeTexts(StoredPage page, ByteBuffer to) {
        to.putInt(page.status()).putInt(page.texts().size());
        for (byte[] text : page.texts()) {
            to.putInt(text.length).put(text);
        }
    }

    /** Writes the first bytes of the array, compressed. */
    void writeBody(byte[] body, int length, ByteBuffer to) {
        to.putInt(length);
        int at = to.arrayOffset() + to.position();
        int written = compressor.compressByteArray(to.array(), at, to.remaining(), body, 0, length);
        to.position(to.position() + written);
    }

    /** Reads what stands before a small body. */
    StoredPage read(ByteBuffer from) {
        return readTexts(PageKey.read(from), from);
    }

    /** Reads status and texts. */
    StoredPage readTexts(PageKey key, ByteBuffer from) {
        int status = from.getInt();
        int count = from.getInt();
        List<byte[]> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] text = new byte[from.getInt()];
            from.get(text);
            texts.add(text);
        }
        return new StoredPage(key, status, texts);
    }

    /** Reads a body or a part, which is all that is left in the buffer. */
    byte[] readBody(ByteBuffer from) throws IOException {
        byte[] body = new byte[from.getInt()];
        int at = from.arrayOffset() + from.position();
        int length = decompressor.decompressByteArray(body, 0, body.length, from.array(), at, from.remaining());
        if (length != body.length) {
            throw new IOException("a body of " + length + " bytes where " + body.length + " were stored");
        }
        return body;
    }

    @Override
    public void close() {
        compressor.close();
        decompressor.close();
    }
}
