package io.qanat.testserver;

import java.io.IOException;

/** What a {@link FaultServer} does with one request. {@link Behaviours} has them ready-made. */
@FunctionalInterface
public interface Behaviour {

    /**
     * Answers, or doesn't. If the wire is still open afterwards, the next request is read from it.
     *
     * @throws IOException if the client has gone; the connection is closed then
     */
    void play(Wire wire, Received request) throws IOException;

    /** The same, and then the connection is closed without having been announced. */
    default Behaviour thenClose() {
        return (wire, request) -> {
            play(wire, request);
            wire.close();
        };
    }
}
