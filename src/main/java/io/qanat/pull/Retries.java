package io.qanat.pull;

import io.qanat.api.Api;
import io.qanat.api.Apis;
import io.qanat.api.Attempt;
import io.qanat.api.Caller;
import io.qanat.api.Decision;
import io.qanat.api.Outcome;
import io.qanat.incremental.IncrementalException;
import io.qanat.page.Headers;
import io.qanat.page.PageException;
import io.qanat.settings.NameValue;
import java.io.EOFException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;
import org.apache.camel.LoggingLevel;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.support.CamelContextHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Camel's redelivery asks about a failed call of a pull: it is told of the failure and sets the wait, then says whether
 * there is another attempt. Holds nothing of a call; thread-safe.
 */
public final class Retries {
    private static final String DECISION = "QanatRetry";
    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

    private final CamelContext context;

    Retries(CamelContext context) {
        this.context = context;
    }

    /** The redelivery policy of the calls: how often and when is decided here, and nothing is logged twice. */
    static RedeliveryPolicy policy() {
        RedeliveryPolicy policy = new RedeliveryPolicy();
        policy.setMaximumRedeliveries(-1);
        policy.setRedeliveryDelay(0);
        policy.setAllowRedeliveryWhileStopping(false);
        policy.setLogExhausted(false);
        policy.setLogRetryAttempted(false);
        policy.setRetryAttemptedLogLevel(LoggingLevel.OFF);
        return policy;
    }

    /** Throws what was caught, and takes back an inner error handler's word that nobody should try again. */
    static void notExhausted(Exchange exchange) throws Exception {
        exchange.getExchangeExtension().setRedeliveryExhausted(false);
        exchange.getExchangeExtension().setFailureHandled(false);
        throw exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    }

    /** Before an attempt: a policy of the integrator's says how many there are, which errors tell. */
    void announce(Exchange exchange) {
        Caller caller = exchange.getProperty(Caller.PROPERTY, Caller.class);
        String own = PageCall.of(exchange).slice().run().settings().retryPolicy();
        if (own != null && caller != null) {
            int most = policy(context, own).getMaximumRedeliveries();
            exchange.setProperty(Caller.PROPERTY, caller.withAttempts(most < 0 ? Integer.MAX_VALUE : most + 1));
        }
    }

    /** The error handler's {@code onExceptionOccurred}: decides about a failed call. */
    void occurred(Exchange exchange) {
        PageCall call = PageCall.of(exchange);
        Exception thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Decision decision = thrown instanceof JournalException
                        || thrown instanceof IncrementalException
                        || thrown instanceof CancellationException
                ? new Decision.GiveUp(String.valueOf(thrown.getMessage())) // the call went well
                : decide(outcome(exchange, thrown), call);
        exchange.setProperty(DECISION, decision);
        if (decision instanceof Decision.Retry retry) {
            Duration wait = Apis.of(context).waiting().delay(retry.after());
            exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, wait.toMillis());
        }
    }

    /**
     * The error handler's {@code retryWhile}: whether there is another attempt, which is counted; as decided, unless the run is
     * ending.
     */
    @Handler
    public boolean again(Exchange exchange) {
        PageCall call = PageCall.of(exchange);
        if (!(exchange.getProperty(DECISION) instanceof Decision.Retry retry) || !call.wanted()) {
            return false;
        }
        call.failedOnce();
        LOG.warn(
                "{}: {}; attempt {} follows in {} ms",
                call.slice().subject(),
                retry.reason(),
                call.attempt(),
                retry.after().toMillis());
        return true;
    }

    private Decision decide(Outcome outcome, PageCall call) {
        PullSettings settings = call.slice().run().settings();
        String own = settings.retryPolicy();
        Decision decision = Apis.of(context)
                .retryRules(settings.api())
                .decide(new Attempt(
                        own == null ? call.attempt() : 1,
                        settings.pages().request().method(),
                        settings.retryUnsafe(),
                        false,
                        outcome));
        return own == null || !(decision instanceof Decision.Retry retry) ? decision : byPolicy(own, retry, call);
    }

    /** A policy of the integrator's counts and delays the attempts that the rules allow. */
    private Decision byPolicy(String name, Decision.Retry retry, PageCall call) {
        RedeliveryPolicy policy = policy(context, name);
        int most = policy.getMaximumRedeliveries();
        if (most >= 0 && call.attempt() > most) {
            return new Decision.GiveUp(retry.reason() + ", after " + call.attempt() + " attempts");
        }
        long wait = 0; // before the first, as Camel's own error handler counts
        for (int attempt = 1; attempt <= call.attempt(); attempt++) {
            wait = policy.calculateRedeliveryDelay(wait, attempt);
        }
        return new Decision.Retry(Duration.ofMillis(wait), retry.reason());
    }

    /**
     * Looks the integrator's own policy up, if the pull names one.
     *
     * @throws RunException if there is none of that name
     */
    static void requirePolicy(CamelContext context, PullSettings settings) {
        String own = settings.retryPolicy();
        if (own != null) {
            policy(context, own);
        }
    }

    private static RedeliveryPolicy policy(CamelContext context, String name) {
        RedeliveryPolicy policy = CamelContextHelper.lookup(context, name, RedeliveryPolicy.class);
        if (policy == null) {
            throw new RunException("retry: there is no redeliveryPolicy " + name
                    + ": write a bean of that name and of type " + RedeliveryPolicy.class.getName());
        }
        return policy;
    }

    /** How the API's route says that the call ended; a hand-written route throws whatever it has. */
    private static Outcome outcome(Exchange exchange, Exception thrown) {
        if (thrown instanceof PageException page) {
            return new Outcome.Failed(page.retryable() ? cutShort(page) : page);
        }
        Outcome known = exchange.getProperty(Api.OUTCOME, Outcome.class);
        return known != null ? known : handWritten(thrown);
    }

    private static Outcome handWritten(Exception thrown) {
        return thrown instanceof HttpOperationFailedException answer
                ? new Outcome.Answered(answer.getHttpResponseCode(), headers(answer))
                : new Outcome.Failed(thrown);
    }

    private static Headers headers(HttpOperationFailedException answer) {
        Map<String, String> fields = answer.getResponseHeaders() == null ? Map.of() : answer.getResponseHeaders();
        return new Headers(fields.entrySet().stream()
                .map(field -> new NameValue(field.getKey(), field.getValue()))
                .toList());
    }

    private static EOFException cutShort(PageException page) {
        EOFException end = new EOFException(page.getMessage());
        end.initCause(page);
        return end;
    }
}
