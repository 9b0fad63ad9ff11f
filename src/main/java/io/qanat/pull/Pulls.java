package io.qanat.pull;

import io.qanat.api.Apis;
import io.qanat.disk.Disk;
import io.qanat.incremental.Bounds;
import io.qanat.journal.Journal;
import io.qanat.journal.SecretMarks;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.state.PullLock;
import io.qanat.state.StateException;
import io.qanat.state.StateStore;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private static final Logger LOG = LoggerFactory.getLogger(Pulls.class);

    /** The exchange property that takes the result of the run which the exchange began, for who asked for it. */
    private static final String ANSWER = "QanatResult";

    /** The exchange property with what was asked for beyond what the route says. */
    private static final String OPTIONS = "QanatOptions";

    /** The exchange property that says that the pull's own route has been reached. */
    private static final String FIRED = "QanatFired";

    private final CamelContext context;
    private final Map<String, PullSettings> pulls = new ConcurrentSkipListMap<>();
    private final Map<String, RunResult> last = new ConcurrentHashMap<>();
    private final Set<Run> open = ConcurrentHashMap.newKeySet();
    private final List<RunListener> listeners = new CopyOnWriteArrayList<>();
    private final RunPlanner planner;
    private final Recovery recovery;
    private final Durability durability;

    /** Made once for each context, by the plugin that sets Qanat up. */
    public Pulls(CamelContext context) {
        this.context = context;
        this.durability = new Durability(context);
        this.recovery = new Recovery(context, this);
        this.planner = new RunPlanner(context, this);
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
     * @return how its run ended; of several, one for each window, the last one
     * @throws IllegalArgumentException if there is no pull of that name
     */
    public RunResult pull(String name) {
        List<RunResult> results = pull(name, RunOptions.NONE);
        return results.get(results.size() - 1);
    }

    /**
     * The same with something asked for beyond what the pull's route says.
     *
     * @return how its run ended; of several, one for each window, all
     * @throws IllegalArgumentException if there is no pull of that name
     */
    public List<RunResult> pull(String name, RunOptions options) {
        DefaultConsumer trigger = trigger(name);
        Exchange exchange = trigger.createExchange(false);
        CompletableFuture<List<RunResult>> answer = new CompletableFuture<>();
        exchange.setProperty(ANSWER, answer);
        exchange.setProperty(OPTIONS, options);
        try {
            trigger.getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            trigger.releaseExchange(exchange, false);
        }
        if (!answer.isDone() && exchange.getProperty(FIRED) == null) {
            throw new IllegalStateException("pull " + name + ": no run was begun", exchange.getException());
        }
        return answer.join(); // a context that stops sends this thread back before the run's own have left
    }

    /**
     * Runs the pull of a run whose pages were kept over those pages, without any call.
     *
     * @throws RunException if there are no pages of that run
     * @throws IllegalArgumentException if its pull isn't there any more
     */
    public RunResult replay(String run) {
        List<RunResult> results = pull(pullOf(run), RunOptions.replaying(run));
        return results.get(results.size() - 1);
    }

    /**
     * Pulls the first page that the next run of a pull would ask for, in this thread, and nothing else: no step sees it, and
     * nothing is written. An unfinished run is not looked at.
     *
     * @throws IllegalArgumentException if there is no pull of that name
     * @throws Exception what the call failed with
     */
    public Preview preview(String name) throws Exception {
        PullSettings settings = pulls.get(name);
        if (settings == null) {
            throw new IllegalArgumentException(
                    "there is no pull " + name + "; there are: " + String.join(", ", pulls.keySet()));
        }
        Parts parts = Parts.of(context, settings);
        return new FirstPage(context, settings, planner.look(settings), parts).pull();
    }

    private String pullOf(String run) {
        try (Journal archive = journals().open(journals().requireArchive(run), SecretMarks.NONE)) {
            return JournalHeader.of(archive.header()).pull();
        } catch (IOException e) {
            throw new JournalException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Who asked for the runs of a firing and waits for their results, if somebody does. */
    @SuppressWarnings("unchecked") // set by pull alone
    private static @Nullable CompletableFuture<List<RunResult>> asker(Exchange exchange) {
        return (CompletableFuture<List<RunResult>>) exchange.getProperty(ANSWER);
    }

    /**
     * Takes the pull for a firing of its trigger; null if there is nothing to run.
     */
    @Nullable
    Firing fire(PullSettings settings, Exchange exchange) {
        exchange.setProperty(FIRED, true);
        CompletableFuture<List<RunResult>> asker = asker(exchange);
        RunOptions options = exchange.getProperty(OPTIONS, RunOptions.NONE, RunOptions.class);
        try {
            PullLock lock = store().lock(settings.name());
            if (lock == null) {
                return answered(asker, skipped(settings));
            }
            Firing firing = new Firing(this, settings, options, lock, asker);
            recovery.finishPending(settings, firing);
            return firing;
        } catch (RuntimeException e) {
            return answered(asker, notBegun(settings, e));
        }
    }

    private static @Nullable Firing answered(@Nullable CompletableFuture<List<RunResult>> asker, RunResult result) {
        if (asker != null) {
            asker.complete(List.of(result));
        }
        return null;
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

    /** Closes what was opened for runs; all of them have ended. */
    void close() {
        durability.close();
    }

    /** The disk that journals, state and tables are on. */
    public Disk disk() {
        return durability.disk();
    }

    /**
     * What is remembered of pulls.
     *
     * @throws StateException if it can't be reached
     */
    public StateStore store() {
        return durability.store();
    }

    /**
     * The pull's run that isn't published and whose pages are kept; null if there is none. It is only looked at.
     *
     * @throws StateException if the state can't be reached
     * @throws JournalException if the journals can't be read
     */
    public @Nullable UnfinishedRun unfinished(String pull) {
        Journals looked = durability.storage().journals(disk());
        return UnfinishedRun.find(looked, pull, store().read(pull), now());
    }

    Recovery recovery() {
        return recovery;
    }

    Journals journals() {
        return durability.journals();
    }

    boolean journaled() {
        return durability.journaled();
    }

    Instant now() {
        return Apis.of(context).waiting().now();
    }

    void add(PullSettings settings) {
        pulls.put(settings.name(), settings);
        PullHealth.register(context, settings.name(), () -> last(settings.name()));
    }

    Run begin(PullSettings settings, RunOptions options, @Nullable Bounds done, PullLock lock) {
        Parts parts = Parts.of(context, settings); // before anything else, since there may be none
        Run run = new Run(settings, planner.plan(settings, options, done, lock), parts);
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
        String error = settings.name() + ": is still running in " + store().holder(settings.name())
                + "; this firing was skipped";
        LOG.warn(error);
        RunResult result = empty(settings, Outcome.SKIPPED, error);
        tell(listener -> listener.ended(result));
        return result;
    }

    /** The settings are well, but not with the values that this run would have had. */
    RunResult notBegun(PullSettings settings, Exception failure) {
        RunResult result = empty(settings, Outcome.FAILED, masked(settings, RunException.messageOf(failure)));
        LOG.error("{}: not begun: {}", result.pull(), result.error());
        ended(settings, result);
        return result;
    }

    private RunResult empty(PullSettings settings, Outcome outcome, String error) {
        Instant now = now();
        return new RunResult(settings.name(), "", outcome, false, 0, 0, 0, 0, 0, 0, now, now, List.of(), error);
    }

    RunResult end(Run run, PullSettings settings, @Nullable Throwable failure) {
        RunResult result = run.end(failure, now(), text -> masked(settings, text));
        open.remove(run);
        RunLog.told(result);
        remember(result);
        if (failure != null) {
            LOG.debug("{}: run {} failed", result.pull(), result.run(), failure);
        }
        ended(settings, result);
        return result;
    }

    /** The history is for people: that it can't be written changes nothing of what happened. */
    private void remember(RunResult result) {
        if (result.result().published()) {
            return; // noted together with the state
        }
        try {
            store().record(result.record());
        } catch (StateException e) {
            LOG.error("{}: run {} could not be noted in the history: {}", result.pull(), result.run(), e.getMessage());
        }
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

    void ended(PullSettings settings, RunResult result) {
        last.put(result.pull(), result);
        tell(listener -> listener.ended(result));
        boolean failed = result.result() == Outcome.FAILED || result.result() == Outcome.PARTIAL;
        if (failed && settings.onFailure() != null) {
            Failures.tell(context, settings.onFailure(), result);
        }
    }
}
