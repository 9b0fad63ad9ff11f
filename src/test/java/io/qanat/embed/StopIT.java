package io.qanat.embed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qanat.demo.Shop;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM in the middle of a pull: the page at hand is finished, nothing is published, the next pull goes on there. */
class StopIT {
    /** So many that a run of 200 a page can't end between the signal and its effect. */
    private static final int ORDERS = 100_000;

    private static final int HELD = 3;

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final Set<URI> asked = ConcurrentHashMap.newKeySet();
    private final Set<URI> askedTwice = ConcurrentHashMap.newKeySet();
    private Shop shop;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws IOException {
        shop = Shop.open(Shop.Options.small().withOrders(ORDERS));
        ShopFolder.write(folder, shop.url(), "orders.every = 1s");
        shop.beforeEach(request -> {
            if (!asked.add(request)) {
                askedTwice.add(request);
            }
            if (asked.size() == HELD) {
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

    @Test
    void a_pull_by_hand_stops_after_the_page_at_hand_and_publishes_nothing() throws Exception {
        try (Program pull = Program.qanat(folder, Map.of(), "pull", "orders", "--json")) {
            requireStop(pull);

            JsonNode line = new ObjectMapper().readTree(pull.out());
            assertThat(line.get("result").asText()).isEqualTo("stopped");
            assertThat(line.get("resumed").asBoolean()).isFalse();
            assertThat(line.get("pages").asInt()).isEqualTo(asked.size());
        }
        requireCompletePull();
    }

    @Test
    void a_scheduled_run_stops_after_the_page_at_hand_and_publishes_nothing() throws Exception {
        try (Program run = Program.qanat(folder, Map.of(), "run")) {
            requireStop(run);
        }
        requireCompletePull();
    }

    private void requireStop(Program program) throws Exception {
        await(held);
        program.terminate();
        open.countDown();

        assertThat(program.exit()).isEqualTo(Program.TERMINATED);
        assertThat(program.err()).contains("orders: stopped after").doesNotContain("\tat ");
        assertThat(published()).isEmpty();
    }

    private void requireCompletePull() throws Exception {
        int before = asked.size();
        try (Program next = Program.qanat(folder, Map.of(), "pull", "orders", "--json")) {
            assertThat(next.exit()).as(next.err()).isZero();
            JsonNode line = new ObjectMapper().readTree(next.out());
            assertThat(line.get("rows").asInt()).isEqualTo(ORDERS);
            assertThat(line.get("resumed").asBoolean()).isTrue();
            assertThat(line.get("requests").asInt()).isEqualTo(asked.size() - before);
            assertThat(askedTwice).isEmpty();
            assertThat(published()).contains("_manifest.json").anyMatch(name -> name.endsWith(".parquet"));
        }
    }

    private Iterable<String> published() throws IOException {
        Path table = folder.resolve("data/orders");
        if (!Files.exists(table)) {
            return Stream.<String>of().toList();
        }
        try (Stream<Path> files = Files.list(table)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
