package io.qanat.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;

/**
 * Reads each answer's body wholly into memory, at most so many bytes counted after decompression (requirement C8) and within
 * a time for the whole attempt, slow bodies included (C3). Put first into the chain, it sees the decompressed body; what
 * comes behind it gets an entity over {@link BodyBytes}. Thread-safe.
 */
final class BodyLimit implements ExecChainHandler {
    private final int maxSize;
    private final Duration callTimeout;

    BodyLimit(int maxSize, Duration callTimeout) {
        this.maxSize = maxSize;
        this.callTimeout = callTimeout;
    }

    /** Throws DeadlineExceededException, BodyTooLargeException, or what reading throws if the body ends too early. */
    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        try (Deadline deadline = new Deadline(scope, callTimeout)) {
            return deadline.guard(() -> buffered(chain.proceed(request, scope), scope));
        }
    }

    private ClassicHttpResponse buffered(ClassicHttpResponse response, ExecChain.Scope scope) throws IOException {
        boolean whole = false;
        try {
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                response.setEntity(new BufferedBody(entity, read(entity)));
            }
            whole = true;
            return response;
        } finally {
            if (!whole) {
                scope.execRuntime.discardEndpoint(); // closing the response would read all that is left of it first
            }
        }
    }

    /** Closes the stream, and so gives the connection back, only if it was read to its end. */
    private byte[] read(HttpEntity entity) throws IOException {
        if (entity.getContentLength() > maxSize) {
            throw new BodyTooLargeException(maxSize);
        }
        InputStream content = entity.getContent();
        if (content == null) {
            return new byte[0];
        }
        byte[] bytes = content.readNBytes(maxSize + 1);
        if (bytes.length > maxSize) {
            throw new BodyTooLargeException(maxSize);
        }
        content.close();
        return bytes;
    }
}
