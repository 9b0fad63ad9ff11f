package io.qanat.journal;

/** A stored page holds the mark of a credential that isn't known any more, so that it can't be read as it came. */
public final class UnknownSecretException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownSecretException(String message) {
        super(message);
    }
}
