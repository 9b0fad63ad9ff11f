package io.qanat.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The API refuses more requests for longer than {@code maxWait}, or after all attempts: come back later. */
public final class RateLimitedException extends ApiException {
    private static final long serialVersionUID = 1L;

    RateLimitedException(@Nullable Call call, String what, @Nullable Instant comeBack) {
        super(call, comeBack == null ? what : what + "; come back at " + comeBack, comeBack, null);
    }
}
