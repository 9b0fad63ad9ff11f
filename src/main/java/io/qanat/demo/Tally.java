package io.qanat.demo;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** Counts what happens. Thread-safe. */
final class Tally {
    private final Map<String, Integer> byPath = new HashMap<>();
    private final Map<Integer, Integer> byStatus = new HashMap<>();
    private final Map<String, Integer> served = new HashMap<>();
    private final Set<InetSocketAddress> connections = new HashSet<>();
    private final List<Long> arrivals = new ArrayList<>();
    private long faults;
    private int now;
    private int most;

    /** A request arrived. The clock is read in here, so that the arrivals are in order. */
    synchronized void arrived(Call call, InetSocketAddress remote, LongSupplier clock) {
        arrivals.add(clock.getAsLong());
        byPath.merge(call.path(), 1, Integer::sum);
        connections.add(remote);
        most = Math.max(most, ++now);
    }

    /** A request's answer is about to be sent: who has read it finds it counted. */
    synchronized void answering(Call call, int status, Faults.Fault fault) {
        now--;
        byStatus.merge(status, 1, Integer::sum);
        if (fault != Faults.Fault.NONE) {
            faults++;
        } else if (status == 200) {
            served.merge(call.key(), 1, Integer::sum);
        }
    }

    synchronized Statistics statistics() {
        return new Statistics(arrivals.size(), byPath, byStatus, faults, arrivals, most, connections.size(), served);
    }
}
