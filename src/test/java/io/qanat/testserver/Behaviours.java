package io.qanat.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Good and bad answers, each in a word. Headers are given as they stand on the wire: {@code "Retry-After: 2"}. */
public final class Behaviours {
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final int MIB = 1 << 20;

    private Behaviours() {}

    /** 200 with a JSON body. */
    public static Behaviour json(String body, String... headers) {
        return answer(200, body, headers);
    }

    /** Any status with a small JSON error as its body. */
    public static Behaviour status(int status, String... headers) {
        return answer(status, "{\"error\":\"status " + status + "\"}", headers);
    }

    /** Any status with a body, as JSON unless a Content-Type is given. */
    public static Behaviour answer(int status, String body, String... headers) {
        return answer(status, body.getBytes(UTF_8), headers);
    }

    /** Any status with any bytes. */
    public static Behaviour answer(int status, byte[] body, String... headers) {
        return (wire, request) -> {
            wire.text(head(status, body.length, headers));
            wire.bytes(body);
        };
    }

    /** A status without body and length: 204, 304. */
    public static Behaviour noBody(int status, String... headers) {
        return (wire, request) -> wire.text(statusLine(status) + lines(headers) + "\r\n");
    }

    /** 200 with the body in two chunks and without a length. */
    public static Behaviour chunked(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return (wire, request) -> {
            wire.text(chunkedHead());
            chunk(wire, bytes, 0, bytes.length / 2);
            chunk(wire, bytes, bytes.length / 2, bytes.length - bytes.length / 2);
            wire.text("0\r\n\r\n");
        };
    }

    /** 200 without length or chunks: the body lasts until the connection closes (RFC 9112 §6.3). */
    public static Behaviour untilClose(String body) {
        return (wire, request) -> {
            wire.text(statusLine(200) + JSON + "\r\n");
            wire.bytes(body.getBytes(UTF_8));
            wire.close();
        };
    }

    /** A redirect without a body. */
    public static Behaviour redirect(int status, String location) {
        return answer(status, "", "Location: " + location);
    }

    /** A redirect to the same URL, for ever. */
    public static Behaviour redirectLoop() {
        return (wire, request) -> redirect(302, request.target()).play(wire, request);
    }

    /** So many redirects ({@code /hop/1}, {@code /hop/2} …) before the end. */
    public static Behaviour redirectChain(int hops, Behaviour end) {
        return (wire, request) -> {
            String path = request.path();
            int done = path.startsWith("/hop/") ? Integer.parseInt(path.substring("/hop/".length())) : 0;
            (done < hops ? redirect(302, "/hop/" + (done + 1)) : end).play(wire, request);
        };
    }

    /** An interim answer (RFC 9110 §15.2) before the final one. */
    public static Behaviour interim(int status, Behaviour end) {
        return (wire, request) -> {
            wire.text(statusLine(status) + "Link: </style.css>; rel=preload\r\n\r\n");
            end.play(wire, request);
        };
    }

    /** The connection is reset before a byte of the answer. */
    public static Behaviour resetBeforeHeaders() {
        return (wire, request) -> wire.reset();
    }

    /** The connection is closed in an orderly way before a byte of the answer. */
    public static Behaviour closeBeforeHeaders() {
        return (wire, request) -> wire.close();
    }

    /** The headers promise a body; then comes a reset. */
    public static Behaviour resetAfterHeaders() {
        return (wire, request) -> {
            wire.text(head(200, MIB));
            wire.reset();
        };
    }

    /** The first half of the body, of which the whole length was declared; then the connection is closed. */
    public static Behaviour truncated(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return (wire, request) -> {
            wire.text(head(200, bytes.length));
            wire.bytes(bytes, 0, bytes.length / 2);
            wire.close();
        };
    }

    /** The whole body as chunks, but the last chunk, which ends it, never comes: the connection is closed. */
    public static Behaviour truncatedChunked(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return (wire, request) -> {
            wire.text(chunkedHead());
            chunk(wire, bytes, 0, bytes.length);
            wire.close();
        };
    }

    /**
     * A wrong Content-Length: too short, and the rest is taken for the next answer; too long, and the client waits for
     * what never comes.
     */
    public static Behaviour wrongLength(String body, int declared) {
        byte[] bytes = body.getBytes(UTF_8);
        return (wire, request) -> {
            wire.text(head(200, declared));
            wire.bytes(bytes);
            if (declared > bytes.length) {
                wire.waitForEnd();
            }
        };
    }

    /** No answer, until one side closes. */
    public static Behaviour hang() {
        return (wire, request) -> wire.waitForEnd();
    }

    /** Headers, and then no body, until one side closes. */
    public static Behaviour hangAfterHeaders() {
        return (wire, request) -> {
            wire.text(head(200, MIB));
            wire.waitForEnd();
        };
    }

    /** The headers, then a byte of the body for every permit that the test gives. */
    public static Behaviour drip(String body, Semaphore permits) {
        byte[] bytes = body.getBytes(UTF_8);
        return (wire, request) -> {
            wire.text(head(200, bytes.length));
            for (int i = 0; i < bytes.length; i++) {
                await(permits::acquire);
                wire.bytes(bytes, i, 1);
            }
        };
    }

    /** Does nothing until the test opens the latch. */
    public static Behaviour after(CountDownLatch latch, Behaviour then) {
        return (wire, request) -> {
            await(latch::await);
            then.play(wire, request);
        };
    }

    /** A JSON array that never ends, in chunks, until the client closes. */
    public static Behaviour endless() {
        byte[] records = "{\"id\":1,\"text\":\"more and more\"},".repeat(1_000).getBytes(UTF_8);
        return (wire, request) -> {
            wire.text(chunkedHead() + "1\r\n[\r\n");
            while (wire.isOpen()) {
                chunk(wire, records, 0, records.length);
            }
        };
    }

    /** 200 with a body of any size, which is never in memory as a whole: a head, so many pieces, and a tail. */
    public static Behaviour large(String type, String head, String piece, int pieces, String tail) {
        long length = head.length() + (long) piece.length() * pieces + tail.length();
        return (wire, request) -> {
            wire.text(statusLine(200) + "Content-Type: " + type + "\r\nContent-Length: " + length + "\r\n\r\n" + head);
            pieces(piece, pieces, wire::bytes);
            wire.text(tail);
        };
    }

    /** The same in chunks, its length not told. */
    public static Behaviour largeChunked(String type, String head, String piece, int pieces, String tail) {
        return (wire, request) -> {
            wire.text(statusLine(200) + "Content-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            chunk(wire, head.getBytes(UTF_8), 0, head.length());
            pieces(piece, pieces, (bytes, from, count) -> chunk(wire, bytes, from, count));
            chunk(wire, tail.getBytes(UTF_8), 0, tail.length());
            wire.text("0\r\n\r\n");
        };
    }

    private static void pieces(String piece, int count, Sending sending) throws IOException {
        int together = Math.max(1, MIB / piece.length());
        byte[] bytes = piece.repeat(Math.min(together, count)).getBytes(UTF_8);
        for (int left = count; left > 0; left -= together) {
            sending.send(bytes, 0, Math.min(left, together) * piece.length());
        }
    }

    @FunctionalInterface
    private interface Sending {
        void send(byte[] bytes, int from, int count) throws IOException;
    }

    /** A gzip body of about a thousandth of the size that it unpacks to: so many MiB of blanks. */
    public static Behaviour gzipBomb(int mebibytes) throws IOException {
        byte[] member = compressed("gzip", " ".repeat(MIB).getBytes(UTF_8));
        return (wire, request) -> {
            wire.text(head(200, (long) member.length * mebibytes, "Content-Encoding: gzip"));
            for (int i = 0; i < mebibytes; i++) {
                wire.bytes(member);
            }
        };
    }

    /** 200 with so many header lines of 100 bytes. */
    public static Behaviour headerFlood(int lines) {
        return (wire, request) -> {
            wire.text(statusLine(200));
            for (int i = 0; i < lines && wire.isOpen(); i++) {
                wire.text("X-Flood-%06d: %s\r\n".formatted(i, "x".repeat(82)));
            }
            wire.text("Content-Length: 2\r\n\r\n[]");
        };
    }

    /** Something that is not HTTP; then the connection is closed. */
    public static Behaviour garbage() {
        return (wire, request) -> {
            wire.text("SSH-2.0-OpenSSH_9.9\r\n\u0000\u0001\u0002 no such thing\r\n\r\n");
            wire.close();
        };
    }

    /** A body compressed by gzip, deflate (zlib, RFC 9110 §8.4.1.2) or deflate-raw, and declared so. */
    public static Behaviour encoded(String encoding, String body) throws IOException {
        byte[] bytes = compressed(encoding, body.getBytes(UTF_8));
        String declared = encoding.equals("deflate-raw") ? "deflate" : encoding;
        return answer(200, bytes, "Content-Encoding: " + declared);
    }

    /** A body compressed in the same way, but not declared. */
    public static Behaviour undeclared(String encoding, String body) throws IOException {
        return answer(200, compressed(encoding, body.getBytes(UTF_8)));
    }

    /** A body that is declared to be compressed, but isn't. */
    public static Behaviour falselyDeclared(String encoding, String body) {
        return answer(200, body, "Content-Encoding: " + encoding);
    }

    /** Exactly these characters, as ISO 8859-1. */
    public static Behaviour raw(String text) {
        return (wire, request) -> wire.text(text);
    }

    private static String head(int status, long length, String... headers) {
        String lines = lines(headers);
        String type = lines.toLowerCase(Locale.ROOT).contains("content-type:") ? "" : JSON;
        return statusLine(status) + type + "Content-Length: " + length + "\r\n" + lines + "\r\n";
    }

    private static String chunkedHead() {
        return statusLine(200) + JSON + "Transfer-Encoding: chunked\r\n\r\n";
    }

    private static String statusLine(int status) {
        return "HTTP/1.1 " + status + " Scripted\r\n";
    }

    private static String lines(String... headers) {
        return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    }

    private static void chunk(Wire wire, byte[] bytes, int from, int count) throws IOException {
        if (count > 0) {
            wire.text(Integer.toHexString(count) + "\r\n");
            wire.bytes(bytes, from, count);
            wire.text("\r\n");
        }
    }

    private static byte[] compressed(String encoding, byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compressor(encoding, bytes)) {
            out.write(body);
        }
        return bytes.toByteArray();
    }

    private static OutputStream compressor(String encoding, OutputStream out) throws IOException {
        return switch (encoding) {
            case "gzip" -> new GZIPOutputStream(out);
            case "deflate" -> new DeflaterOutputStream(out);
            case "deflate-raw" -> new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true));
            default -> throw new IllegalArgumentException("use gzip, deflate or deflate-raw, not " + encoding);
        };
    }

    /** A server that is closed interrupts those who wait. */
    private static void await(Waiting waiting) throws IOException {
        try {
            waiting.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server was closed");
        }
    }

    @FunctionalInterface
    private interface Waiting {
        void run() throws InterruptedException;
    }
}
