package io.qanat.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;

/** Takes an answer as it comes, at most so many bytes, still encoded. Of one request. */
final class WholeAnswer extends AbstractBinResponseConsumer<ClassicHttpResponse> {
    private final int maxSize;
    private GrowingBody body;
    private @Nullable ClassicHttpResponse answer;

    WholeAnswer(int maxSize) {
        this.maxSize = maxSize;
        this.body = new GrowingBody(maxSize, 0);
    }

    @Override
    protected void start(HttpResponse response, @Nullable ContentType contentType) {
        Header length = response.getFirstHeader(HttpHeaders.CONTENT_LENGTH);
        body = new GrowingBody(maxSize, length == null ? 0 : number(length.getValue()));
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
        body.add(source);
    }

    @Override
    protected ClassicHttpResponse buildResult() {
        if (answer == null) {
            throw new IllegalStateException("a body came before its header fields");
        }
        BodyBytes bytes = body.whole();
        if (bytes.size() > 0) {
            answer.setEntity(
                    new BufferedBody(field(HttpHeaders.CONTENT_TYPE), field(HttpHeaders.CONTENT_ENCODING), bytes));
        }
        return answer;
    }

    private @Nullable String field(String name) {
        Header field = answer == null ? null : answer.getFirstHeader(name);
        return field == null ? null : field.getValue();
    }

    /** What a header field promises; a text that is no number promises nothing. */
    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    @Override
    public void releaseResources() {
        body = new GrowingBody(1, 0);
    }
}
