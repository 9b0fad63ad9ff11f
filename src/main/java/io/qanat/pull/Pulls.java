package io.qanat.pull;

import io.qanat.api.Apis;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
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

    /** The exchange property that takes the result of the run which the exchange began, for who asked for it. */
    private static final String ANSWER = "QanatResult";

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
        CompletableFuture<RunResult> answer = new CompletableFuture<>();
        exchange.setProperty(ANSWER, answer);
        try {
            trigger.getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            trigger.releaseExchange(exchange, false);
        }
        if (!answer.isDone() && exchange.getProperty(Run.PROPERTY) == null) {
            throw new IllegalStateException("pull " + name + ": no run was begun", exchange.getException());
        }
        return answer.join(); // a context that stops sends this thread back before the run's own have left
    }

    /** Gives the result to who asked for the run, if somebody did. */
    static void answer(Exchange exchange, RunResult result) {
        if (exchange.getProperty(ANSWER) instanceof CompletableFuture<?>) {
            @SuppressWarnings("unchecked") // set by pull alone
            CompletableFuture<RunResult> answer = (CompletableFuture<RunResult>) exchange.getProperty(ANSWER);
            answer.complete(result);
        }
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
        PullHealth.register(context, settings.name(), () -> last(settings.name()));
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
        tell(listener -> listener.begun(run));
        return run;
    }

    void progressed(Run run) {
        tell(listener -> listener.progressed(run));
    }

    RunResult skipped(PullSettings settings) {
        String error = settings.name() + ": is still running; this firing was skipped";
        LOG.warn(error);
        RunResult result = empty(settings, Outcome.SKIPPED, error);
        tell(listener -> listener.ended(result));
        return result;
    }

    /** The settings are well, but not with the values that this run would have had. */
    RunResult notBegun(PullSettings settings, RuntimeException failure) {
        RunResult result = empty(settings, Outcome.FAILED, masked(settings, RunException.messageOf(failure)));
        LOG.error("{}: not begun: {}", result.pull(), result.error());
        ended(settings, result);
        return result;
    }

    private static RunResult empty(PullSettings settings, Outcome outcome, String error) {
        return new RunResult(settings.name(), "", outcome, false, 0, 0, 0, 0, 0, Duration.ZERO, List.of(), error);
    }

    RunResult end(Run run, PullSettings settings, @Nullable Throwable failure) {
        RunResult result = run.end(failure, Instant.now(), text -> masked(settings, text));
        open.remove(run);
        log(result, run.calls());
        if (failure != null) {
            LOG.debug("{}: run {} failed", result.pull(), result.run(), failure);
        }
        ended(settings, result);
        return result;
    }

    /** An exception of somebody else's, such as a step's, may quote what the API's own never do. */
    private String masked(PullSettings settings, String text) {
        return Apis.of(context).masked(settings.api(), text);
    }

    /** What a listener does wrong must not keep a run from its end. */
    private void tell(Consumer<RunListener> what) {
        for (RunListener listener : listeners) {
            try {
                what.accept(listener);
            } catch (RuntimeException e) {
                LOG.error("a listener failed", e);
            }
        }
    }

    private void ended(PullSettings settings, RunResult result) {
        last.put(result.pull(), result);
        tell(listener -> listener.ended(result));
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
                        "{}: stopped after {} pages; nothing was published, the next run begins afresh ({})",
                        result.pull(),
                        result.pages(),
                        result.error());
            default ->
                LOG.error(
                        "{}: failed after {} pages, nothing was published: {}",
                        result.pull(),
                        result.pages(),
                        result.error());
        }
    }
}
