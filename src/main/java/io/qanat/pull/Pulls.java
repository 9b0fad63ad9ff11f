package io.qanat.pull;

import io.qanat.api.CallCount;
import io.qanat.pull.RunResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pulls of a Camel context and their runs: begins, ends and tells of them, and starts one by hand. Thread-safe. */
public final class Pulls {
    /** The name of the trigger group, and so the beginning of each trigger's endpoint. */
    private static final String TRIGGER = "quartz://qanat/";

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Logger LOG = LoggerFactory.getLogger(Pulls.class);

    private final CamelContext context;
    private final Map<String, PullSettings> pulls = new ConcurrentSkipListMap<>();
    private final Map<String, RunResult> last = new ConcurrentHashMap<>();
    private final Set<Run> open = ConcurrentHashMap.newKeySet();
    private final List<RunListener> listeners = new CopyOnWriteArrayList<>();

    /** Made once for each context, by the plugin that sets Qanat up. */
    public Pulls(CamelContext context) {
        this.context = context;
    }

    /** Those of a context. */
    public static Pulls of(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(Pulls.class);
    }

    /** The settings of all pulls, by name. */
    public Collection<PullSettings> all() {
        return List.copyOf(pulls.values());
    }

    /** Has a listener told of every run from now on. */
    public void listen(RunListener listener) {
        listeners.add(listener);
    }

    /** How the pull's latest run ended, or null before the first end. */
    public @Nullable RunResult last(String name) {
        return last.get(name);
    }

    /**
     * Runs a pull now, in this thread, as its trigger would.
     *
     * @throws IllegalArgumentException if there is no pull of that name
     */
    public RunResult pull(String name) {
        DefaultConsumer trigger = trigger(name);
        Exchange exchange = trigger.createExchange(false);
        try {
            trigger.getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            trigger.releaseExchange(exchange, false);
        }
        RunResult result = last.get(name);
        if (result == null) {
            throw new IllegalStateException("pull " + name + ": no run was begun", exchange.getException());
        }
        return result;
    }

    private DefaultConsumer trigger(String name) {
        return context.getRoutes().stream()
                .filter(route -> route.getEndpoint() instanceof QuartzEndpoint
                        && route.getEndpoint().getEndpointBaseUri().equals(TRIGGER + name))
                .map(Route::getConsumer)
                .map(DefaultConsumer.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no pull " + name + "; there are: " + String.join(", ", pulls.keySet())));
    }

    /** Has all runs end after the page at hand, without publishing. */
    public void stop() {
        open.forEach(Run::stop);
    }

    void add(PullSettings settings) {
        pulls.put(settings.name(), settings);
    }

    Run begin(PullSettings settings) {
        Instant now = Instant.now();
        Run run = new Run(
                settings,
                "%s-%04x".formatted(ID.format(now), ThreadLocalRandom.current().nextInt(0x10000)),
                now);
        open.add(run);
        if (context.isStopping() || context.isStopped()) {
            run.stop();
        }
        listeners.forEach(listener -> listener.begun(run));
        return run;
    }

    void progressed(Run run) {
        listeners.forEach(listener -> listener.progressed(run));
    }

    void skipped(PullSettings settings) {
        String error = settings.name() + ": is still running; this firing was skipped";
        LOG.warn(error);
        ended(
                settings,
                new RunResult(
                        settings.name(), "", Outcome.SKIPPED, false, 0, 0, 0, 0, 0, Duration.ZERO, List.of(), error));
    }

    void end(Run run, PullSettings settings, @Nullable Throwable failure) {
        RunResult result = run.end(failure, Instant.now());
        open.remove(run);
        log(result, run.calls());
        LOG.debug("{}: run {} failed", result.pull(), result.run(), failure);
        ended(settings, result);
    }

    private void ended(PullSettings settings, RunResult result) {
        last.put(result.pull(), result);
        listeners.forEach(listener -> listener.ended(result));
        if (result.result() == Outcome.FAILED && settings.onFailure() != null) {
            Failures.tell(context, settings.onFailure(), result);
        }
    }

    private static void log(RunResult result, CallCount calls) {
        switch (result.result()) {
            case OK ->
                LOG.info(
                        "{}: {} rows in {} pages by {} requests ({} retries, {} limited) in {} s, published as run {}",
                        result.pull(),
                        result.rows(),
                        result.pages(),
                        result.requests(),
                        result.retries(),
                        calls.limited(),
                        result.time().toMillis() / 1000.0,
                        result.run());
            case STOPPED ->
                LOG.warn(
                        "{}: stopped after {} pages; nothing was published, the next run begins afresh",
                        result.pull(),
                        result.pages());
            default ->
                LOG.error(
                        "{}: failed after {} pages, nothing was published: {}",
                        result.pull(),
                        result.pages(),
                        result.error());
        }
    }
}
