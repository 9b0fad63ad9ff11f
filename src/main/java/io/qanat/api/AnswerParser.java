package io.qanat.api;

import java.io.IOException;
import java.util.Locale;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * Reads the answers of a connection, and refuses at once what is no HTTP (RFC 9112 §4). HttpClient's own parser passes over it
 * and waits for a status line, until the time is over or the connection ends. One for each connection.
 */
final class AnswerParser extends DefaultHttpResponseParser {
    private static final String HTTP = "HTTP/";
    private static final int SHOWN = 60;

    /** How TLS begins (RFC 8446 §5.1): an alert or a handshake, and the first byte of its version. */
    private static final char ALERT = 0x15;

    private static final char HANDSHAKE = 0x16;
    private static final char TLS = 0x03;

    private boolean answered;

    AnswerParser(Http1Config limits) {
        super(limits);
    }

    @Override
    protected ClassicHttpResponse createMessage(CharArrayBuffer line) throws IOException, HttpException {
        if (!begins(line)) {
            throw refused(line);
        }
        answered = true;
        return super.createMessage(line);
    }

    private static boolean begins(CharArrayBuffer line) {
        return line.length() >= HTTP.length()
                && line.substring(0, HTTP.length()).toUpperCase(Locale.ROOT).equals(HTTP);
    }

    /** After an answer it is most likely what that one had too much. */
    private IOException refused(CharArrayBuffer line) throws HttpException {
        String begin = Excerpt.visible(line.substring(0, Math.min(line.length(), SHOWN)));
        if (answered) {
            return new LeftOverException(begin);
        }
        boolean tls =
                line.length() > 1 && (line.charAt(0) == ALERT || line.charAt(0) == HANDSHAKE) && line.charAt(1) == TLS;
        throw new HttpException(
                tls
                        ? "the server speaks TLS at this port: write https:// into the url"
                        : "it begins with \"" + begin + "\": is there another service at this port?");
    }
}
