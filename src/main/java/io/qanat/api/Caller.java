package io.qanat.api;

import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Who calls an API's route, for its log events and counts: an exchange property. A route of the integrator's that calls
 * {@code direct:shop} by itself has none.
 *
 * @param pull the pull's name; empty for another route
 * @param ignoreStatuses statuses that the caller takes as an answer, besides 2xx
 * @param attempt the attempt at hand, from 1
 * @param count where the requests are counted
 * @param attempts how many attempts there are at most by the caller's own rules; 0 if the API's hold
 * @param shown whether the request is shown to somebody ({@link Api#exchanged})
 */
public record Caller(
        String pull, Set<Integer> ignoreStatuses, IntSupplier attempt, CallCount count, int attempts, boolean shown) {
    /** The exchange property. */
    public static final String PROPERTY = "QanatCaller";

    public Caller {
        ignoreStatuses = Set.copyOf(ignoreStatuses);
    }

    /** A caller by whom the API's rules hold. */
    public Caller(String pull, Set<Integer> ignoreStatuses, IntSupplier attempt, CallCount count) {
        this(pull, ignoreStatuses, attempt, count, 0, false);
    }

    /** The same with attempts of its own. */
    public Caller withAttempts(int most) {
        return new Caller(pull, ignoreStatuses, attempt, count, most, shown);
    }

    /** The same, whose request is shown. */
    public Caller showing() {
        return new Caller(pull, ignoreStatuses, attempt, count, attempts, true);
    }

    /** A caller that is no pull: its call is the only attempt. */
    static Caller another() {
        return new Caller("", Set.of(), () -> 1, new CallCount());
    }
}
