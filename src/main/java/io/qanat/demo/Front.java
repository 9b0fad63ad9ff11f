package io.qanat.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.qanat.demo.Faults.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.zip.GZIPOutputStream;

/**
 * What every request passes: counting, the rate limit, the credentials, chosen faults; then it is answered. Thread-safe.
 */
final class Front implements HttpHandler {
    private static final int WORTH_GZIP = 256;
    private static final int OK = 200;
    private static final int CUT_OFF = 0;

    private final Catalogue catalogue;
    private final Quota quota;
    private final SlidingWindow window;
    private final Tokens tokens;
    private final Faults faults;
    private final Tally tally;
    private final LongSupplier clock;
    private final Instant opened = Instant.now();
    private final long openedNanos;
    private volatile Consumer<URI> visitor = target -> {};

    Front(Shop.Options options, Catalogue catalogue, Tokens tokens, Tally tally) {
        this.catalogue = catalogue;
        this.quota = options.quota();
        this.window = new SlidingWindow(quota, options.clock());
        this.tokens = tokens;
        this.faults = new Faults(options.seed(), options.faults());
        this.tally = tally;
        this.clock = options.clock();
        this.openedNanos = clock.getAsLong();
    }

    void beforeEach(Consumer<URI> action) {
        visitor = action;
    }

    /** The time of day that goes with the clock. */
    Instant now() {
        return opened.plusNanos(clock.getAsLong() - openedNanos);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = Call.read(exchange);
            tally.arrived(call, exchange.getRemoteAddress(), clock);
            Reply reply = reply(call);
            Fault fault = reply.status() == OK ? faults.next(call.key()) : Fault.NONE;
            send(exchange, call, reply, fault);
        }
    }

    /** A mistake of the shop or of a test's action is shown as 500, rather than by a connection that ends silently. */
    private Reply reply(Call call) {
        try {
            visitor.accept(call.target());
            return limited(call);
        } catch (RuntimeException e) {
            return Reply.error(500, "bug", e.toString());
        }
    }

    private Reply limited(Call call) {
        if (quota.requests() == 0) {
            return answer(call);
        }
        SlidingWindow.Verdict verdict = window.ask();
        return verdict.taken() ? answer(call).with(window.headers(verdict)) : window.refusal(verdict, now());
    }

    private Reply answer(Call call) {
        try {
            if (call.path().equals(Tokens.PATH)) {
                return tokens.grant(call);
            }
            tokens.check(call);
            return catalogue.answer(call);
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    /** A cut connection is one that is closed without an answer: that is what the end of the caller's block does. */
    private void send(HttpExchange exchange, Call call, Reply reply, Fault fault) throws IOException {
        switch (fault) {
            case CUT -> tally.answering(call, CUT_OFF, fault);
            case UNAVAILABLE -> write(exchange, call, unavailable(), fault);
            case TRUNCATED, NONE -> write(exchange, call, reply, fault);
        }
    }

    private void write(HttpExchange exchange, Call call, Reply reply, Fault fault) throws IOException {
        reply.headers().forEach(header -> exchange.getResponseHeaders().add(header.name(), header.value()));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] body = encoded(exchange, call, reply.body());
        tally.answering(call, reply.status(), fault);
        exchange.sendResponseHeaders(reply.status(), body.length);
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, fault == Fault.TRUNCATED ? body.length / 2 : body.length);
        out.flush();
    }

    private static byte[] encoded(HttpExchange exchange, Call call, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
        String accepted = call.header("Accept-Encoding");
        if (accepted == null || !accepted.contains("gzip") || body.length < WORTH_GZIP) {
            return body;
        }
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        }
        return bytes.toByteArray();
    }

    private static Reply unavailable() {
        return Reply.error(503, "unavailable", "the shop is stocktaking, try again");
    }
}
