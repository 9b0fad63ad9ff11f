package io.qanat.pull;

import java.io.IOException;

/**
 * Finds sinks of an earlier process again by their {@linkplain Sink#address addresses}, to finish what it began. A Camel
 * component implements it for addresses that begin with its own scheme; a bean of that name in the registry serves as well.
 * Thread-safe.
 */
public interface SinkRecovery {

    /**
     * Publishes what a run has prepared there. Done again, or after the run was published, it has the same result.
     *
     * @throws NotPreparedException if there is nothing that could be published, and it wasn't either
     * @throws IOException if it could not; it can be tried again
     */
    void publish(String address, String run) throws IOException;

    /**
     * Removes what a run left there that will never be published. Does nothing if there is nothing.
     *
     * @throws IOException if something can't be removed
     */
    void discard(String address, String run) throws IOException;
}
