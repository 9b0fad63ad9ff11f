package io.qanat.api;

/** A next link, a redirect or a path leads where requests of this API may not go. Trying again does not help. */
public final class LinkRefusedException extends ApiException {
    private static final long serialVersionUID = 1L;

    LinkRefusedException(String message) {
        super(null, message, null, null);
    }

    /** The same without secrets: an API may put its key into the links that it gives. */
    LinkRefusedException masked(Secrets secrets) {
        return new LinkRefusedException(secrets.text(String.valueOf(getMessage())));
    }
}
