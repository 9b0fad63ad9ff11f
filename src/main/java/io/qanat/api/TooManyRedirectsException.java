package io.qanat.api;

/** One redirect led to another, again and again. */
public final class TooManyRedirectsException extends ApiException {
    private static final long serialVersionUID = 1L;

    /** After {@link Redirects#MOST} redirects. */
    public TooManyRedirectsException(Call call) {
        super(call, "more than " + Redirects.MOST + " redirects, a loop", null, null);
    }
}
