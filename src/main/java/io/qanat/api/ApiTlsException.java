package io.qanat.api;

import org.jspecify.annotations.Nullable;

/** The server could not prove who it is, or no common encryption was found. Trying again does not help. */
public final class ApiTlsException extends ApiException {
    private static final long serialVersionUID = 1L;

    ApiTlsException(Call call, String what, @Nullable Throwable cause) {
        super(call, what, null, cause);
    }
}
