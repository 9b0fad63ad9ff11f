package io.qanat.pull;

import java.io.IOException;
import java.util.List;

/**
 * A place that takes a run's records and shows all of them at its end, or none. It joins by {@link Run#enlist}. The run
 * calls {@code prepare} on every sink, and only if all of them succeed {@code publish} on every one; otherwise
 * {@code discard}. Whatever came before, {@code release} is the last call. A process that dies after the run was noted as
 * prepared leaves the publishing to the next one, which finds the sink by its address ({@link SinkRecovery}).
 */
public interface Sink {

    /** What it is, for messages: such as {@code table orders}. */
    String name();

    /**
     * Where it is, so that another process finds it: the scheme of a component that is a {@link SinkRecovery}, a colon, and
     * what that component needs; without secrets.
     */
    String address();

    /**
     * Called once, after the last page: waits for what is still being written and makes it durable where no reader looks.
     *
     * @throws IOException if a record could not be kept; nothing may be published then
     */
    void prepare() throws IOException;

    /**
     * Called after every sink is prepared: shows the run's records to readers, at once. Done twice it has the same result.
     *
     * @throws IOException if it could not; it can be tried again
     */
    void publish() throws IOException;

    /**
     * Called instead of publish, at any moment before it: removes what was written. Does nothing if there is nothing.
     */
    void discard();

    /** The last call: gives back what it holds, such as locks and threads, and leaves alone what it has written. */
    void release();

    /** What was published. */
    Published published();

    /**
     * What a sink published.
     *
     * @param rows how many rows
     * @param files the files that hold them, as a user would name them; empty for a database
     */
    record Published(long rows, List<String> files) {
        public Published {
            files = List.copyOf(files);
        }
    }
}
