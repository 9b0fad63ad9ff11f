package io.qanat.api;

import org.jspecify.annotations.Nullable;

/** No answer came: the host is unknown, the connection failed, broke off or was cut short. It may work later. */
public final class ApiConnectionException extends ApiException {
    private static final long serialVersionUID = 1L;

    ApiConnectionException(Call call, String what, @Nullable Throwable cause) {
        super(call, what, null, cause);
    }
}
