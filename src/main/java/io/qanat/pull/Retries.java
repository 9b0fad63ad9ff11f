package io.qanat.pull;

import io.qanat.api.Api;
import io.qanat.api.Apis;
import io.qanat.api.Attempt;
import io.qanat.api.Decision;
import io.qanat.api.Outcome;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;
import org.apache.camel.LoggingLevel;
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

    /** The error handler's {@code onExceptionOccurred}: decides about a failed call. */
    void occurred(Exchange exchange) {
        Slice slice = slice(exchange);
        Decision decision = decide(exchange, slice);
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
        Slice slice = slice(exchange);
        if (!(exchange.getProperty(DECISION) instanceof Decision.Retry retry)
                || !slice.run().going()) {
            return false;
        }
        slice.failedOnce();
        LOG.warn(
                "{}: {}; attempt {} follows in {} ms",
                slice.subject(),
                retry.reason(),
                slice.attempt(),
                retry.after().toMillis());
        return true;
    }

    private Decision decide(Exchange exchange, Slice slice) {
        PullSettings settings = slice.run().settings();
        String own = settings.retryPolicy();
        Decision decision = Apis.of(context)
                .retryRules(settings.api())
                .decide(new Attempt(
                        own == null ? slice.attempt() : 1,
                        settings.pages().request().method(),
                        settings.retryUnsafe(),
                        false,
                        outcome(exchange)));
        return own == null || !(decision instanceof Decision.Retry retry) ? decision : byPolicy(own, retry, slice);
    }

    /** A policy of the integrator's counts and delays the attempts that the rules allow. */
    private Decision byPolicy(String name, Decision.Retry retry, Slice slice) {
        RedeliveryPolicy policy = CamelContextHelper.mandatoryLookup(context, name, RedeliveryPolicy.class);
        int most = policy.getMaximumRedeliveries();
        if (most >= 0 && slice.attempt() > most) {
            return new Decision.GiveUp(retry.reason() + ", after " + slice.attempt() + " attempts");
        }
        long wait = policy.getRedeliveryDelay();
        for (int attempt = 1; attempt <= slice.attempt(); attempt++) {
            wait = policy.calculateRedeliveryDelay(wait, attempt);
        }
        return new Decision.Retry(Duration.ofMillis(wait), retry.reason());
    }

    /** How the API's route says that the call ended; a hand-written route throws whatever it has. */
    private static Outcome outcome(Exchange exchange) {
        Outcome known = exchange.getProperty(Api.OUTCOME, Outcome.class);
        return known != null
                ? known
                : new Outcome.Failed(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
    }

    private static Slice slice(Exchange exchange) {
        return exchange.getProperty(Slice.PROPERTY, Slice.class);
    }
}
