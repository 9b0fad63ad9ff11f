package io.qanat.api;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the HTTP requests that were made for someone, such as a run. Thread-safe. */
public final class CallCount {
    private static final long UNTOLD = -1;

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private final AtomicLong limited = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile long left = UNTOLD;

    /** All requests sent, with redirects, repeated ones and those that failed. */
    public long requests() {
        return requests.get();
    }

    /** Attempts after the first. */
    public long retries() {
        return retries.get();
    }

    /** Answers with status 429. */
    public long limited() {
        return limited.get();
    }

    /** Bytes of the answers' bodies, decompressed. */
    public long bytes() {
        return bytes.get();
    }

    /** Requests that the API's latest answer still allows, by its rate limit's header fields; nothing if it didn't say. */
    public OptionalLong left() {
        long told = left;
        return told == UNTOLD ? OptionalLong.empty() : OptionalLong.of(told);
    }

    void left(OptionalLong told) {
        if (told.isPresent()) {
            left = Math.max(0, told.getAsLong());
        }
    }

    /** Another attempt is going to be made. */
    public void retried() {
        retries.incrementAndGet();
    }

    void sent() {
        requests.incrementAndGet();
    }

    void answered(int status, int length) {
        bytes.addAndGet(length);
        if (status == 429) {
            limited.incrementAndGet();
        }
    }
}
