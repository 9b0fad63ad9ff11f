package io.qanat.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call of an API failed. Each subclass is a situation that a caller can act on. The message names API, method, URL,
 * status and attempt, and holds no secret.
 */
public abstract class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Call call;
    private final String what;
    private final @Nullable Instant comeBack;

    ApiException(@Nullable Call call, String what, @Nullable Instant comeBack, @Nullable Throwable cause) {
        super(call == null ? what : call + ": " + what, cause);
        this.call = call;
        this.what = what;
        this.comeBack = comeBack;
    }

    /** The call, if one was made. */
    public @Nullable Call call() {
        return call;
    }

    /** What went wrong, without the call. */
    public String what() {
        return what;
    }

    /** The answer's status; 0 if none came. */
    public int status() {
        return call == null ? 0 : call.status();
    }

    /** When the API will take requests again, if it said so. */
    public @Nullable Instant comeBack() {
        return comeBack;
    }
}
