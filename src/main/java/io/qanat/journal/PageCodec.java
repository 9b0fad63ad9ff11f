package io.qanat.journal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A page's payload: its key, status, texts, and the body compressed by zstd (RFC 8878). Contexts are kept from page to page.
 * Not thread-safe.
 */
final class PageCodec implements AutoCloseable {
    static final int LEVEL = 1;

    private final ZstdCompressCtx compressor = new ZstdCompressCtx().setLevel(LEVEL);
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();

    /** Bytes that the payload has at most. */
    static long bound(StoredPage page) {
        long bytes = page.key().bytes() + 3L * Integer.BYTES;
        for (byte[] text : page.texts()) {
            bytes += Integer.BYTES + text.length;
        }
        return bytes + Zstd.compressBound(page.body().length);
    }

    /** Writes the payload at the buffer's position, and moves that behind it. */
    void write(StoredPage page, ByteBuffer to) {
        page.key().write(to);
        to.putInt(page.status()).putInt(page.texts().size());
        for (byte[] text : page.texts()) {
            to.putInt(text.length).put(text);
        }
        to.putInt(page.body().length);
        compress(page.body(), to);
    }

    private void compress(byte[] body, ByteBuffer to) {
        int at = to.arrayOffset() + to.position();
        int length = compressor.compressByteArray(to.array(), at, to.remaining(), body, 0, body.length);
        to.position(to.position() + length);
    }

    /** Reads a payload, which is all that is left in the buffer. */
    StoredPage read(ByteBuffer from) throws IOException {
        PageKey key = PageKey.read(from);
        int status = from.getInt();
        int count = from.getInt();
        List<byte[]> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(bytes(from));
        }
        return new StoredPage(key, status, texts, decompressed(from));
    }

    private static byte[] bytes(ByteBuffer from) {
        byte[] bytes = new byte[from.getInt()];
        from.get(bytes);
        return bytes;
    }

    private byte[] decompressed(ByteBuffer from) throws IOException {
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
