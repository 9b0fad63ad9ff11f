package io.qanat.api;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the HTTP requests that were made for someone, such as a run. Thread-safe. */
public final class CallCount {
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private final AtomicLong limited = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

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
