package io.qanat.pull;

import io.qanat.api.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * The calls that one thread makes for a slice, one after the other: as soon as an answer has shown which request is next, the
 * thread that brought it makes that one, too. To hand it to another thread would cost each page two wakings. An exchange
 * property of those calls; used by one thread at a time.
 */
final class CallSeries {
    /** The exchange property that holds the series. */
    static final String PROPERTY = "QanatCallSeries";

    private final PullSettings settings;
    private final boolean goesOn;
    private final Map<String, Object> left = new HashMap<>();
    private @Nullable PageCall next;
    private @Nullable PageCall current;
    private boolean shown;

    private CallSeries(PullSettings settings, PageCall first, boolean goesOn) {
        this.settings = settings;
        this.next = first;
        this.goesOn = goesOn;
    }

    /** A series that goes on as long as calls are due. */
    static CallSeries from(PullSettings settings, PageCall first) {
        return new CallSeries(settings, first, true);
    }

    /** A series of one call, whose request is shown to somebody. */
    static CallSeries shown(PullSettings settings, PageCall only) {
        CallSeries series = new CallSeries(settings, only, false);
        series.shown = true;
        return series;
    }

    /** That of the exchange. */
    static CallSeries of(Exchange exchange) {
        return Objects.requireNonNull(
                exchange.getProperty(PROPERTY, CallSeries.class),
                () -> "the exchange property " + PROPERTY + " was removed within the API's route");
    }

    /** Whether there is another call to make; the one before it is over. */
    static boolean more(Exchange exchange) {
        CallSeries series = of(exchange);
        series.over();
        return series.next != null;
    }

    private void over() {
        if (current != null) {
            current.over();
            current = null;
        }
    }

    /** The end of the exchange, however it comes to it, is told to the call that is under way. */
    static void opened(Exchange exchange) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                of(exchange).over();
            }
        });
    }

    /** Makes the message the request of the next call. */
    static void begin(Exchange exchange) {
        of(exchange).next(exchange);
    }

    private void next(Exchange exchange) {
        PageCall call = Objects.requireNonNull(next, "more() said that there is one");
        next = null;
        current = call;
        left.forEach(exchange::setProperty);
        exchange.setProperty(PageCall.PROPERTY, call);
        exchange.setProperty(Slice.API, settings.api());
        exchange.setProperty(Caller.PROPERTY, caller(call));
        PageMessages.writeRequest(call.request(), exchange.getMessage());
        call.begin(exchange);
    }

    private Caller caller(PageCall call) {
        Caller caller = new Caller(
                settings.name(),
                settings.ignoreStatuses(),
                call::attempt,
                call.slice().run().calls());
        return shown ? caller.showing() : caller;
    }

    /** The answer of the call at hand was taken: it goes on with the call that is due now, if there is one. */
    void taken(PageCall call) {
        left.putAll(call.changes());
        next = goesOn ? call.slice().following() : null;
    }
}
