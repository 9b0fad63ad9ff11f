package io.qanat.state;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of pulls between their runs: bookmarks, the history, and which run is being published. Every method
 * returns when what it did would survive a loss of power, and throws a {@link StateException} otherwise. Thread-safe; a
 * pull's own data are changed only by who holds its {@link #lock}.
 *
 * <p>A run that publishes calls, in this order: {@link #commit} after every sink is prepared and before the first one
 * publishes; {@link #finish} after all have. A process that dies in between leaves the commit {@linkplain #pending pending}:
 * whoever gets the lock next publishes the sinks again, which has the same result, and finishes it.
 */
public interface StateStore extends AutoCloseable {

    /** What is remembered of a pull; {@link PullState#NONE} before its first run. */
    PullState read(String pull);

    /** Sets what is remembered of a pull, by hand. */
    void write(String pull, PullState state);

    /** The pulls of which something is remembered: a state, a run to be finished, or the history of one. */
    Set<String> pulls();

    /** Notes that a run is going to be published. There is none pending of that pull. */
    void commit(Commit commit);

    /** The run of that pull that is noted to be published and isn't finished; null if none is. */
    @Nullable
    Commit pending(String pull);

    /**
     * Makes the pending commit's state and record the pull's, and removes the note, at once. Done again after a crash it has
     * the same result; without a pending commit of that run it does nothing.
     */
    void finish(String pull, String run);

    /**
     * Removes the note of that run, which can never be published: what its sinks had prepared is gone. Without a pending commit
     * of that run it does nothing.
     */
    void abandon(String pull, String run);

    /** Adds a run to the history that published nothing; what the history says of that run already gives way. */
    void record(RunRecord run);

    /**
     * The history, the latest run first: a pull's runs in the order in which they were recorded, whatever the clock did.
     * Each run is in it once. A pull's last 1,000 runs are kept at least.
     *
     * @param pull of that pull only; null for all
     * @param most no more than these
     */
    List<RunRecord> runs(@Nullable String pull, int most);

    /** Takes the pull for this process and thread of work; null if it is taken, here or elsewhere. Doesn't wait. */
    @Nullable
    PullLock lock(String pull);

    /**
     * Who has taken the pull, for a message after {@link #lock} gave null: {@code process 123 on host x since …}, or
     * {@code another process} where nothing better is known. Who has died in the meantime may still be named.
     */
    String holder(String pull);

    /** Where it is, for messages; without secrets. */
    String place();

    /** Releases what it holds. */
    @Override
    void close();
}
