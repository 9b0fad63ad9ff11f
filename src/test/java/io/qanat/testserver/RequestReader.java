package io.qanat.testserver;

import io.qanat.page.Headers;
import io.qanat.settings.NameValue;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads requests from a connection (RFC 9112), leniently. Not thread-safe. */
final class RequestReader {
    private static final int HEX = 16;

    private final InputStream in;
    private final Wire wire;
    private final int connection;

    RequestReader(InputStream in, Wire wire, int connection) {
        this.in = in;
        this.wire = wire;
        this.connection = connection;
    }

    /** The next request, or null if the client has closed the connection. */
    @Nullable
    Received next() throws IOException {
        String line = line();
        if (line == null) {
            return null;
        }
        long arrival = System.nanoTime();
        String[] words = line.split(" ", 3);
        if (words.length < 3) {
            throw new IOException("not a request line: " + line);
        }
        Headers headers = headers();
        return new Received(words[0], words[1], headers, body(headers), arrival, connection);
    }

    private Headers headers() throws IOException {
        List<NameValue> fields = new ArrayList<>();
        for (String line = required(); !line.isEmpty(); line = required()) {
            int colon = line.indexOf(':');
            fields.add(new NameValue(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return new Headers(fields);
    }

    private byte[] body(Headers headers) throws IOException {
        if ("100-continue".equalsIgnoreCase(headers.first("Expect"))) {
            wire.text("HTTP/1.1 100 Continue\r\n\r\n");
        }
        if ("chunked".equalsIgnoreCase(headers.first("Transfer-Encoding"))) {
            return chunks();
        }
        String length = headers.first("Content-Length");
        return length == null ? new byte[0] : exactly(Integer.parseInt(length));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(exactly(size));
            required();
        }
        required();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(required().split(";", 2)[0].strip(), HEX);
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("the body ended after " + bytes.length + " of " + size + " bytes");
        }
        return bytes;
    }

    private String required() throws IOException {
        String line = line();
        if (line == null) {
            throw new EOFException("the request ended within its head");
        }
        return line;
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
