package io.qanat.api;

import org.jspecify.annotations.Nullable;

/** No connection, no answer or not all of it within the time given. It may work later. */
public final class ApiTimeoutException extends ApiException {
    private static final long serialVersionUID = 1L;

    ApiTimeoutException(Call call, String what, @Nullable Throwable cause) {
        super(call, what, null, cause);
    }
}
