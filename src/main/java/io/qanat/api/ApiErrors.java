package io.qanat.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Finds the exception for what went wrong (requirement C4). Thread-safe. */
public final class ApiErrors {
    private static final int DEEPEST_CAUSE = 20;

    private final Secrets secrets;

    /** Messages are masked by these secrets. */
    public ApiErrors(Secrets secrets) {
        this.secrets = secrets;
    }

    /** For an answer that is no success: what to do about it, and the server's own words. */
    public ApiException of(Call call, int status, byte[] body) {
        Call answered = call.answered(status);
        String what = explained(StatusAdvice.of(status), body);
        if (status == 429) {
            return new RateLimitedException(answered, what, null);
        }
        return status >= 500 ? new ServerErrorException(answered, what) : new ClientErrorException(answered, what);
    }

    private String explained(String advice, byte[] body) {
        String said = body.length == 0 ? "the body is empty" : "the API says: " + Excerpt.of(body, secrets);
        return advice.isEmpty() ? said : advice + "; " + said;
    }

    /** For an answer that says to come back later than anybody waits. */
    public ApiException comeBack(Call call, int status, String reason, Instant when) {
        return new RateLimitedException(call.answered(status), reason, when);
    }

    /** For what the HTTP client threw; an ApiException is given back as it is. */
    public ApiException of(Call call, Throwable thrown) {
        if (thrown instanceof ApiException known) {
            return known;
        }
        Fault fault = Fault.of(thrown);
        String what =
                fault.description() + ": " + Excerpt.visible(secrets.text(message(thrown) + reason(fault, thrown)));
        return switch (fault) {
            case TIMEOUT -> new ApiTimeoutException(call, what, masked(thrown));
            case CERTIFICATE, CLIENT_CERTIFICATE -> new ApiTlsException(call, what, masked(thrown));
            case TOO_LARGE -> new ResponseTooLargeException(call, what, masked(thrown));
            case PACKED ->
                new UnreadableBodyException(call, fault.description(), secrets.text(message(thrown)), masked(thrown));
            case UNKNOWN_HOST, NO_TLS, REFUSED, RESET, TRUNCATED, NO_ANSWER, PROTOCOL, OTHER ->
                new ApiConnectionException(call, what, masked(thrown));
        };
    }

    /** What lies deepest says why a certificate fails: that it has ended, for one. */
    private static String reason(Fault fault, Throwable thrown) {
        Throwable deepest = thrown;
        for (int depth = 0;
                fault == Fault.CERTIFICATE && depth < DEEPEST_CAUSE && deepest.getCause() != null;
                depth++) {
            deepest = deepest.getCause();
        }
        return message(thrown).contains(message(deepest)) ? "" : ": " + message(deepest);
    }

    private static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }

    /** The cause goes into logs with its stack, and so must not hold a secret either. */
    private @Nullable Throwable masked(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            String message = String.valueOf(t.getMessage());
            if (!secrets.text(message).equals(message)) {
                return null;
            }
        }
        return thrown;
    }
}
