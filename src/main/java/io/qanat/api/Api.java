package io.qanat.api;

import io.qanat.settings.NameValue;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpConstants;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean of the route template {@code api}: each step of its route that has state calls one method here. One per API, used
 * by as many threads as call it.
 */
public final class Api implements CamelContextAware, HttpClientConfigurer {
    /** The header of an answer that holds the URL which answered, without credentials. */
    public static final String URL_HEADER = "QanatUrl";

    /** The exchange property that says how a failed call ended ({@link Outcome}). */
    public static final String OUTCOME = "QanatOutcome";

    /** The logger of the events, one a call. */
    public static final String EVENTS = "io.qanat.calls";

    /** JSON rather than anything else. */
    static final String ACCEPT = "application/json, */*;q=0.5";

    /** As camel-http wants them: to make one of a text it would try all of Camel's converters at each call. */
    private static final Map<String, Object> METHODS =
            Arrays.stream(HttpMethods.values()).collect(Collectors.toMap(HttpMethods::name, method -> method));

    private static final String CALL = "QanatCall";
    private static final String EXCHANGED = "QanatExchanged";
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final Logger CALLS = LoggerFactory.getLogger(EVENTS);

    private Map<String, String> parameters = new HashMap<>();
    private @Nullable CamelContext context;
    private @Nullable Parts parts;

    /** What a call needs, made from the settings once. */
    private record Parts(
            LiveCredentials credentials,
            Links links,
            Secrets secrets,
            ApiErrors errors,
            Quota quota,
            RetryRules rules,
            Waiting waiting,
            PoliteClient client,
            CallCount calls) {
        ApiSettings settings() {
            return credentials.settings();
        }
    }

    /** The template's parameters, set by Camel one by one. */
    public Map<String, String> getParameters() {
        return parameters;
    }

    /** Called by Camel before {@link #init}. */
    public void setParameters(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return context;
    }

    /**
     * Called by Camel when all is set.
     *
     * @throws io.qanat.settings.SettingsException with all mistakes of the parameters
     */
    public void init() {
        Apis apis = Apis.of(context());
        String name = String.valueOf(parameters.get("name"));
        WrittenParameters written = new WrittenParameters(
                parameters, apis.written(name), apis.folders().ofApi(name));
        ApiSettings settings = written.settings();
        Waiting waiting = apis.waiting();
        Secrets secrets = Secrets.of(settings);
        CamelHttp http = new CamelHttp(context(), settings);
        Quota quota = new Quota(settings, waiting, LOG::warn);
        CallCount calls = new CallCount();
        TokenClient tokens = new TokenClient(settings, quota, http, calls);
        LiveCredentials credentials = new LiveCredentials(
                settings,
                () -> written.read(context()),
                now -> Credentials.of(
                        now,
                        tokens,
                        given -> StoredRefreshTokens.in(state(), settings.name(), given, secrets),
                        secrets,
                        waiting),
                secrets);
        RetryRules rules = new RetryRules(settings.retry(), ThreadLocalRandom.current(), waiting);
        parts = new Parts(
                credentials,
                new Links(settings),
                secrets,
                new ApiErrors(secrets),
                quota,
                rules,
                waiting,
                client(settings, http),
                calls);
        if (!settings.rateGiven()) {
            LOG.info("{}: no rateLimit given: 1 request a second (rateLimit: off turns it off)", settings.name());
        }
        apis.add(settings, rules, quota, secrets, credentials::renew);
        show(new ManagedApi(settings.name(), quota, calls));
    }

    private void show(ManagedApi view) {
        try {
            context().addService(view);
        } catch (Exception e) {
            throw new RuntimeCamelException(e);
        }
    }

    private String state() {
        return context().resolvePropertyPlaceholders("{{qanat.state:state}}");
    }

    private PoliteClient client(ApiSettings settings, CamelHttp http) {
        if (!settings.transport().http2()) {
            return new PoliteClient(settings);
        }
        Http2 http2 = new Http2(settings, http.sslContext(), http.hostnameVerifier());
        closeWithContext(http2);
        return new PoliteClient(settings, http2);
    }

    private void closeWithContext(Http2 http2) {
        try {
            context().addService(new ServiceSupport() {
                @Override
                protected void doStop() {
                    http2.close();
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP/2 client would not end with its context", e);
        }
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        parts().client().configureHttpClient(builder);
        Connections.bound(builder, parts().settings(), new CamelHttp(context(), parts().settings()));
    }

    /** Query parameters as a URL takes them, for the header {@code CamelHttpRawQuery}. */
    public static String encode(List<NameValue> query) {
        return Urls.query(query);
    }

    /** The last request that an API's route made for that exchange, and its answer; null if a hand-written route did it. */
    public static @Nullable Exchanged exchanged(Exchange exchange) {
        return exchange.getProperty(EXCHANGED, Exchanged.class);
    }

    /** Reads the request from the message. */
    public void begin(Exchange exchange) {
        exchange.removeProperty(OUTCOME);
        Caller caller = exchange.getProperty(Caller.PROPERTY, Caller.class);
        try {
            PendingCall call =
                    PendingCall.of(exchange.getMessage(), parts().links(), caller == null ? Caller.another() : caller);
            exchange.setProperty(CALL, call);
        } catch (LinkRefusedException e) {
            throw e.masked(parts().secrets());
        }
    }

    /** Whether a request is to be sent: the first, or one more for a redirect or a renewed token. */
    public boolean pending(Exchange exchange) {
        return call(exchange).pending();
    }

    /** Waits for the quota, and makes the message the request as it goes out. */
    public void send(Exchange exchange) throws InterruptedException {
        Parts p = parts();
        PendingCall call = call(exchange);
        Proof proof = call.target().withCredentials()
                ? p.credentials().proofFor(call.method(), call.target().url())
                : Proof.NONE;
        call.sending(proof, p.quota().enter(), p.waiting());
        count(p.calls(), call.caller());
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(HttpConstants.HTTP_METHOD, METHODS.getOrDefault(call.method(), call.method()));
        message.setHeader(HttpConstants.HTTP_URI, call.url(proof).toString());
        message.setHeader("User-Agent", p.settings().userAgent());
        message.setHeader("Accept", ACCEPT);
        call.fields(p.settings()).forEach(message::setHeader);
        proof.headers().forEach(field -> message.setHeader(field.name(), field.value()));
        message.setBody(call.body());
    }

    private static void count(CallCount calls, Caller caller) {
        calls.sent();
        if (caller.attempt().getAsInt() > 1) {
            calls.retried();
        }
    }

    /** Reads the answer: a success or an ignored status is the message, all else an exception or another request. */
    public void receive(Exchange exchange) {
        Parts p = parts();
        PendingCall call = call(exchange);
        Reception.read(exchange.getMessage(), call);
        p.calls().answered(call.status(), call.bytes().size());
        if (call.caller().shown()) {
            exchange.setProperty(EXCHANGED, call.exchanged(p.settings(), p.secrets()));
        }
        Instant now = p.waiting().now();
        RetryRules.asked(call.answer(), now).map(now::plus).ifPresent(p.quota()::pauseUntil);
        Reception reception =
                new Reception(p.settings(), p.links(), p.credentials(), p.errors(), p.rules(), p.secrets());
        try {
            reception.judge(call);
        } catch (ApiException e) {
            ApiException told = e instanceof LinkRefusedException link ? link.masked(p.secrets()) : e;
            call.failed(told);
            exchange.setProperty(OUTCOME, call.outcome());
            throw told;
        }
    }

    /** Turns what the HTTP client threw into an exception that says which call it was. */
    public void fail(Exchange exchange) {
        PendingCall call = call(exchange);
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, IOException.class);
        Throwable cause = thrown != null ? thrown : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        ApiException failure = parts().errors().of(call.described(parts().settings(), parts().secrets()), cause);
        call.failed(failure);
        exchange.setProperty(OUTCOME, new Outcome.Failed(cause));
        throw failure;
    }

    /** Gives the slot back and logs the event, however the request ended. */
    public void done(Exchange exchange) {
        Parts p = parts();
        call(exchange).closed(p.settings(), p.secrets(), p.waiting(), CALLS);
    }

    private static PendingCall call(Exchange exchange) {
        PendingCall call = exchange.getProperty(CALL, PendingCall.class);
        if (call == null) {
            throw new IllegalStateException("the exchange property " + CALL + " was removed within the API's route");
        }
        return call;
    }

    private Parts parts() {
        if (parts == null) {
            throw new IllegalStateException("api " + parameters.get("name") + " is not initialised");
        }
        return parts;
    }

    private CamelContext context() {
        if (context == null) {
            throw new IllegalStateException("api " + parameters.get("name") + " is not in a Camel context");
        }
        return context;
    }
}
