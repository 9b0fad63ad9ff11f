package io.qanat.api;

import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.service.ServiceSupport;

/**
 * An API's quota and calls as they stand, for who watches by JMX: seen where the context has Camel's own management
 * ({@code camel-management}), among its services. Reading costs a lock for a moment and changes nothing. Thread-safe.
 */
@ManagedResource(description = "Qanat API")
public final class ManagedApi extends ServiceSupport {
    private final String api;
    private final Quota quota;
    private final CallCount calls;

    ManagedApi(String api, Quota quota, CallCount calls) {
        this.api = api;
        this.quota = quota;
        this.calls = calls;
    }

    /** How pulls call it. */
    @ManagedAttribute(description = "The API's name")
    public String getApi() {
        return api;
    }

    /** Requests that may go at once as far as the rate limits say; the largest int without limits. */
    @ManagedAttribute(description = "Requests that may go now by the rate limits")
    public int getRemaining() {
        return quota.state().remaining();
    }

    /** Between a sixteenth and 1. */
    @ManagedAttribute(description = "Part of the rate limit that is used since a 429")
    public double getPace() {
        return quota.state().pace();
    }

    /** Requests that may be under way. */
    @ManagedAttribute(description = "Requests that may be under way at the same time, now")
    public int getConcurrency() {
        return quota.state().concurrency();
    }

    /** Requests under way. */
    @ManagedAttribute(description = "Requests under way")
    public int getOpen() {
        return quota.state().open();
    }

    /** Requests in line. */
    @ManagedAttribute(description = "Requests that wait for the quota")
    public int getWaiting() {
        return quota.state().waiting();
    }

    /** In ISO 8601; empty if there is no pause. */
    @ManagedAttribute(description = "When the pause that the API asked for ends")
    public String getPausedUntil() {
        Quota.State state = quota.state();
        return state.pausedUntil() == null ? "" : state.pausedUntil().toString();
    }

    /** With those that were repeated and those that failed. */
    @ManagedAttribute(description = "Requests sent")
    public long getRequests() {
        return calls.requests();
    }

    /** Attempts after the first. */
    @ManagedAttribute(description = "Requests sent again")
    public long getRetries() {
        return calls.retries();
    }

    /** Answers with status 429. */
    @ManagedAttribute(description = "Answers with status 429")
    public long getRateLimited() {
        return calls.limited();
    }

    /** Of the answers' bodies, decompressed. */
    @ManagedAttribute(description = "Bytes of the answers")
    public long getBytes() {
        return calls.bytes();
    }
}
