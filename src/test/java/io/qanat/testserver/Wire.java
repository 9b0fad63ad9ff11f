package io.qanat.testserver;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The server's side of a connection, for a behaviour to write to or to break. Used by one thread at a time. */
public final class Wire {
    private final Socket raw;
    private final Socket secured;

    /**
     * @param raw the TCP connection
     * @param secured what to read and write: the same, or TLS over it
     */
    Wire(Socket raw, Socket secured) {
        this.raw = raw;
        this.secured = secured;
    }

    /** Writes ISO 8859-1 at once. */
    public void text(String text) throws IOException {
        bytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Writes bytes at once. */
    public void bytes(byte[] bytes) throws IOException {
        bytes(bytes, 0, bytes.length);
    }

    /** Writes some of the bytes at once. */
    public void bytes(byte[] bytes, int from, int count) throws IOException {
        secured.getOutputStream().write(bytes, from, count);
        secured.getOutputStream().flush();
    }

    /** Ends the connection in an orderly way (FIN, after TLS's close_notify). */
    public void close() throws IOException {
        secured.close();
    }

    /** Breaks the connection (RST): what was written may be lost on its way. */
    public void reset() throws IOException {
        raw.setSoLinger(true, 0);
        raw.close();
    }

    /** Says nothing until the client or the server closes the connection. */
    public void waitForEnd() throws IOException {
        InputStream in = in();
        while (in.read() >= 0) {
            // what a client says while it waits is of no interest
        }
        close();
    }

    InputStream in() throws IOException {
        return secured.getInputStream();
    }

    boolean isOpen() {
        return !raw.isClosed();
    }
}
