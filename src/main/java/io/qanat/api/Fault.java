package io.qanat.api;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStreamResetException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http2.hpack.HeaderListConstraintException;
import org.jspecify.annotations.Nullable;

/** Why no whole answer came. */
enum Fault {
    UNKNOWN_HOST(true, "the host is unknown", List.of(UnknownHostException.class)),
    TIMEOUT(true, "timed out", List.of(InterruptedIOException.class, TimeoutException.class)),
    CERTIFICATE(false, "the server's certificate fails", List.of(SSLPeerUnverifiedException.class)),
    CLIENT_CERTIFICATE(false, "the server refuses this client's certificate, or wants one", List.of()),
    TOO_LARGE(
            false,
            "the answer is too large",
            List.of(
                    BodyTooLargeException.class,
                    MessageConstraintException.class,
                    HeaderListConstraintException.class)),
    PACKED(false, "the answer can't be unpacked", List.of(WindowTooLargeException.class)),
    NO_TLS(false, "the server doesn't speak TLS at this port: write http:// into the url", List.of()),
    REFUSED(true, "no connection", List.of(ConnectException.class, NoRouteToHostException.class)),
    NO_ANSWER(true, "the connection was closed without an answer", List.of(NoHttpResponseException.class)),
    TRUNCATED(
            true,
            "the answer was cut short",
            List.of(
                    ConnectionClosedException.class,
                    MalformedChunkCodingException.class,
                    EOFException.class,
                    ZipException.class)),
    RESET(
            true,
            "the connection broke",
            List.of(
                    SocketException.class,
                    SSLException.class,
                    HttpStreamResetException.class,
                    LeftOverException.class)),
    PROTOCOL(false, "the answer is no HTTP", List.of(HttpException.class)),
    OTHER(true, "the call failed", List.of(IOException.class));

    private static final int DEEPEST_CAUSE = 20;
    private static final Pattern PLAIN_TEXT = Pattern.compile("(Unsupported or unrecognized SSL message|plaintext)");

    /** The alerts of a server about its client's certificate (RFC 8446 §6.2). */
    private static final Pattern CLIENT_ALERT = Pattern.compile("fatal alert: ("
            + "(bad|unsupported)_certificate|certificate_(required|revoked|expired|unknown)|unknown_ca|access_denied)");

    private final boolean passing;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Class<? extends Throwable>> types;

    Fault(boolean passing, String description, List<Class<? extends Throwable>> types) {
        this.passing = passing;
        this.description = description;
        this.types = types;
    }

    /** Whether it may go away by itself (requirement R2). */
    boolean passing() {
        return passing;
    }

    String description() {
        return description;
    }

    /**
     * The fault behind an exception. A certificate that fails is found wherever it stands among the causes; otherwise the
     * outermost exception that says something decides. What is no I/O error at all is {@code PROTOCOL}: not repeated.
     */
    static Fault of(Throwable thrown) {
        if (certificate(thrown)) {
            return CERTIFICATE;
        }
        if (ssl(thrown, CLIENT_ALERT)) {
            return CLIENT_CERTIFICATE;
        }
        if (ssl(thrown, PLAIN_TEXT)) {
            return NO_TLS;
        }
        Throwable current = thrown;
        for (int depth = 0; current != null && depth < DEEPEST_CAUSE; depth++, current = current.getCause()) {
            Fault fault = ofType(current);
            if (fault != null && fault != OTHER) {
                return fault;
            }
        }
        return thrown instanceof IOException ? OTHER : PROTOCOL;
    }

    private static @Nullable Fault ofType(Throwable thrown) {
        for (Fault fault : values()) {
            if (fault.types.stream().anyMatch(type -> type.isInstance(thrown))) {
                return fault;
            }
        }
        return null;
    }

    /** Whether TLS says it in these words, which are all that it says. */
    private static boolean ssl(Throwable thrown, Pattern words) {
        Throwable current = thrown;
        for (int depth = 0; current != null && depth < DEEPEST_CAUSE; depth++, current = current.getCause()) {
            if (current instanceof SSLException
                    && words.matcher(String.valueOf(current.getMessage())).find()) {
                return true;
            }
        }
        return false;
    }

    /** A failed handshake has a security exception among its causes if it is the certificate's fault. */
    private static boolean certificate(Throwable thrown) {
        boolean ssl = false;
        Throwable current = thrown;
        for (int depth = 0; current != null && depth < DEEPEST_CAUSE; depth++, current = current.getCause()) {
            ssl |= current instanceof SSLException;
            if (current instanceof SSLPeerUnverifiedException || (ssl && current instanceof GeneralSecurityException)) {
                return true;
            }
        }
        return false;
    }
}
