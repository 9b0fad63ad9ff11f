package io.qanat.demo;

import static io.qanat.demo.Visitor.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ShopMannersTest {
    private static final Shop.Options SMALL = Shop.Options.small();
    private static final String FORM = "grant_type=client_credentials";

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void a_missing_or_wrong_token_is_refused_and_the_answer_says_what_is_wanted() throws Exception {
        try (Shop shop = Shop.open(SMALL)) {
            HttpResponse<String> none =
                    Visitor.send(HttpRequest.newBuilder(shop.url().resolve("/v1/orders")));
            assertThat(none.statusCode()).isEqualTo(401);
            assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"shop\"");
            HttpResponse<String> wrong = new Visitor(shop, "guess").get("/v1/orders");
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(wrong.headers().firstValue("WWW-Authenticate").orElse(""))
                    .contains("invalid_token");
        }
    }

    @Test
    void an_empty_token_opens_to_everyone() throws Exception {
        try (Shop shop = Shop.open(SMALL.withAccess(new Access("", "", "", Duration.ofMinutes(1))))) {
            assertThat(Visitor.send(HttpRequest.newBuilder(shop.url().resolve("/v1/orders")))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_fetched_token_opens_until_it_expires() throws Exception {
        try (Shop shop = Shop.open(SMALL.withClock(nanos::get))) {
            HttpResponse<String> answer = token(shop, basic("shop-client:shop-secret"), FORM);
            Visitor visitor = new Visitor(shop, json(answer).get("access_token").asText());
            assertThat(json(answer).get("expires_in").asLong()).isEqualTo(3600);
            assertThat(visitor.get("/v1/orders").statusCode()).isEqualTo(200);
            nanos.addAndGet(Duration.ofHours(1).toNanos());
            assertThat(visitor.get("/v1/orders").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void revoked_tokens_are_refused_and_the_client_may_name_itself_in_the_form() throws Exception {
        try (Shop shop = Shop.open(SMALL)) {
            String form = FORM + "&client_id=shop-client&client_secret=shop-secret";
            Visitor visitor = new Visitor(
                    shop, json(token(shop, "", form)).get("access_token").asText());
            assertThat(visitor.get("/v1/orders").statusCode()).isEqualTo(200);
            shop.revokeTokens();
            assertThat(visitor.get("/v1/orders").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void an_unknown_client_and_another_grant_get_no_token() throws Exception {
        try (Shop shop = Shop.open(SMALL)) {
            HttpResponse<String> unknown = token(shop, basic("shop-client:guess"), FORM);
            assertThat(unknown.statusCode()).isEqualTo(401);
            assertThat(json(unknown).get("error").asText()).isEqualTo("invalid_client");
            HttpResponse<String> other = token(shop, basic("shop-client:shop-secret"), "grant_type=password");
            assertThat(json(other).get("error").asText()).isEqualTo("unsupported_grant_type");
        }
    }

    @Test
    void the_request_above_the_quota_gets_429_with_the_seconds_to_wait() throws Exception {
        try (Shop shop = limited(Quota.RetryAfter.SECONDS)) {
            Visitor visitor = new Visitor(shop);
            HttpResponse<String> first = visitor.get("/v1/orders/1001");
            nanos.addAndGet(Duration.ofMillis(2_500).toNanos());
            visitor.get("/v1/orders/1001");
            HttpResponse<String> third = visitor.get("/v1/orders/1001");
            assertThat(first.headers().firstValue("X-RateLimit-Limit")).contains("2");
            assertThat(first.headers().firstValue("X-RateLimit-Remaining")).contains("1");
            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.headers().firstValue("Retry-After")).contains("8");
            assertThat(third.headers().firstValue("X-RateLimit-Remaining")).contains("0");
            assertThat(third.headers().firstValue("X-RateLimit-Reset")).contains("8");
            assertThat(shop.statistics().rateLimited()).isOne();
        }
    }

    @Test
    void the_429_may_name_a_date_which_is_late_enough() throws Exception {
        try (Shop shop = limited(Quota.RetryAfter.HTTP_DATE)) {
            Visitor visitor = new Visitor(shop);
            visitor.get("/v1/orders/1001");
            visitor.get("/v1/orders/1001");
            HttpResponse<String> third = visitor.get("/v1/orders/1001");
            Instant date = ZonedDateTime.parse(
                            third.headers().firstValue("Retry-After").orElseThrow(),
                            DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            assertThat(date).isBetween(shop.now().plusSeconds(10), shop.now().plusSeconds(11));
            nanos.addAndGet(Duration.between(shop.now(), date).toNanos());
            assertThat(visitor.get("/v1/orders/1001").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void the_429_may_say_nothing() throws Exception {
        try (Shop shop = limited(Quota.RetryAfter.NONE)) {
            new Visitor(shop).get("/v1/orders/1001");
            new Visitor(shop).get("/v1/orders/1001");
            HttpResponse<String> third = new Visitor(shop).get("/v1/orders/1001");
            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.headers().firstValue("Retry-After")).isEmpty();
        }
    }

    @Test
    void the_window_slides_and_refused_requests_do_not_count() throws Exception {
        try (Shop shop = limited(Quota.RetryAfter.SECONDS)) {
            assertThat(statusesAtSeconds(shop, 0, 6, 3, 1, 5)).containsExactly(200, 200, 429, 200, 429);
        }
    }

    @Test
    void every_request_fails_at_first_and_succeeds_when_repeated() throws Exception {
        try (Shop shop = Shop.open(SMALL.withFaults(1))) {
            Visitor visitor = new Visitor(shop);
            for (int id = 1001; id <= 1030; id++) {
                String order = shop.json(Resource.ORDERS, id);
                assertThat(visitor.askTwice("/v1/orders/" + id).body()).isEqualTo(order);
            }
            Statistics statistics = shop.statistics();
            assertThat(statistics.faults()).isEqualTo(30);
            assertThat(statistics.byStatus().get(503)).isPositive();
            assertThat(statistics.byStatus().get(0)).isPositive();
            assertThat(statistics.byStatus().get(200)).isGreaterThan(30);
            assertThat(statistics.served()).hasSize(30).allSatisfy((page, times) -> assertThat(times)
                    .isOne());
        }
    }

    @Test
    void the_share_of_faults_is_kept_and_two_shops_fail_alike() throws Exception {
        assertThat(faults(0.1)).isEqualTo(faults(0.1)).hasSizeBetween(5, 40);
        assertThat(faults(0)).isEmpty();
    }

    @Test
    void answers_come_compressed_to_those_who_accept_it() throws Exception {
        try (Shop shop = Shop.open(SMALL)) {
            HttpResponse<byte[]> answer =
                    Visitor.sendForBytes(new Visitor(shop).request("/v1/orders").header("Accept-Encoding", "gzip"));
            assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
            byte[] body = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
            assertThat(new String(body, StandardCharsets.UTF_8))
                    .isEqualTo(new Visitor(shop).get("/v1/orders").body());
        }
    }

    @Test
    void requests_are_counted_by_path_status_time_and_page() throws Exception {
        try (Shop shop = Shop.open(SMALL.withClock(nanos::get))) {
            Visitor visitor = new Visitor(shop);
            visitor.get("/v1/orders?limit=1");
            nanos.addAndGet(1_000);
            visitor.get("/v1/orders?limit=1");
            visitor.get("/v1/orders/1");
            Statistics statistics = shop.statistics();
            assertThat(statistics.requests()).isEqualTo(3);
            assertThat(statistics.requestsTo("/v1/orders")).isEqualTo(2);
            assertThat(statistics.byStatus()).containsEntry(200, 2).containsEntry(404, 1);
            assertThat(statistics.served()).containsOnly(Map.entry("GET /v1/orders?limit=1", 2));
            assertThat(statistics.arrivals().get(1) - statistics.arrivals().get(0))
                    .isEqualTo(1_000);
            assertThat(statistics.mostIn(Duration.ofNanos(1_000))).isEqualTo(2);
            assertThat(statistics.mostIn(Duration.ofNanos(1_001))).isEqualTo(3);
        }
    }

    @Test
    void requests_at_the_same_time_are_counted() throws Exception {
        try (Shop shop = Shop.open(SMALL)) {
            CyclicBarrier meeting = new CyclicBarrier(5);
            shop.beforeEach(target -> meet(meeting));
            Visitor visitor = new Visitor(shop);
            List<CompletableFuture<Integer>> answers = IntStream.range(0, 5)
                    .mapToObj(
                            i -> CompletableFuture.supplyAsync(() -> status(visitor), task -> new Thread(task).start()))
                    .toList();
            assertThat(answers).allSatisfy(answer -> assertThat(answer.get(20, TimeUnit.SECONDS))
                    .isEqualTo(200));
            assertThat(shop.statistics().mostAtOnce()).isEqualTo(5);
            assertThat(shop.statistics().connections()).isEqualTo(5);
        }
    }

    @Test
    void a_failing_action_of_a_test_is_shown() throws Exception {
        try (Shop shop = Shop.open(SMALL)) {
            shop.beforeEach(target -> {
                throw new IllegalStateException("a test's mistake");
            });
            HttpResponse<String> answer = new Visitor(shop).get("/v1/orders");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("a test's mistake");
        }
    }

    @Test
    void closing_frees_the_port() throws Exception {
        Shop shop = Shop.open(SMALL);
        new Visitor(shop).get("/v1/orders");
        shop.close();
        try (ServerSocket again = new ServerSocket()) {
            again.setReuseAddress(true);
            again.bind(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), shop.url().getPort()));
            assertThat(again.isBound()).isTrue();
        }
    }

    @Test
    void it_keeps_no_process_alive() throws Exception {
        try (Shop shop = Shop.open(SMALL)) {
            new Visitor(shop).get("/v1/orders");
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread ->
                            thread.getName().equals("shop") || thread.getName().startsWith("HTTP-Dispatcher"))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allMatch(Thread::isDaemon);
        }
    }

    @Test
    void impossible_options_are_refused() {
        assertThatThrownBy(() -> SMALL.withFaults(1.5)).hasMessage("shop: faults must be 0 to 1");
        assertThatThrownBy(() -> SMALL.withCustomers(0)).hasMessageContaining("customers");
        assertThatThrownBy(() -> Quota.of(1, Duration.ZERO)).hasMessageContaining("window above 0");
    }

    private Shop limited(Quota.RetryAfter form) throws IOException {
        return Shop.open(SMALL.withClock(nanos::get)
                .withQuota(Quota.of(2, Duration.ofSeconds(10)).with(form)));
    }

    private List<Integer> statusesAtSeconds(Shop shop, int... pauses) {
        return IntStream.of(pauses)
                .mapToObj(pause -> {
                    nanos.addAndGet(Duration.ofSeconds(pause).toNanos());
                    return status(new Visitor(shop));
                })
                .toList();
    }

    private static List<Integer> faults(double share) throws Exception {
        try (Shop shop = Shop.open(SMALL.withFaults(share))) {
            Visitor visitor = new Visitor(shop);
            return IntStream.range(1001, 1201)
                    .filter(id -> {
                        long before = shop.statistics().faults();
                        status(visitor, "/v1/orders/" + id);
                        return shop.statistics().faults() > before;
                    })
                    .boxed()
                    .toList();
        }
    }

    private static int status(Visitor visitor) {
        return status(visitor, "/v1/orders/1001");
    }

    private static int status(Visitor visitor, String target) {
        try {
            return visitor.get(target).statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void meet(CyclicBarrier meeting) {
        try {
            meeting.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> token(Shop shop, String authorization, String form) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(shop.url().resolve("/oauth/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return Visitor.send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
