package io.qanat.pull;

import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.api.Apis;
import io.qanat.api.ManagedApi;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Received;
import io.qanat.testserver.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The quota in the route: what the API's headers ask for by a clock that jumps, and limits counted at a real server. */
class QuotaRoutesTest {
    private static final String[] PAGED = {"path=/things", "pagination=cursor"};
    private static final Behaviour LAST = json("{\"data\":[{\"id\":2}],\"next_cursor\":null}");

    private static Behaviour first(String... headers) {
        return json("{\"data\":[{\"id\":1}],\"next_cursor\":\"a\"}", headers);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-RateLimit-Remaining: 0   | X-RateLimit-Reset: 30                     | 30500",
                "X-RateLimit-Remaining: 0   | X-RateLimit-Reset: 1795428030             | 30500",
                "X-Rate-Limit-Remaining: 0  | X-Rate-Limit-Reset: 1795428030000         | 30500",
                "RateLimit-Remaining: 0     | RateLimit-Reset: 30                       | 30500",
                "RateLimit: \"default\";r=0;t=30 | RateLimit-Policy: \"default\";q=100;w=60 | 30500",
                "RateLimit: \"default\";r=0 | RateLimit-Policy: \"default\";q=100;w=60  | 60500",
                "RateLimit: \"a\";r=0;t=5, \"b\";r=0;t=9 | X-Other: 1                   |  9500",
                "RateLimit: limit=100, remaining=0, reset=30 | X-Other: 1               | 30500",
                "Backoff: 10                | X-Other: 1                                | 10500",
                "Backoff: 10                | Retry-After: 20                           | 20500",
                "X-RateLimit-Remaining: 5   | X-RateLimit-Reset: 30                     |     0",
                "RateLimit: \"default\";r=1;t=30 | X-Other: 1                           |     0",
            })
    void what_a_good_answer_asks_for_is_waited_for(String one, String two, long millis) throws Exception {
        try (FaultServer server = FaultServer.start(first(one, two), LAST);
                PullHarness harness = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            assertThat(harness.run().error()).isNull();
            assertThat(harness.ids()).containsExactly(1L, 2L);
            assertThat(harness.clock.elapsed()).isEqualTo(Duration.ofMillis(millis));
        }
    }

    @Test
    void a_pause_longer_than_anybody_waits_ends_the_run_with_the_time_to_come_back() throws Exception {
        try (FaultServer server =
                        FaultServer.start(first("X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 3600"), LAST);
                PullHarness harness = PullHarness.start(RouteText.api(server.url()), RouteText.pull(PAGED))) {
            RunResult result = harness.run();
            assertThat(result.result()).isEqualTo(Outcome.FAILED);
            assertThat(result.error()).contains("come back at 2026-11-23T11:00:00.500Z");
            assertThat(server.requests()).hasSize(1);
            assertThat(harness.rows()).isEmpty();
        }
    }

    /** The throttle in the route keeps the first limit by the computer's clock; the quota keeps the others by ours. */
    @Test
    void several_limits_hold_at_once() throws Exception {
        try (FaultServer server = FaultServer.start(json("[{\"id\":1}]"));
                PullHarness harness = PullHarness.start(
                        RouteText.api(server.url(), "rateLimit=1000/1ms, 2/10s, 3/60s"),
                        RouteText.pull("path=/things/{of}", "pagination=none", "forEach=of=list:1,2,3,4,5,6,7"))) {
            assertThat(harness.run().error()).isNull();
            assertThat(server.requests()).hasSize(7);
            // at 0, 0, 10 (two in 10 s), 60 (three in 60 s), 60, 70, and 120
            assertThat(harness.clock.elapsed()).isBetween(Duration.ofMillis(120_000), Duration.ofMillis(120_200));
        }
    }

    @Test
    void a_request_for_a_token_at_the_apis_own_origin_counts() throws Exception {
        try (FaultServer server = FaultServer.choosing(request -> request.path().equals("/token")
                        ? json("{\"access_token\":\"hunter2222\",\"token_type\":\"Bearer\",\"expires_in\":3600}")
                        : json("[{\"id\":1}]"));
                PullHarness harness = PullHarness.start(
                        RouteText.api(
                                server.url(),
                                "auth=oauth2",
                                "tokenUrl=" + server.url("/token"),
                                "clientId=me",
                                "clientSecret=hunter3333",
                                "rateLimit=1000/1ms, 1/20s"),
                        RouteText.pull("path=/things", "pagination=none"))) {
            assertThat(harness.run().error()).isNull();
            assertThat(server.requests().stream().map(Received::path)).containsExactly("/token", "/things");
            assertThat(harness.clock.elapsed()).isBetween(Duration.ofSeconds(20), Duration.ofMillis(20_100));
        }
    }

    /** Three are at the server and stay there until all others wait in line. */
    @Test
    @Timeout(30)
    void no_more_requests_than_the_concurrency_are_at_the_server_at_once() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger arrived = new AtomicInteger();
        AtomicInteger inLine = new AtomicInteger();
        PullHarness[] started = new PullHarness[1];
        Behaviour counting = (wire, request) -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            arrived.incrementAndGet();
            while (arrived.get() < 3 || inLine.get() < 5) {
                inLine.accumulateAndGet(
                        Apis.of(started[0].context).state("shop").waiting(), Math::max);
                Thread.onSpinWait();
            }
            inside.decrementAndGet();
            json("[{\"id\":1}]").play(wire, request);
        };
        try (FaultServer server = FaultServer.start(counting);
                PullHarness harness = PullHarness.prepared(
                        prepared -> {
                            prepared.realTime();
                            started[0] = prepared;
                        },
                        RouteText.api(server.url(), "concurrency=3"),
                        RouteText.pull(
                                "path=/things/{of}",
                                "pagination=none",
                                "forEach=of=list:1,2,3,4,5,6,7,8",
                                "partitionConcurrency=8"))) {
            assertThat(harness.run().error()).isNull();
            assertThat(server.requests()).hasSize(8);
            assertThat(most.get()).isEqualTo(3);
            assertThat(server.connections()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void how_an_api_stands_is_seen_among_the_services() throws Exception {
        try (FaultServer server = FaultServer.start(
                        status(429, "Retry-After: 1"),
                        first("X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 30"),
                        LAST);
                PullHarness harness = PullHarness.start(
                        RouteText.api(server.url(), "rateLimit=1000/1ms, 90/60s"),
                        RouteText.pull("path=/things", "pagination=cursor"))) {
            RunResult result = harness.run();
            ManagedApi shop = harness.context.hasService(ManagedApi.class);
            assertThat(shop.getApi()).isEqualTo("shop");
            assertThat(shop.getRequests()).isEqualTo(3);
            assertThat(shop.getRetries()).isEqualTo(1);
            assertThat(shop.getRateLimited()).isEqualTo(1);
            assertThat(shop.getBytes()).isEqualTo(result.bytes());
            assertThat(shop.getRemaining()).isEqualTo(87);
            assertThat(shop.getPace()).isEqualTo(0.5);
            assertThat(shop.getConcurrency()).isEqualTo(5);
            assertThat(shop.getOpen()).isZero();
            assertThat(shop.getWaiting()).isZero();
            assertThat(shop.getPausedUntil()).isEmpty();
        }
    }

    private static String many(String id) {
        String values = IntStream.range(0, 40).mapToObj(String::valueOf).collect(Collectors.joining(","));
        return RouteText.route(
                id,
                "",
                RouteText.COLLECT,
                "path=/" + id + "/{of}",
                "pagination=none",
                "forEach=of=list:" + values,
                "partitionConcurrency=4");
    }

    /** The scenarios 20/1s, 90/6s and 10/1s with 50/10s, at five to ten times their speed. */
    @ParameterizedTest
    @ValueSource(strings = {"20/200ms", "90/600ms", "10/100ms, 50/1s"})
    void no_window_at_the_server_sees_more_than_the_limit(String limits) throws Exception {
        AtomicInteger count = new AtomicInteger();
        try (FaultServer server = FaultServer.choosing(
                        request -> count.incrementAndGet() % 10 == 0 ? status(503) : json("[{\"id\":1}]"));
                PullHarness harness = PullHarness.prepared(
                        PullHarness::realTime,
                        RouteText.api(server.url(), "rateLimit=" + limits, "backoffBase=1ms", "maxAttempts=9"),
                        many("one"),
                        many("two"),
                        many("three"))) {
            List<CompletableFuture<RunResult>> runs = List.of("one", "two", "three").stream()
                    .map(pull -> CompletableFuture.supplyAsync(() -> harness.run(pull), Threads.OWN))
                    .toList();
            assertThat(runs).allSatisfy(run -> assertThat(run.join().error()).isNull());
            assertThat(server.requests()).hasSizeGreaterThan(130);
            for (String limit : limits.split(", ", -1)) {
                assertKept(limit, server.requests());
            }
        }
    }

    /** Any request and the one that comes a limit later are more than a period apart. */
    private static void assertKept(String limit, List<Received> requests) {
        int most = Integer.parseInt(limit.substring(0, limit.indexOf('/')));
        String period = limit.substring(limit.indexOf('/') + 1);
        long nanos = (period.endsWith("ms") ? 1L : 1_000L) * Long.parseLong(period.replaceAll("\\D", "")) * 1_000_000;
        long[] arrivals =
                requests.stream().mapToLong(Received::arrival).sorted().toArray();
        for (int i = most; i < arrivals.length; i++) {
            assertThat(arrivals[i] - arrivals[i - most])
                    .as("%s at request %d", limit, i)
                    .isGreaterThan(nanos);
        }
    }
}
