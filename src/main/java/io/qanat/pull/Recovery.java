package io.qanat.pull;

import io.qanat.state.Commit;
import io.qanat.state.StateException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what an earlier process began: publishes what was noted as prepared, and has what was interrupted go on. Thread-safe. */
final class Recovery {
    /** Interrupted runs that go on at the same time when a context starts. */
    private static final int MOST_RESUMED = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final CamelContext context;
    private final Pulls pulls;

    Recovery(CamelContext context, Pulls pulls) {
        this.context = context;
        this.pulls = pulls;
    }

    /** Publishes a run that an earlier process noted as prepared. */
    void finishPending(PullSettings settings, Firing firing) {
        try {
            Commit pending = pulls.store().pending(settings.name());
            if (pending != null) {
                firing.finished(finish(settings, pending));
            }
        } catch (NotPreparedException e) {
            LOG.error("{}: {}; the run is pulled again", settings.name(), e.getMessage());
        } catch (RuntimeException e) {
            firing.failed(pulls.notBegun(settings, e));
        }
    }

    private RunResult finish(PullSettings settings, Commit pending) throws NotPreparedException {
        for (String sink : pending.sinks()) {
            publish(pending, sink);
        }
        pulls.store().finish(pending.pull(), pending.run());
        pulls.journals().ended(pulls.journals().file(pending.pull(), pending.run()), settings.keepRaw());
        RunResult result = RunResult.of(pending.record(), true);
        LOG.info("{}: published run {}, which was complete, but interrupted", result.pull(), result.run());
        pulls.ended(settings, result);
        return result;
    }

    private void publish(Commit pending, String sink) throws NotPreparedException {
        try {
            of(sink).publish(sink, pending.run());
        } catch (NotPreparedException e) {
            pulls.store().abandon(pending.pull(), pending.run());
            throw e;
        } catch (IOException e) {
            throw new RunException(
                    pending.pull() + ": run " + pending.run() + " is complete, but can't be published to " + sink + " ("
                            + RunException.messageOf(e) + "); the next firing tries it again",
                    e);
        }
    }

    /**
     * What finds sinks of that address again.
     *
     * @throws RunException if there is nothing of that kind in the context
     */
    SinkRecovery of(String address) {
        String scheme = address.substring(0, Math.max(0, address.indexOf(':')));
        SinkRecovery bean = context.getRegistry().lookupByNameAndType(scheme, SinkRecovery.class);
        if (bean != null) {
            return bean;
        }
        if (context.getComponent(scheme) instanceof SinkRecovery component) {
            return component;
        }
        throw new RunException(address + ": no component or bean " + scheme + " can find it again");
    }

    /** Has every scheduled pull whose run was interrupted go on with it now, on threads of their own. */
    void resumeInterrupted() {
        List<String> interrupted = pulls.all().stream()
                .filter(settings -> settings.schedule().scheduled() && interrupted(settings.name()))
                .map(PullSettings::name)
                .toList();
        if (!interrupted.isEmpty()) {
            ExecutorService threads = context.getExecutorServiceManager()
                    .newFixedThreadPool(this, "qanat-resume", Math.min(interrupted.size(), MOST_RESUMED));
            interrupted.forEach(name -> threads.execute(() -> pulls.pull(name, RunOptions.NONE)));
            threads.shutdown();
        }
    }

    private boolean interrupted(String name) {
        try {
            return pulls.store().pending(name) != null || pulls.journals().hasUnfinished(name);
        } catch (IOException | StateException e) {
            LOG.warn("{}: whether a run was interrupted can't be found out now ({})", name, e.getMessage());
            return false;
        }
    }
}
