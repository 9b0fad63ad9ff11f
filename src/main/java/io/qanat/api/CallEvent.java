package io.qanat.api;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What happened in one call, for the log (requirement C6).
 *
 * @param timestamp when it began
 * @param api the API's name
 * @param pull the pull's name; empty for a request beside the pulls, such as one for a token
 * @param method such as GET
 * @param url as it was asked; masked when it is logged
 * @param status 0 if no answer came
 * @param duration from the request until the whole answer was there
 * @param attempt from 1
 * @param bytes of the body, decompressed
 * @param error null after a success; masked when it is logged
 */
public record CallEvent(
        Instant timestamp,
        String api,
        String pull,
        String method,
        String url,
        int status,
        Duration duration,
        int attempt,
        long bytes,
        @Nullable String error) {

    /** The event's name in structured logs. */
    public static final String NAME = "api_call";

    /** Whether the answer was a success. */
    public boolean success() {
        return error == null;
    }

    /** Writes one event with its fields as key-value pairs: a success as INFO, a failure as WARN. No secret is in it. */
    public void log(Logger logger, Secrets secrets) {
        String shownUrl = Excerpt.visible(secrets.url(url));
        String shownError = error == null ? "" : Excerpt.visible(secrets.text(error));
        LoggingEventBuilder event = logger.atLevel(success() ? Level.INFO : Level.WARN)
                .addKeyValue("timestamp", timestamp.toString())
                .addKeyValue("event", NAME)
                .addKeyValue("api", api)
                .addKeyValue("pull", pull)
                .addKeyValue("method", method)
                .addKeyValue("url", shownUrl)
                .addKeyValue("status", status)
                .addKeyValue("duration_ms", duration.toMillis())
                .addKeyValue("attempt", attempt)
                .addKeyValue("bytes", bytes)
                .addKeyValue("success", success())
                .addKeyValue("error", shownError);
        event.log(message(shownUrl, shownError));
    }

    private String message(String shownUrl, String shownError) {
        String subject = (pull.isEmpty() ? api : pull) + ": " + method + " " + shownUrl + " -> "
                + (status == 0 ? "no answer" : status) + " in " + duration.toMillis() + " ms";
        String tries = attempt > 1 ? ", attempt " + attempt : "";
        return subject + tries + (success() ? ", " + bytes + " bytes" : ": " + shownError);
    }
}
