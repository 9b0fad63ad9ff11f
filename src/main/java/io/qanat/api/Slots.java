package io.qanat.api;

import java.util.ArrayDeque;

/**
 * One rate limit, exact at the server. A slot is taken when a request is let go and is free again one period after its
 * response came. The request arrived at the server in between, so two arrivals by the same slot are always more than a
 * period apart, and no window of that length sees more arrivals than there are slots: whatever the network does. It costs
 * one response time per round of slots. Guarded by the quota's lock.
 */
final class Slots {
    /** Clocks of two computers may differ in speed by as much as NTP corrects: 500 parts per million. */
    private static final long DRIFT = 2_000;

    private final int slots;
    private final long period;
    private final ArrayDeque<Long> freeAt = new ArrayDeque<>();
    private int taken;

    Slots(Rate rate) {
        slots = rate.requests();
        period = rate.period().toNanos() + rate.period().toNanos() / DRIFT;
    }

    /** Nanoseconds until a slot is free: 0 if one is, {@link Waiting#UNTIL_SIGNALLED} if a response must come first. */
    long nanosToWait(long now) {
        return free(now) > 0 ? 0 : freeAt.isEmpty() ? Waiting.UNTIL_SIGNALLED : freeAt.getFirst() - now;
    }

    /** How many slots are free. */
    int free(long now) {
        while (!freeAt.isEmpty() && freeAt.getFirst() - now <= 0) {
            freeAt.removeFirst();
        }
        return slots - taken - freeAt.size();
    }

    void take() {
        taken++;
    }

    void release(long now) {
        taken--;
        freeAt.addLast(now + period);
    }
}
