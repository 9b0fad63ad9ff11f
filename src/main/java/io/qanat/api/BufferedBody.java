package io.qanat.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** An entity that is wholly in memory; its content is {@link BodyBytes}. */
final class BufferedBody extends AbstractHttpEntity {
    private final byte[] bytes;

    BufferedBody(HttpEntity original, byte[] bytes) {
        super(original.getContentType(), null);
        this.bytes = bytes;
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public long getContentLength() {
        return bytes.length;
    }

    @Override
    public InputStream getContent() {
        return new BodyBytes(bytes);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public void close() {
        // memory only
    }
}
