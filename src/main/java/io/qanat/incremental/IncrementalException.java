package io.qanat.incremental;

/** Records, bookmark and settings don't fit together; the message names the pull, the page and what to do. */
public final class IncrementalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IncrementalException(String message) {
        super(message);
    }
}
