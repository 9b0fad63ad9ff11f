package io.qanat.pull;

import io.qanat.api.Api;
import io.qanat.api.Apis;
import io.qanat.api.Exchanged;
import io.qanat.incremental.Bounds;
import io.qanat.page.Answer;
import io.qanat.page.Headers;
import io.qanat.page.Page;
import io.qanat.page.PageRequest;
import io.qanat.page.Pagination;
import io.qanat.page.Place;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/**
 * Pulls the first page of a run that nobody publishes: by the same calls as any run, with the quota, credentials and retries of
 * its API, but without its steps. Neither lock, state, journal nor table is touched.
 */
final class FirstPage {
    private final CamelContext context;
    private final PullSettings settings;
    private final Parts parts;
    private final Run run;

    FirstPage(CamelContext context, PullSettings settings, RunPlan plan, Parts parts) {
        this.context = context;
        this.settings = settings;
        this.parts = parts;
        this.run = new Run(settings, plan, parts);
    }

    /**
     * Makes the call.
     *
     * @throws Exception what the call failed with, or a {@link RunException} if there is nothing to ask for
     */
    Preview pull() throws Exception {
        if (parts.size() == 0) {
            throw new RunException(settings.name() + ": there is nothing to ask for: forEach has no values");
        }
        Slice slice = run.slices().next();
        Exchange exchange = new DefaultExchange(context);
        Page page = call(slice, exchange);
        return preview(slice, parts.size(), page, exchange);
    }

    private Page call(Slice slice, Exchange exchange) throws Exception {
        int largest = Apis.of(context).maxResponseSize(settings.api());
        if (!slice.more() || !slice.toCall(largest)) {
            throw new RunException(slice.subject() + ": there is nothing to ask for");
        }
        PageCall call = slice.call();
        exchange.setProperty(CallSeries.PROPERTY, CallSeries.shown(settings, call));
        exchange.setProperty(Answers.KEEP, true);
        try (ProducerTemplate template = context.createProducerTemplate()) {
            CompletableFuture<Exchange> done = template.asyncSend("direct:qanat-page", exchange);
            slice.toCall(largest); // waits for it
            done.join();
        } finally {
            slice.leave();
        }
        Exception failure = call.failure() == null ? exchange.getException() : call.failure();
        if (failure != null) {
            throw failure;
        }
        return Objects.requireNonNull(slice.page(), "a call without a page fails");
    }

    private Preview preview(Slice slice, int slices, Page page, Exchange exchange) {
        Pagination pagination = slice.pagination();
        Bounds bounds = run.plan().bounds();
        PageRequest next = pagination.request();
        Place stated = settings.pages().records();
        return new Preview(
                settings.name(),
                settings.api(),
                slice.key(),
                slices,
                bounds == null ? Map.of() : bounds.placeholders(),
                exchanged(exchange),
                run.calls().requests(),
                page,
                pagination.rows(),
                pagination.described(),
                pagination.recognised() != null,
                stated == null ? pagination.recordsFound() : stated.text(),
                stated == null,
                pagination.total(),
                next == null ? null : next.method() + " " + url(next),
                pagination.stoppedBy(),
                pagination.notes(),
                Objects.requireNonNull(exchange.getProperty(Answers.KEEP, Answer.class)));
    }

    /** A hand-written route doesn't tell what it asked; then it is told what was asked of it. */
    private Exchanged exchanged(Exchange exchange) {
        Exchanged made = Api.exchanged(exchange);
        return made != null ? made : asked(Objects.requireNonNull(first()), exchange);
    }

    private @Nullable PageRequest first() {
        return parts.slice(run, 0).pagination().request();
    }

    private Exchanged asked(PageRequest request, Exchange exchange) {
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
        return new Exchanged(request.method(), url(request), List.of(), "", status, Headers.NONE);
    }

    /** As {@link io.qanat.api} will send it, without secrets; the credentials are left out. */
    private String url(PageRequest request) {
        URI base = Apis.of(context).url(settings.api());
        String origin = request.absolute() ? "" : base == null ? "direct:" + settings.api() : base.toString();
        String target = request.target();
        String query =
                request.query().isEmpty() ? "" : (target.contains("?") ? "&" : "?") + Api.encode(request.query());
        return Apis.of(context).secrets(settings.api()).url(origin.replaceFirst("/$", "") + target + query);
    }
}
