package io.qanat.api;

import io.qanat.page.Headers;
import io.qanat.page.PageRequest;
import io.qanat.settings.NameValue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpConstants;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** One call on its way through an API's route, with its redirects and its renewed token. Used by one thread at a time. */
final class PendingCall {
    private static final Pattern DESCRIBING = Pattern.compile("(?i)accept(-.*)?|content-type|content-language");

    private final Caller caller;
    private final Map<String, Object> headers;
    private @Nullable Object body;
    private String method;
    private Target target;
    private boolean pending = true;
    private boolean renewed;
    private int redirects;

    private Proof proof = Proof.NONE;
    private Quota.@Nullable Ticket ticket;
    private String asked = "";
    private Instant begunAt = Instant.EPOCH;
    private long begun;
    private int status;
    private Headers answer = Headers.NONE;
    private BodyBytes bytes = BodyBytes.NONE;
    private @Nullable String error;

    private PendingCall(
            Caller caller, String method, Target target, Map<String, Object> headers, @Nullable Object body) {
        this.caller = caller;
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    /** Reads a message with Camel's HTTP headers: method, path or URL, query; all others but Camel's and ours go out. */
    static PendingCall of(Message message, Links links, Caller caller) {
        String url = message.getHeader(HttpConstants.HTTP_URI, String.class);
        String path = message.getHeader(HttpConstants.HTTP_PATH, "", String.class);
        String raw = message.getHeader(
                HttpConstants.HTTP_RAW_QUERY,
                message.getHeader(HttpConstants.HTTP_QUERY, "", String.class),
                String.class);
        Object body = message.getBody();
        String method = message.getHeader(HttpConstants.HTTP_METHOD, body == null ? "GET" : "POST", String.class);
        String place = url != null ? url : path.startsWith("/") ? path : "/" + path;
        String whole = raw.isEmpty() ? place : place + (place.contains("?") ? "&" : "?") + raw;
        Target target = links.resolve(new PageRequest(method, whole, List.of(), List.of(), new byte[0]));
        return new PendingCall(caller, method.toUpperCase(Locale.ROOT), target, outgoing(message), body);
    }

    private static Map<String, Object> outgoing(Message message) {
        Map<String, Object> headers = new LinkedHashMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (!name.startsWith("Camel") && !name.startsWith("Qanat")) {
                headers.put(name, value);
            }
        });
        return headers;
    }

    Caller caller() {
        return caller;
    }

    boolean pending() {
        return pending;
    }

    Target target() {
        return target;
    }

    String method() {
        return method;
    }

    /**
     * The header fields of API and caller. Any of them may be a secret, so to an origin without the API's credentials go only
     * those that describe the request.
     */
    Map<String, Object> fields(ApiSettings settings) {
        Map<String, Object> fields = new LinkedHashMap<>();
        settings.headers().forEach(field -> fields.put(field.name(), field.value()));
        fields.putAll(headers);
        if (!target.withCredentials()) {
            fields.keySet().removeIf(name -> !DESCRIBING.matcher(name).matches());
        }
        return fields;
    }

    /** The URL as it goes out; a next link may hold the query key already, and it must not come twice. */
    URI url(Proof with) {
        Set<String> names = with.query().stream().map(NameValue::name).collect(Collectors.toSet());
        return with.on(names.isEmpty() ? target.url() : Urls.without(target.url(), names));
    }

    @Nullable
    Object body() {
        return body;
    }

    int status() {
        return status;
    }

    Headers answer() {
        return answer;
    }

    BodyBytes bytes() {
        return bytes;
    }

    Proof proof() {
        return proof;
    }

    /** The request is going out. */
    void sending(Proof with, Quota.Ticket admitted, Waiting waiting) {
        pending = false;
        proof = with;
        ticket = admitted;
        asked = method + " " + target.url();
        begunAt = waiting.now();
        begun = waiting.nanoTime();
        status = 0;
        error = null;
        bytes = BodyBytes.NONE;
        caller.count().sent();
    }

    /** The answer is here, whole. */
    void answered(int newStatus, Headers fields, BodyBytes content) {
        status = newStatus;
        answer = fields;
        bytes = content;
        caller.count().answered(newStatus, content.size());
        caller.count().left(RateLimitHeaders.remaining(fields));
        if (newStatus == 429 && ticket != null) {
            ticket.limited();
        }
    }

    /** Goes on at another place. */
    void redirected(Target next, String nextMethod) {
        if (!nextMethod.equals(method)) {
            body = null;
        }
        redirects++;
        method = nextMethod;
        target = next;
        pending = true;
    }

    /** The request as it went out, and its answer, without secrets. */
    Exchanged exchanged(ApiSettings settings, Secrets secrets) {
        Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sent.put("User-Agent", settings.userAgent());
        sent.put("Accept", Api.ACCEPT);
        fields(settings).forEach((name, value) -> sent.put(name, secrets.header(name, String.valueOf(value))));
        proof.headers().forEach(field -> sent.put(field.name(), Secret.MASK));
        proof.query().forEach(pair -> sent.put("?" + pair.name(), Secret.MASK));
        String shown = body instanceof byte[] content ? Excerpt.of(content, secrets) : "";
        return new Exchanged(
                method, secrets.url(target.url().toString()), pairs(sent), shown, status, secrets.headers(answer));
    }

    private static List<NameValue> pairs(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> new NameValue(field.getKey(), field.getValue()))
                .toList();
    }

    int redirects() {
        return redirects;
    }

    /** Goes on with a new token; once for a call. */
    void renewed() {
        renewed = true;
        pending = true;
    }

    boolean renewedAlready() {
        return renewed;
    }

    void failed(ApiException failure) {
        error = failure.what();
    }

    Outcome outcome() {
        return new Outcome.Answered(status, answer);
    }

    Call described(ApiSettings settings, Secrets secrets) {
        int attempt = caller.attempt().getAsInt();
        int own = caller.pull().isEmpty() ? 1 : caller.attempts();
        int attempts = own == 0 ? settings.retry().attempts() : own;
        return new Call(
                settings.name(),
                method,
                secrets.url(target.url().toString()),
                attempt,
                Math.max(attempt, attempts),
                status);
    }

    /** The request is over: its slot is free after one period, and its event is logged. */
    void closed(ApiSettings settings, Secrets secrets, Waiting waiting, Logger logger) {
        if (ticket == null) {
            return;
        }
        ticket.close();
        ticket = null;
        new CallEvent(
                        begunAt,
                        settings.name(),
                        caller.pull(),
                        asked.substring(0, asked.indexOf(' ')),
                        asked.substring(asked.indexOf(' ') + 1),
                        status,
                        Duration.ofNanos(waiting.nanoTime() - begun),
                        caller.attempt().getAsInt(),
                        bytes.size(),
                        problem())
                .log(logger, secrets);
        bytes = BodyBytes.NONE; // the exchange lives until the end of the run, and the next body needs the room
    }

    private @Nullable String problem() {
        if (error != null) {
            return error;
        }
        if (pending) {
            return "status " + status + ", sent again";
        }
        return status == 0 ? "ended without an answer" : null;
    }
}
