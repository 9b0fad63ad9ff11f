package io.qanat.api;

import io.qanat.page.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Decides whether and when a failed request is sent again (requirements R1 to R4 and R6). Thread-safe. */
public final class RetryRules {
    /** The least wait after a 429 that doesn't say how long. */
    public static final Duration LEAST_AFTER_429 = Duration.ofSeconds(5);

    private final RetrySettings settings;
    private final Backoff backoff;
    private final Waiting waiting;

    public RetryRules(RetrySettings settings, RandomGenerator random, Waiting waiting) {
        this.settings = settings;
        this.backoff = new Backoff(settings, random);
        this.waiting = waiting;
    }

    /** What to do after that attempt. */
    public Decision decide(Attempt attempt) {
        if (attempt.outcome() instanceof Outcome.Answered answered) {
            return answered(attempt, answered);
        }
        return failed(attempt, ((Outcome.Failed) attempt.outcome()).thrown());
    }

    private Decision answered(Attempt attempt, Outcome.Answered answer) {
        if (answer.status() == 401 && attempt.refreshable()) {
            return new Decision.Renew("status 401: the token is renewed once");
        }
        boolean limited = rateLimited(answer);
        String reason = "status " + answer.status() + (limited ? ", a rate limit" : "");
        if (!limited && !settings.statuses().contains(answer.status())) {
            return new Decision.GiveUp(reason + " is not repeated");
        }
        return repeat(attempt, reason, asked(answer), limited ? LEAST_AFTER_429 : Duration.ZERO);
    }

    /** A 429, and a 403 that says when to come back or that nothing remains. */
    private boolean rateLimited(Outcome.Answered answer) {
        Instant now = waiting.now();
        return switch (answer.status()) {
            case 429 -> settings.statuses().contains(429);
            case 403 ->
                RetryAfter.read(answer.headers(), now).isPresent()
                        || RateLimitHeaders.read(answer.headers(), now).exhausted();
            default -> false;
        };
    }

    /** The wait that the answer asks for, with the margin. */
    private Optional<Duration> asked(Outcome.Answered answer) {
        return asked(answer.headers(), waiting.now());
    }

    /**
     * The wait that any answer asks for, a success too: by Retry-After, or else by its rate limit fields; with the margin.
     */
    public static Optional<Duration> asked(Headers headers, Instant now) {
        return RetryAfter.read(headers, now)
                .or(() -> RateLimitHeaders.read(headers, now).pause())
                .map(RetryAfter.MARGIN::plus);
    }

    private Decision failed(Attempt attempt, Throwable thrown) {
        if (thrown instanceof ApiException known) {
            return failed(attempt, known);
        }
        Fault fault = Fault.of(thrown);
        if (!fault.passing()) {
            return new Decision.GiveUp(fault.description() + ": not repeated");
        }
        return repeat(attempt, fault.description(), Optional.empty(), Duration.ZERO);
    }

    /** An error of a request beside the call's own: for a token, or a wait that the quota refused. */
    private Decision failed(Attempt attempt, ApiException known) {
        Instant comeBack = known.comeBack();
        if (comeBack != null) {
            return new Decision.ComeBack(comeBack, "the API asks to come back later");
        }
        if (known instanceof ApiConnectionException || known instanceof ApiTimeoutException) {
            return repeat(attempt, "no answer", Optional.empty(), Duration.ZERO);
        }
        if (settings.statuses().contains(known.status())) {
            Duration least = known.status() == 429 ? LEAST_AFTER_429 : Duration.ZERO;
            return repeat(attempt, "status " + known.status(), Optional.empty(), least);
        }
        return new Decision.GiveUp(known.getClass().getSimpleName() + " is not repeated");
    }

    private Decision repeat(Attempt attempt, String reason, Optional<Duration> asked, Duration least) {
        if (asked.isPresent() && asked.get().compareTo(settings.maxWait().plus(RetryAfter.MARGIN)) > 0) {
            return new Decision.ComeBack(
                    waiting.now().plus(asked.get()),
                    reason + ", and the API asks to wait longer than maxWait ("
                            + settings.maxWait().toSeconds() + " s)");
        }
        if (!attempt.repeatable()) {
            return new Decision.GiveUp(
                    reason + ", and " + attempt.method() + " is not repeated (retryUnsafe is false)");
        }
        if (attempt.number() >= settings.attempts()) {
            return new Decision.GiveUp(reason + ", after " + attempt.number() + " attempts");
        }
        Duration usual = backoff.after(attempt.number());
        return new Decision.Retry(asked.orElse(usual.compareTo(least) < 0 ? least : usual), reason);
    }
}
