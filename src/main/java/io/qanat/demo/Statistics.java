package io.qanat.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the shop has seen so far, counted at its side of the wire. Immutable.
 *
 * @param requests all that arrived, refused and failed ones included
 * @param byPath how many for each path, without the query
 * @param byStatus how many answers of each status; 0 for those that were cut off before it
 * @param faults how many failed on purpose: with 503, cut off, or truncated
 * @param arrivals when each arrived, by the shop's clock, in nanoseconds, in order
 * @param mostAtOnce the largest number of requests at the same time
 * @param connections how many connections they came on
 * @param served how often each page was given in full, by its request: {@code GET /v1/orders?limit=200}, followed by the
 *     cursor header and the body where there is one
 */
public record Statistics(
        long requests,
        Map<String, Integer> byPath,
        Map<Integer, Integer> byStatus,
        long faults,
        List<Long> arrivals,
        int mostAtOnce,
        int connections,
        Map<String, Integer> served) {
    public Statistics {
        byPath = Map.copyOf(byPath);
        byStatus = Map.copyOf(byStatus);
        arrivals = List.copyOf(arrivals);
        served = Map.copyOf(served);
    }

    /** How many were refused for the rate limit. */
    public int rateLimited() {
        return byStatus.getOrDefault(429, 0);
    }

    /** How many requests for that path. */
    public int requestsTo(String path) {
        return byPath.getOrDefault(path, 0);
    }

    /** The largest number of requests that arrived in any span of that length. */
    public int mostIn(Duration span) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < arrivals.size(); last++) {
            while (arrivals.get(last) - arrivals.get(first) >= span.toNanos()) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
