package io.qanat.pull;

import io.qanat.state.Commit;
import io.qanat.state.PullState;
import io.qanat.state.RunRecord;
import io.qanat.state.StateException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The publishing of a run over all sinks that joined it, in the order that survives a crash at any moment: before the run is
 * noted in the state nothing is seen, and once it is noted, whoever comes next can publish it. Used by one thread.
 */
final class Publication {
    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    private final String pull;
    private final RunPlan plan;
    private final List<Sink> sinks;
    private boolean noted;

    Publication(String pull, RunPlan plan, Collection<Sink> sinks) {
        this.pull = pull;
        this.plan = plan;
        this.sinks = List.copyOf(sinks);
    }

    /** Makes all records durable where no reader looks. */
    void prepare() throws IOException {
        for (Sink sink : sinks) {
            sink.prepare();
        }
        plan.journal().sync();
    }

    /**
     * Shows all of them.
     *
     * @param next what is remembered of the pull from now on
     * @param record what the history says of the run
     * @throws RunException if the run is noted, but not all of it could be done now
     */
    void publish(PullState next, RunRecord record) {
        Commit commit =
                new Commit(pull, plan.id(), sinks.stream().map(Sink::address).toList(), next, record);
        plan.lock().requireHeld();
        noted = true; // also if the note's fate is unknown, since the connection broke
        plan.store().commit(commit);
        sinks.forEach(this::publish);
        try {
            plan.store().finish(pull, plan.id());
        } catch (StateException e) {
            throw later("its end could not be noted: " + e.getMessage(), e);
        }
    }

    private void publish(Sink sink) {
        try {
            sink.publish();
        } catch (IOException | RuntimeException e) {
            throw later(sink.name() + " could not be published now: " + RunException.messageOf(e), e);
        }
    }

    private RunException later(String what, Exception cause) {
        return new RunException(
                pull + ": run " + plan.id() + " is complete, but " + what
                        + "; the next firing tries it again, without requests",
                cause);
    }

    /** Whether the run may be noted: then it will be published, by whomever, and nothing of it may be discarded. */
    boolean noted() {
        return noted;
    }

    /** What was published, as a user would name it. */
    List<String> files() {
        return sinks.stream().flatMap(sink -> sink.published().files().stream()).toList();
    }

    /** Removes what was written, unless the run is noted. */
    void discard() {
        if (!noted) {
            sinks.forEach(sink -> attempt(sink, "discarded", sink::discard));
        }
    }

    /** Gives back what the sinks hold. */
    void release() {
        sinks.forEach(sink -> attempt(sink, "released", sink::release));
    }

    /** One sink that can't clean up must not keep the others from it. */
    private void attempt(Sink sink, String what, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("{}: {} could not be {} after run {}: {}", pull, sink.name(), what, plan.id(), e.toString());
        }
    }
}
