package io.qanat.api;

import org.jspecify.annotations.Nullable;

/** A 2xx answer whose body is not what it should be: not JSON, HTML instead of data, an error with status 200. */
public final class UnreadableBodyException extends ApiException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the body, whose excerpt ({@link Excerpt}) is shown. */
    public UnreadableBodyException(Call call, String what, String excerpt, @Nullable Throwable cause) {
        super(call.answered(call.status()), what + ": " + excerpt, null, cause);
    }
}
