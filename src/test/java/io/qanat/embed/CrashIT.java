package io.qanat.embed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.qanat.demo.Resource;
import io.qanat.demo.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed (SIGKILL) at random moments and started again. How often is the property {@code qanat.crash.kills};
 * {@code qanat.crash.seed} chooses the moments again that a log line told.
 */
class CrashIT {
    private static final int ORDERS = 2_000;
    private static final int CUSTOMERS = 30;
    private static final int PARTS = 6;
    private static final int KILLS_AT_ONCE = 4;
    private static final List<String> PULLS = List.of("changes", "news", "orders", "parts");

    /** Not awaited. */
    private static final int NEVER = -1;

    /** Before the first request a process does nothing but start. */
    private static final int START_MILLIS = 1_500;

    /**
     * Orders that come later are made after the last change of those before: 20 s each, and changed within 30 days. The
     * bookmark of a pull in windows has passed them by then.
     */
    private static final int LATER = 200_000;

    /** Beside the usual pull of all orders. */
    private static final String MORE_PULLS = """
            - route:
                id: changes
                from:
                  uri: kamelet:api-pull
                  parameters:
                    api: shop
                    path: /v1/orders/cursor
                    pagination: cursor
                    pageSize: 250
                    incrementalField: /updated_at
                    incrementalParam: updated_since
                    incrementalUntilParam: until
                    since: "2026-01-01T00:00:00Z"
                    lookback: 1d
                    window: 60d
                  steps:
                    - to:
                        uri: table:changes
            - route:
                id: news
                from:
                  uri: kamelet:api-pull
                  parameters:
                    api: shop
                    path: /v1/orders/next
                    pagination: next
                    pageSize: 250
                    pageSizeParam: limit
                    incrementalField: /updated_at
                    incrementalParam: updated_since
                    lookback: 1d
                  steps:
                    - to:
                        uri: table:news
            - route:
                id: parts
                from:
                  uri: kamelet:api-pull
                  parameters:
                    api: shop
                    path: /v1/customers/{parent}/orders
                    pagination: cursor
                    pageSize: 10
                    forEach: parent=list:1,2,3,4,5,6
                    partitionConcurrency: 3
                  steps:
                    - to:
                        uri: table:parts
            """;

    private final int kills = Integer.getInteger("qanat.crash.kills", 2 * KILLS_AT_ONCE);
    private final long seed = Long.getLong("qanat.crash.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private int killed;

    @TempDir
    private Path folder;

    @Test
    void every_row_is_there_once_however_often_the_program_is_killed() throws Exception {
        System.out.println("CrashIT: " + kills + " kills at moments of -Dqanat.crash.seed=" + seed);
        for (int site = 0; killed < kills; site++) {
            Path place = Files.createDirectory(folder.resolve("site" + site));
            try (Shop shop = Shop.open(Shop.Options.small().withOrders(ORDERS).withCustomers(CUSTOMERS))) {
                ShopFolder.write(place, shop.url(), "");
                Files.writeString(place.resolve("routes/more.camel.yaml"), MORE_PULLS);
                Site under = new Site(place, shop);
                under.killAndFinish();
                for (long order = 0; order < 50; order++) {
                    shop.insert(Resource.ORDERS, Resource.ORDERS.first() + LATER + order);
                }
                under.killAndFinish();
            }
        }
    }

    /** A folder and its shop. */
    private final class Site {
        private final Path place;
        private final Shop shop;
        private final Left left;
        private final Requests requests;
        private final List<String> told = new ArrayList<>();
        private final List<Long> first;
        private int allRequests = 50;

        Site(Path place, Shop shop) {
            this.place = place;
            this.shop = shop;
            this.left = new Left(place);
            this.requests = Requests.of(shop);
            this.first = shop.numbers(Resource.ORDERS);
        }

        /** A few kills; then all pulls come to their ends. */
        void killAndFinish() throws Exception {
            requests.clear();
            int before = killed;
            int runsOfOrders = left.runs("orders").size();
            int runsOfParts = left.runs("parts").size();
            while (killed < Math.min(before + KILLS_AT_ONCE, kills)) {
                startAndKill();
            }
            finish();

            requireRows();
            requireRequests(
                    left.runs("orders").size() - runsOfOrders,
                    left.runs("parts").size() - runsOfParts);
            for (String pull : PULLS) {
                left.requireTidy(pull, pull);
                assertThat(left.runs(pull)).allMatch(run -> run.result().equals("ok"));
            }
        }

        private void startAndKill() throws Exception {
            int request = random.nextInt(allRequests + 1);
            int delay = request == 0 ? random.nextInt(START_MILLIS) : random.nextInt(random.nextBoolean() ? 5 : 100);
            String moment = delay + " ms after request " + request;
            requests.next(request);
            try (Program program = Program.qanat(place, Map.of(), "pull", "--all")) {
                program.runUntil(requests.reached());
                int exit = program.endedWithin(delay) ? program.exit() : program.kill();
                told.add(moment + ": " + exit);
                assertThat(exit).as("%s%n%s", this, program.err()).isIn(0, Program.KILLED);
                killed += exit == 0 ? 0 : 1;
                allRequests = exit == 0 ? requests.ofProcess() : allRequests;
            }
        }

        private void finish() throws Exception {
            requests.next(NEVER);
            try (Program program = Program.qanat(place, Map.of(), "pull", "--all", "--json")) {
                assertThat(program.exit()).as("%s%n%s", this, program.err()).isZero();
            }
            allRequests = requests.ofProcess();
        }

        private void requireRows() throws IOException {
            List<Long> all = shop.numbers(Resource.ORDERS);
            assertThat(left.ids("orders")).as("orders, %s", this).isEqualTo(all);
            assertThat(left.ids("news")).as("news, %s", this).isEqualTo(all);
            assertThat(left.ids("changes")).as("changes, %s", this).isEqualTo(first);
            assertThat(left.ids("parts"))
                    .as("parts, %s", this)
                    .isEqualTo(all.stream().filter(this::ofParts).toList());
        }

        private boolean ofParts(long order) {
            return customer(order) <= PARTS;
        }

        private int customer(long order) {
            try {
                return new ObjectMapper()
                        .readTree(shop.json(Resource.ORDERS, order))
                        .at("/customer/id")
                        .asInt();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private void requireRequests(int runsOfOrders, int runsOfParts) {
            List<Long> all = shop.numbers(Resource.ORDERS);
            requests.requireWalks("/v1/orders", runsOfOrders, pages(all.size(), 200));
            assertThat(requests.pages("/v1/orders/cursor"))
                    .as("changes, %s", this)
                    .doesNotHaveDuplicates();
            for (int part = 1; part <= PARTS; part++) {
                int customer = part;
                long rows = all.stream()
                        .filter(order -> customer(order) == customer)
                        .count();
                requests.requireWalks("/v1/customers/" + part + "/orders", runsOfParts, pages(rows, 10));
            }
        }

        private static int pages(long rows, int size) {
            return (int) ((rows + size - 1) / size);
        }

        @Override
        public String toString() {
            return "seed " + seed + ", killed " + told;
        }
    }
}
