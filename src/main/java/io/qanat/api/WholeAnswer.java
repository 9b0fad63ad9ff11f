package io.qanat.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;

/** Takes an answer as it comes, at most so many bytes, still encoded. Of one request. */
final class WholeAnswer extends AbstractBinResponseConsumer<ClassicHttpResponse> {
    private final int maxSize;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable ContentType type;
    private @Nullable ClassicHttpResponse answer;

    WholeAnswer(int maxSize) {
        this.maxSize = maxSize;
    }

    @Override
    protected void start(HttpResponse response, @Nullable ContentType contentType) {
        type = contentType;
        answer = new BasicClassicHttpResponse(response.getCode(), response.getReasonPhrase());
        answer.setHeaders(response.getHeaders());
        answer.setVersion(response.getVersion());
    }

    @Override
    protected int capacityIncrement() {
        return Integer.MAX_VALUE;
    }

    @Override
    protected void data(ByteBuffer source, boolean endOfStream) throws IOException {
        if (source.remaining() > maxSize - bytes.size()) {
            throw new BodyTooLargeException(maxSize);
        }
        byte[] piece = new byte[source.remaining()];
        source.get(piece);
        bytes.write(piece);
    }

    @Override
    protected ClassicHttpResponse buildResult() {
        if (answer == null) {
            throw new IllegalStateException("a body came before its header fields");
        }
        Header encoding = answer.getFirstHeader(HttpHeaders.CONTENT_ENCODING);
        if (bytes.size() > 0) {
            answer.setEntity(
                    new ByteArrayEntity(bytes.toByteArray(), type, encoding == null ? null : encoding.getValue()));
        }
        return answer;
    }

    @Override
    public void releaseResources() {
        bytes.reset();
    }
}
