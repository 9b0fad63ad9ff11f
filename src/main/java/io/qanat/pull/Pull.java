package io.qanat.pull;

import io.qanat.api.Apis;
import io.qanat.page.Page;
import io.qanat.settings.Parameters;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean of the Kamelet {@code api-pull}: each step of its route that has state calls one method here. One per pull, used
 * by as many threads as it has slices.
 */
public final class Pull implements CamelContextAware {
    private static final Logger LOG = LoggerFactory.getLogger(Pull.class);

    private Map<String, String> parameters = new HashMap<>();
    private String name = "";
    private @Nullable CamelContext context;
    private @Nullable PullSettings settings;

    /** The Kamelet's parameters, set by Camel one by one. */
    public Map<String, String> getParameters() {
        return parameters;
    }

    /** Called by Camel before {@link #init}. */
    public void setParameters(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** The pull's name: the id of the integrator's route. */
    public void setName(String name) {
        this.name = name;
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
        Parameters read = new Parameters("pull " + name, parameters);
        PullSettings checked =
                PullSettings.read(name, read, Apis.of(context()).folders().ofPull(name));
        read.check();
        settings = checked;
        pulls().add(checked);
        registerThreads(checked);
    }

    /** The threads of its slices, under the name that the Kamelet's split asks for: as many as may run at the same time. */
    private void registerThreads(PullSettings checked) {
        int slices = checked.partitionConcurrency();
        context()
                .getExecutorServiceManager()
                .registerThreadPoolProfile(new ThreadPoolProfileBuilder("qanat-" + name)
                        .poolSize(slices)
                        .maxPoolSize(slices)
                        .maxQueueSize(Integer.MAX_VALUE)
                        .allowCoreThreadTimeOut(true)
                        .build());
    }

    /** The runs of a firing; none if the pull is taken, or if all that was left to do was to publish the last one. */
    public Iterator<?> runs(Exchange exchange) {
        Firing firing = pulls().fire(settings(), exchange);
        if (firing == null) {
            return Collections.emptyIterator();
        }
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                firing.leave(done);
            }
        });
        return firing;
    }

    /** Opens a run, which ends when the exchange is done. */
    public void open(Exchange exchange) {
        Firing firing = exchange.getMessage().getBody(Firing.class);
        if (!firing.more()) {
            exchange.setRouteStop(true);
            return;
        }
        Run run = firing.begin();
        exchange.setProperty(Run.PROPERTY, run);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                firing.ended(run, pulls().end(run, settings(), done.getException()));
            }
        });
        requireParts();
    }

    /** What the pull names must be there; only now are all routes and beans loaded for sure. */
    private void requireParts() {
        String api = "direct://" + settings().api();
        if (context().getRoutes().stream()
                .noneMatch(route -> route.getEndpoint().getEndpointBaseUri().equals(api))) {
            throw new RunException(name + ": there is no API " + settings().api()
                    + ": give a templatedRoute of template api that name, or write a route from direct:"
                    + settings().api());
        }
        Retries.requirePolicy(context(), settings());
    }

    /** What the run consists of. */
    public Iterator<?> slices(Exchange exchange) {
        return exchange.getProperty(Run.PROPERTY, Run.class).slices();
    }

    /** Begins a slice, which ends when the exchange is done. */
    public void begin(Exchange exchange) {
        Slice slice = exchange.getMessage().getBody(Slice.class);
        exchange.setProperty(Slice.PROPERTY, slice);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                slice.leave();
            }
        });
        exchange.getMessage().setBody(null);
    }

    /** Whether the slice has another page. */
    public boolean more(Exchange exchange) {
        return slice(exchange).more();
    }

    /**
     * Whether there is another call to make, for the next page or ahead of it; false once there is nothing to call before the
     * next page goes to the steps, which it waits for.
     */
    public boolean toCall(Exchange exchange) {
        return exchange.getException() == null // a loop asks once more after a failure
                && slice(exchange)
                        .toCall(Apis.of(context()).maxResponseSize(settings().api()));
    }

    /** Begins the calls of a thread with that one. */
    public void request(Exchange exchange) {
        exchange.setProperty(
                CallSeries.PROPERTY, CallSeries.from(settings(), slice(exchange).call()));
    }

    /** Takes over what the call of the next page left. */
    public void answer(Exchange exchange) throws Exception {
        removeOwn(exchange);
        PageCall call = slice(exchange).answered();
        if (call == null) {
            return;
        }
        Exception failure = call.failure();
        if (failure != null && slice(exchange).skip(failure, masked(RunException.messageOf(failure)))) {
            return;
        }
        if (failure != null) {
            exchange.getExchangeExtension().setRedeliveryExhausted(true); // by the call's own rules
            throw failure;
        }
        call.changes().forEach(exchange::setProperty);
    }

    /** Whatever a step or an API's route has set of ours; by a pattern Camel would compile it at each page. */
    private static void removeOwn(Exchange exchange) {
        exchange.getProperties().keySet().stream()
                .filter(name -> name.startsWith("Qanat") && !name.equals(Slice.PROPERTY) && !name.equals(Run.PROPERTY))
                .toList()
                .forEach(exchange::removeProperty);
    }

    /** Whether it goes on: not if the slice was left out. */
    public boolean kept(Exchange exchange) {
        return slice(exchange).skipped() == null;
    }

    /**
     * Makes the message the page that came. If none did, and an error handler of the integrator's went on ({@code continued}),
     * the route ends here: it would ask for the same page for ever.
     */
    public void page(Exchange exchange) {
        Slice slice = slice(exchange);
        Page page = slice.page();
        if (page == null) {
            exchange.setRouteStop(true);
            return;
        }
        slice.notes().forEach(LOG::info);
        exchange.setProperty(Run.PROPERTY, slice.run()); // whatever a step did with it at the page before
        PageMessages.writePage(page, slice.run(), exchange.getMessage());
    }

    /** The page passed the steps. */
    public void handled(Exchange exchange) {
        slice(exchange).handled();
        pulls().progressed(slice(exchange).run());
    }

    private String masked(String text) {
        return Apis.of(context()).masked(settings().api(), text);
    }

    private static Slice slice(Exchange exchange) {
        Slice slice = exchange.getProperty(Slice.PROPERTY, Slice.class);
        if (slice == null) {
            throw new IllegalStateException(
                    "the exchange property " + Slice.PROPERTY + " was removed by a step of the route");
        }
        return slice;
    }

    private Pulls pulls() {
        return Pulls.of(context());
    }

    private CamelContext context() {
        if (context == null) {
            throw new IllegalStateException("pull " + name + " is not in a Camel context");
        }
        return context;
    }

    private PullSettings settings() {
        if (settings == null) {
            throw new IllegalStateException("pull " + name + " is not initialised");
        }
        return settings;
    }
}
