package io.qanat.api;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits that double from attempt to attempt and are scattered (requirement R1). Thread-safe if its random source is. */
public final class Backoff {
    private static final int MOST_DOUBLINGS = 40;

    private final RetrySettings settings;
    private final RandomGenerator random;

    public Backoff(RetrySettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /** How long to wait after that attempt failed, counted from 1. */
    public Duration after(int attempt) {
        double longest = longest(attempt).toNanos();
        double nanos =
                switch (settings.jitter()) {
                    case FULL -> longest * random.nextDouble();
                    case EQUAL -> longest * (0.5 + random.nextDouble());
                    case NONE -> longest;
                };
        return Duration.ofNanos((long) nanos);
    }

    /** min(cap, base · 2^(attempt-1)), reached by steps so that nothing overflows. */
    private Duration longest(int attempt) {
        Duration wait = settings.backoffBase();
        for (int i = 1; i < Math.min(attempt, MOST_DOUBLINGS) && wait.compareTo(settings.backoffCap()) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(settings.backoffCap()) < 0 ? wait : settings.backoffCap();
    }
}
