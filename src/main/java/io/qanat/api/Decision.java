package io.qanat.api;

import java.time.Duration;
import java.time.Instant;

/** What to do after a failed attempt. */
public sealed interface Decision {

    /** Why, for the log. */
    String reason();

    /** Wait that long, then send the request again. */
    record Retry(Duration after, String reason) implements Decision {}

    /** Renew the credentials ({@link Credentials#invalidate}), then send the request again without waiting. */
    record Renew(String reason) implements Decision {}

    /** Fail: trying again does not help, or has been tried often enough. */
    record GiveUp(String reason) implements Decision {}

    /** Fail the run and keep what was fetched: the API wants no requests before that time. */
    record ComeBack(Instant at, String reason) implements Decision {}
}
