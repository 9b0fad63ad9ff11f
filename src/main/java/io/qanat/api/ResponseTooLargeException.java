package io.qanat.api;

import org.jspecify.annotations.Nullable;

/** The body is larger than maxResponseSize; it was not read to its end. Ask for smaller pages. */
public final class ResponseTooLargeException extends ApiException {
    private static final long serialVersionUID = 1L;

    ResponseTooLargeException(Call call, String what, @Nullable Throwable cause) {
        super(call, what, null, cause);
    }
}
