package io.qanat.api;

/** A next link, a redirect or a path leads where requests of this API may not go. Trying again does not help. */
public final class LinkRefusedException extends ApiException {
    private static final long serialVersionUID = 1L;

    LinkRefusedException(String message) {
        super(null, message, null, null);
    }
}
