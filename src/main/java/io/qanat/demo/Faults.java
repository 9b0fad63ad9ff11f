package io.qanat.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * Decides which requests fail, by what they ask for and which attempt it is, so that two runs with the same seed fail
 * alike. An attempt after a failed one always succeeds. Thread-safe.
 */
final class Faults {
    private static final List<Fault> FAULTS = List.of(Fault.UNAVAILABLE, Fault.CUT, Fault.TRUNCATED);

    private final long seed;
    private final double share;
    private final Map<String, Attempts> attempts = new ConcurrentHashMap<>();

    /** What can go wrong. */
    enum Fault {
        /** Nothing. */
        NONE,
        /** 503. */
        UNAVAILABLE,
        /** The connection is closed before the headers. */
        CUT,
        /** It is closed in the middle of the body. */
        TRUNCATED
    }

    /** @param share of the first attempts that fail, 0 to 1 */
    Faults(long seed, double share) {
        this.seed = seed;
        this.share = share;
    }

    Fault next(String key) {
        if (share == 0) {
            return Fault.NONE;
        }
        return attempts.merge(key, first(key), (last, ignored) -> after(key, last))
                .fault();
    }

    private Attempts first(String key) {
        return new Attempts(1, draw(key, 1));
    }

    private Attempts after(String key, Attempts last) {
        int number = last.count() + 1;
        return new Attempts(number, last.fault() == Fault.NONE ? draw(key, number) : Fault.NONE);
    }

    private Fault draw(String key, int attempt) {
        CRC32 hash = new CRC32();
        hash.update(key.getBytes(StandardCharsets.UTF_8));
        Draw draw = new Draw(seed + attempt, hash.getValue());
        return draw.chance(share) ? draw.of(FAULTS) : Fault.NONE;
    }

    private record Attempts(int count, Fault fault) {}
}
