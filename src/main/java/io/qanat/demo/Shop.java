package io.qanat.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A shop's API on a free port of this machine, for the demo and the tests. Its records follow from a seed and their
 * numbers alone. All that it runs are daemon threads; closing it frees the port. Thread-safe.
 *
 * <p>Paths: {@code /v1/orders}, {@code /v1/customers} and {@code /v1/products}, each in its usual way of paging (cursor,
 * Link header, offset with total) and, with one word more, in any other: {@code cursor}, {@code cursor-header},
 * {@code search} (POST), {@code offset}, {@code offset-only}, {@code page}, {@code link}, {@code next},
 * {@code next-relative}, {@code odata}, {@code last-id}, {@code continue}, {@code all}. Every list takes
 * {@code updated_since} (inclusive) and {@code until} (exclusive). Single records are at {@code /v1/orders/ID}, many at
 * {@code /v1/orders/lookup}, a customer's orders at {@code /v1/customers/ID/orders}, tokens at {@code /oauth/token}.
 */
public final class Shop implements AutoCloseable {
    private static final int THREADS = 16;

    static {
        // Without it every small answer waits 40 ms for the client's delayed acknowledgement (JDK-6968351).
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService executor;
    private final URI url;
    private final Map<Resource, Store> stores;
    private final Tokens tokens;
    private final Tally tally = new Tally();
    private final Front front;

    /**
     * What the shop has and how it behaves. Immutable.
     *
     * @param seed all data and faults follow from it
     * @param orders how many there are, at most a million
     * @param customers how many there are
     * @param products how many there are
     * @param access who may ask
     * @param quota how many requests it takes
     * @param faults the share of requests that fail at their first attempt, 0 to 1
     * @param maxPageSize larger pages are cut to this without a word
     * @param clock nanoseconds for the rate limit, the tokens and the arrivals
     */
    public record Options(
            long seed,
            int orders,
            int customers,
            int products,
            Access access,
            Quota quota,
            double faults,
            int maxPageSize,
            LongSupplier clock) {
        private static final int MAX_RECORDS = 1_000_000;

        public Options {
            check(orders >= 0 && orders <= MAX_RECORDS, "orders must be 0 to " + MAX_RECORDS);
            check(customers >= 1 && customers <= MAX_RECORDS, "customers must be 1 to " + MAX_RECORDS);
            check(products >= 1 && products <= MAX_RECORDS, "products must be 1 to " + MAX_RECORDS);
            check(faults >= 0 && faults <= 1, "faults must be 0 to 1");
            check(maxPageSize >= 1, "maxPageSize must be at least 1");
        }

        /** A small and reliable shop: 1,000 orders, 120 customers, 250 products, the token {@code shop-token}. */
        public static Options small() {
            Access access = new Access("shop-token", "shop-client", "shop-secret", Duration.ofHours(1));
            return new Options(1, 1_000, 120, 250, access, Quota.NONE, 0, 500, System::nanoTime);
        }

        /** A busy one that needs care: 10,000 orders, 20 requests a second, every twentieth fails at first. */
        public static Options demo() {
            return small().withOrders(10_000)
                    .withQuota(Quota.of(20, Duration.ofSeconds(1)))
                    .withFaults(0.05);
        }

        public Options withSeed(long newSeed) {
            return new Options(newSeed, orders, customers, products, access, quota, faults, maxPageSize, clock);
        }

        public Options withOrders(int count) {
            return new Options(seed, count, customers, products, access, quota, faults, maxPageSize, clock);
        }

        public Options withCustomers(int count) {
            return new Options(seed, orders, count, products, access, quota, faults, maxPageSize, clock);
        }

        public Options withProducts(int count) {
            return new Options(seed, orders, customers, count, access, quota, faults, maxPageSize, clock);
        }

        public Options withAccess(Access newAccess) {
            return new Options(seed, orders, customers, products, newAccess, quota, faults, maxPageSize, clock);
        }

        public Options withQuota(Quota newQuota) {
            return new Options(seed, orders, customers, products, access, newQuota, faults, maxPageSize, clock);
        }

        public Options withFaults(double share) {
            return new Options(seed, orders, customers, products, access, quota, share, maxPageSize, clock);
        }

        public Options withMaxPageSize(int size) {
            return new Options(seed, orders, customers, products, access, quota, faults, size, clock);
        }

        public Options withClock(LongSupplier newClock) {
            return new Options(seed, orders, customers, products, access, quota, faults, maxPageSize, newClock);
        }

        private static void check(boolean holds, String rule) {
            if (!holds) {
                throw new IllegalArgumentException("shop: " + rule);
            }
        }
    }

    private Shop(Options options, HttpServer server) {
        this.server = server;
        this.url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        Orders orders = new Orders(options.seed(), options.customers(), options.products());
        this.stores = stores(options, orders);
        this.tokens = new Tokens(options.access(), options.clock());
        Listings listings = new Listings(options.maxPageSize(), new Links(url));
        this.front = new Front(options, new Catalogue(stores, orders, listings), tokens, tally);
        this.executor = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "shop");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Opens a shop, which answers from now on.
     *
     * @throws IOException if there is no free port
     */
    public static Shop open(Options options) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Shop shop = new Shop(options, server);
        server.createContext("/", shop.front);
        server.setExecutor(shop.executor);
        // The server's own thread is a daemon only if the one that starts it is.
        CompletableFuture.runAsync(server::start, shop.executor).join();
        return shop;
    }

    /** Its origin, such as {@code http://127.0.0.1:40123}, without a slash at the end. */
    public URI url() {
        return url;
    }

    /** What it has counted so far. An answer that has been read is counted. */
    public Statistics statistics() {
        return tally.statistics();
    }

    /** The time of day by its clock, to compare with a date in Retry-After. */
    public Instant now() {
        return front.now();
    }

    /** From now on the action is run for every request before it is answered, with its path and query. */
    public void beforeEach(Consumer<URI> action) {
        front.beforeEach(action);
    }

    /** Adds the record of a number that is not there yet; lists are in the order of the numbers. */
    public void insert(Resource resource, long number) {
        store(resource).insert(number);
    }

    /** Removes the record of that number. */
    public void delete(Resource resource, long number) {
        store(resource).delete(number);
    }

    /** Changes the record of that number: its {@code updated_at} is then later than that of any other. */
    public void touch(Resource resource, long number) {
        store(resource).touch(number);
    }

    /** The numbers, which are the ids, of all records there are now, ascending. */
    public List<Long> numbers(Resource resource) {
        return Arrays.stream(store(resource).numbers()).boxed().toList();
    }

    /** The record of that number as JSON, character for character as in every answer. */
    public String json(Resource resource, long number) {
        return store(resource).json(number);
    }

    /** What a table holds after everything there is now was pulled. */
    public Contents contents(Resource resource) {
        return store(resource).contents();
    }

    /** Forgets all tokens that were fetched: requests that carry one get 401. */
    public void revokeTokens() {
        tokens.revoke();
    }

    /** Ends it at once; requests under way are cut off. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private static Map<Resource, Store> stores(Options options, Orders orders) {
        long seed = options.seed();
        Map<Resource, Store> stores = new EnumMap<>(Resource.class);
        stores.put(Resource.ORDERS, new Store(Resource.ORDERS, options.orders(), orders));
        stores.put(Resource.CUSTOMERS, new Store(Resource.CUSTOMERS, options.customers(), new Customers(seed)));
        stores.put(Resource.PRODUCTS, new Store(Resource.PRODUCTS, options.products(), new Products(seed)));
        return stores;
    }

    private Store store(Resource resource) {
        Store store = stores.get(resource);
        if (store == null) {
            throw new IllegalStateException("shop: no store for " + resource);
        }
        return store;
    }
}
