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
 */
public record Caller(String pull, Set<Integer> ignoreStatuses, IntSupplier attempt, CallCount count) {
    /** The exchange property. */
    public static final String PROPERTY = "QanatCaller";

    public Caller {
        ignoreStatuses = Set.copyOf(ignoreStatuses);
    }

    /** A caller that is no pull: its call is the only attempt. */
    static Caller another() {
        return new Caller("", Set.of(), () -> 1, new CallCount());
    }
}
