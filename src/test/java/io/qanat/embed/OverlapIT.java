package io.qanat.embed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qanat.demo.Resource;
import io.qanat.demo.Shop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes with the same state: while one pulls, the other leaves it alone; when it is killed, the other goes on. */
@Timeout(180)
class OverlapIT {
    private static final int HELD = 3;
    private static final int PAGES = 5;

    /** On a schedule whose time won't come while this runs. */
    private static final String YEARLY = """
            - route:
                id: yearly
                from:
                  uri: kamelet:api-pull
                  parameters:
                    api: shop
                    path: /v1/orders/cursor
                    pagination: cursor
                    pageSize: 200
                    cron: "0 0 4 29 2 ?"
                  steps:
                    - to:
                        uri: table:yearly
            """;

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private Shop shop;
    private Requests requests;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws Exception {
        shop = Shop.open(Shop.Options.small());
        ShopFolder.write(folder, shop.url(), "");
        Files.writeString(folder.resolve("routes/yearly.camel.yaml"), YEARLY);
        requests = Requests.of(shop, count -> {
            if (count == HELD) {
                held.countDown();
                await(open);
            }
        });
    }

    @AfterEach
    void close() {
        open.countDown();
        shop.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_pull_that_another_process_runs_is_skipped_and_gone_on_with_when_that_is_killed() throws Exception {
        try (Program first = Program.qanat(folder, Map.of(), "pull", "orders")) {
            await(held);
            requireSkipped(first);

            assertThat(first.kill()).isEqualTo(Program.KILLED);
            requests.next(0);
            open.countDown();
        }
        try (Program second = Program.qanat(folder, Map.of(), "pull", "orders", "--json")) {
            assertThat(second.exit()).as(second.err()).isZero();
            JsonNode line = new ObjectMapper().readTree(second.out());
            assertThat(line.get("resumed").asBoolean()).isTrue();
            assertThat(line.get("requests").asInt()).isEqualTo(PAGES - HELD + 1);
        }
        requireAll("orders", "/v1/orders");
    }

    private void requireSkipped(Program holder) throws Exception {
        try (Program second = Program.qanat(folder, Map.of(), "pull", "orders", "--json")) {
            assertThat(second.exit()).isEqualTo(1);
            JsonNode line = new ObjectMapper().readTree(second.out());
            assertThat(line.get("result").asText()).isEqualTo("skipped");
            assertThat(line.get("error").asText())
                    .startsWith("orders: is still running in process " + holder.pid() + " on host ");
            assertThat(second.err()).doesNotContain("\tat ");
        }
        assertThat(requests.ofProcess()).isEqualTo(HELD);
    }

    @Test
    void a_scheduled_pull_that_was_killed_goes_on_when_schedules_run_again() throws Exception {
        try (Program first = Program.qanat(folder, Map.of(), "pull", "yearly")) {
            await(held);
            assertThat(first.kill()).isEqualTo(Program.KILLED);
            requests.next(0);
            open.countDown();
        }
        try (Program second = Program.qanat(folder, Map.of(), "run", "-D", "shop.url=" + shop.url())) {
            while (!second.err().contains("yearly: 1000 rows in " + PAGES + " pages")) {
                assertThat(second.endedWithin(20)).as(second.err()).isFalse();
            }
            second.terminate();
            assertThat(second.exit()).isEqualTo(Program.TERMINATED);
        }
        requireAll("yearly", "/v1/orders/cursor");
    }

    private void requireAll(String pull, String path) throws Exception {
        Left left = new Left(folder);
        assertThat(left.ids(pull)).isEqualTo(shop.numbers(Resource.ORDERS));
        left.requireTidy(pull, pull);
        requests.requireWalks(path, 1, PAGES);
    }
}
