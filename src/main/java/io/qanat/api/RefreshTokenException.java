package io.qanat.api;

import org.jspecify.annotations.Nullable;

/** A refresh token could not be read or stored. Its text holds no token. */
public final class RefreshTokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefreshTokenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
