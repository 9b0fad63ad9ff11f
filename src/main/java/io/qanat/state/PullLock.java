package io.qanat.state;

/** A pull that is taken; when its process dies it is free. */
public interface PullLock extends AutoCloseable {

    /**
     * Called before a run is published.
     *
     * @throws StateException if somebody else may have taken the pull, since the connection to the database was lost
     */
    void requireHeld();

    /** Frees the pull; done again it does nothing. */
    @Override
    void close();
}
