package io.qanat.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;

/** An entity that is wholly in memory; its content is {@link BodyBytes}. */
final class BufferedBody extends AbstractHttpEntity {
    private final BodyBytes bytes;

    /** What came with those header fields. */
    BufferedBody(@Nullable String contentType, @Nullable String contentEncoding, BodyBytes bytes) {
        super(contentType, contentEncoding);
        this.bytes = bytes;
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public long getContentLength() {
        return bytes.size();
    }

    @Override
    public InputStream getContent() {
        return new BodyBytes(bytes.array(), bytes.size());
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes.array(), 0, bytes.size());
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
