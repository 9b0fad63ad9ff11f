package io.qanat.api;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * Reads each answer's body wholly into memory, at most so many bytes counted after decompression (requirement C8) and within
 * a time for the whole attempt, slow bodies included (C3). It unpacks by itself what the body shows to be packed, as the
 * client's own way believes the header; what comes before it in the chain gets an entity over {@link BodyBytes}, and no
 * header of a coding that is gone. Thread-safe.
 */
final class BodyLimit implements ExecChainHandler {
    private static final int MOST_BEHIND = 64 * 1024;

    private final int maxSize;
    private final Deadlines deadlines;

    BodyLimit(int maxSize, Duration callTimeout) {
        this.maxSize = maxSize;
        this.deadlines = new Deadlines(callTimeout);
    }

    /** Throws DeadlineExceededException, BodyTooLargeException, or what reading throws if the body ends too early. */
    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        HttpClientContext context = scope.clientContext;
        context.setRequestConfig(RequestConfig.copy(context.getRequestConfigOrDefault())
                .setContentCompressionEnabled(false)
                .build());
        if (!request.containsHeader(HttpHeaders.ACCEPT_ENCODING)) {
            request.setHeader(HttpHeaders.ACCEPT_ENCODING, ContentCoding.ACCEPTED);
        }
        try (Deadline deadline = deadlines.begin(scope)) {
            return deadline.guard(() -> buffered(chain.proceed(request, scope), scope));
        }
    }

    private ClassicHttpResponse buffered(ClassicHttpResponse response, ExecChain.Scope scope) throws IOException {
        boolean whole = false;
        try {
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                List<String> codings = codings(response);
                BodyBytes bytes = read(entity, String.join(",", codings));
                codings.removeIf(ContentCoding::known);
                describe(response, codings, bytes.size());
                response.setEntity(new BufferedBody(entity.getContentType(), null, bytes));
            }
            whole = true;
            return response;
        } finally {
            if (!whole) {
                scope.execRuntime.discardEndpoint(); // closing the response would read all that is left of it first
            }
        }
    }

    private static List<String> codings(ClassicHttpResponse response) {
        List<String> codings = new ArrayList<>();
        for (Header field : response.getHeaders(HttpHeaders.CONTENT_ENCODING)) {
            for (String coding : field.getValue().split(",", -1)) {
                codings.add(coding.strip().toLowerCase(Locale.ROOT));
            }
        }
        return codings;
    }

    /** Makes the header fields fit the body in memory: what unpacks by them must not try again. */
    private static void describe(ClassicHttpResponse response, List<String> codings, int length) {
        response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
        if (!codings.isEmpty()) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, String.join(", ", codings));
        }
        if (response.containsHeader(HttpHeaders.CONTENT_LENGTH)) {
            response.setHeader(HttpHeaders.CONTENT_LENGTH, length);
        }
    }

    /** Closes the stream, and so gives the connection back, only if it was read to its end. */
    private BodyBytes read(HttpEntity entity, String coding) throws IOException {
        if (entity.getContentLength() > maxSize) {
            throw new BodyTooLargeException(maxSize);
        }
        InputStream content = entity.getContent();
        if (content == null) {
            return BodyBytes.NONE;
        }
        if (content instanceof BodyBytes whole) {
            return ContentCoding.packed(whole, coding) ? unpacked(whole, coding) : whole;
        }
        BodyBytes bytes = unpacked(content, coding, entity.getContentLength());
        if (content.readNBytes(MOST_BEHIND).length == MOST_BEHIND) {
            throw new ZipException("the packed body ends, but the answer goes on");
        }
        content.close();
        return bytes;
    }

    private BodyBytes unpacked(InputStream content, String coding, long expected) throws IOException {
        try (InputStream unpacked = ContentCoding.unpacked(content, coding)) {
            return new GrowingBody(maxSize, expected).read(unpacked).whole();
        } catch (ZstdIOException e) {
            throw e.getErrorCode() == Zstd.errFrameParameterWindowTooLarge() ? new WindowTooLargeException(e) : e;
        }
    }

    /** One that is in memory as it came is unpacked twice: what both take together must be known before. */
    private BodyBytes unpacked(BodyBytes packed, String coding) throws IOException {
        long length = 0;
        try (InputStream unpacked = ContentCoding.unpacked(packed, coding)) {
            byte[] piece = new byte[MOST_BEHIND];
            for (int read = 0; read >= 0 && length <= maxSize; read = unpacked.read(piece)) {
                length += read;
            }
        }
        if (length > maxSize || packed.array().length + length > GrowingBody.together(maxSize)) {
            throw new BodyTooLargeException(maxSize);
        }
        packed.reset();
        return unpacked(packed, coding, length);
    }
}
