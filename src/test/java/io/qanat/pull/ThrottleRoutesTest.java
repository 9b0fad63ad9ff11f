package io.qanat.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.demo.Quota;
import io.qanat.demo.Shop;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.Threads;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The rate limit, by the computer's clock and counted at the server. */
class ThrottleRoutesTest {
    private static String pull(String id, String path) {
        return RouteText.route(id, "", RouteText.COLLECT, "path=" + path, "pagination=cursor", "pageSize=10");
    }

    @Test
    void two_pulls_at_once_stay_below_a_sliding_limit_at_ninety_percent_of_it() throws Exception {
        Shop.Options options =
                Shop.Options.small().withOrders(320).withFaults(0.1).withQuota(Quota.of(20, Duration.ofSeconds(1)));
        try (Shop shop = Shop.open(options);
                PullHarness pull = PullHarness.prepared(
                        PullHarness::realTime,
                        RouteText.api(
                                shop.url(), "auth=bearer", "token=shop-token", "rateLimit=18/1s", "backoffBase=10ms"),
                        pull("one", "/v1/orders"),
                        pull("two", "/v1/orders/cursor"))) {
            CompletableFuture<RunResult> one = CompletableFuture.supplyAsync(() -> pull.run("one"), Threads.OWN);
            RunResult two = pull.run("two");
            assertThat(one.get().result()).isEqualTo(Outcome.OK);
            assertThat(two.result()).isEqualTo(Outcome.OK);
            assertThat(pull.rows()).hasSize(640);
            assertThat(shop.statistics().requests()).isGreaterThanOrEqualTo(64);
            assertThat(shop.statistics().rateLimited()).isZero();
            assertThat(shop.statistics().mostIn(Duration.ofSeconds(1))).isLessThanOrEqualTo(18);
            assertThat(one.get().requests() + two.requests())
                    .isEqualTo(shop.statistics().requests());
        }
    }
}
