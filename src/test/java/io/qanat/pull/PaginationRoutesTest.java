package io.qanat.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.demo.Resource;
import io.qanat.demo.Shop;
import io.qanat.pull.RunResult.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way of paging through the whole route, from the trigger to the sink, counted at the server. */
class PaginationRoutesTest {
    private static final int ORDERS = 130;

    private static Shop shop() throws Exception {
        return Shop.open(Shop.Options.small().withOrders(ORDERS));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "cursor           | 3 | pagination=cursor",
                "cursor-header    | 3 | pagination=cursor, pageIn=header, cursorParam=X-Cursor, cursorFrom=header:X-Next-Cursor",
                "search           | 3 | pagination=cursor, pageIn=body, method=POST, body={}",
                "offset           | 3 | pagination=offset, totalFrom=/total",
                "offset-only      | 4 | pagination=offset",
                "page             | 3 | pagination=page, totalPagesFrom=/total_pages",
                "link             | 3 | pagination=link",
                "next             | 3 | pagination=next, pageSizeParam=limit",
                "next-relative    | 3 | pagination=next, pageSizeParam=limit",
                "odata            | 3 | pagination=next, nextFrom=/@odata.nextLink, pageSizeParam=$top",
                "last-id          | 3 | pagination=last-id, hasMoreFrom=/has_more",
                "continue         | 3 | pagination=continue, pageSizeParam=limit, records=/query/rows",
                "all              | 1 | pagination=none",
            })
    void a_pull_takes_every_record_once_with_no_request_too_many(String style, int requests, String parameters)
            throws Exception {
        String all = "path=/v1/orders/" + style + (style.equals("all") ? "" : ", pageSize=50") + ", " + parameters;
        try (Shop shop = shop();
                PullHarness pull = PullHarness.start(
                        RouteText.api(shop.url(), "auth=bearer", "token=shop-token"),
                        RouteText.pull(all.split(", ")))) {
            RunResult result = pull.run();
            assertThat(result.error()).isNull();
            assertThat(result.result()).isEqualTo(Outcome.OK);
            assertThat(pull.ids()).isEqualTo(shop.numbers(Resource.ORDERS));
            assertThat(pull.rows().get(ORDERS - 1).toString())
                    .isEqualTo(io.qanat.page.Json.MAPPER
                            .readTree(shop.json(
                                    Resource.ORDERS,
                                    shop.numbers(Resource.ORDERS).get(ORDERS - 1)))
                            .toString());
            assertThat(shop.statistics().requests()).isEqualTo(requests);
            assertThat(result.requests()).isEqualTo(requests);
            assertThat(result.pages()).isEqualTo(requests);
            assertThat(result.rows()).isEqualTo(ORDERS);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"cursor,3", "page,3", "link,3", "next,3", "next-relative,3", "odata,3"})
    void auto_recognises_the_style_by_the_first_answer(String style, int requests) throws Exception {
        try (Shop shop = shop();
                PullHarness pull = PullHarness.start(
                        RouteText.api(shop.url(), "auth=bearer", "token=shop-token"),
                        RouteText.pull("path=/v1/orders/" + style))) {
            RunResult result = pull.run();
            assertThat(result.error()).isNull();
            assertThat(pull.ids()).isEqualTo(shop.numbers(Resource.ORDERS));
            assertThat(shop.statistics().requests()).isEqualTo(requests);
        }
    }

    @Test
    void auto_refuses_an_answer_that_hints_at_more_without_a_way_to_it() throws Exception {
        try (Shop shop = shop();
                PullHarness pull = PullHarness.start(
                        RouteText.api(shop.url(), "auth=bearer", "token=shop-token"),
                        RouteText.pull("path=/v1/orders/offset"))) {
            assertThat(pull.run().error()).startsWith("orders page 1: ").contains("/total is 130", "set pagination to");
            assertThat(pull.rows()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"cursor", "offset", "link", "next", "last-id"})
    void an_empty_resource_is_one_request_and_no_rows(String style) throws Exception {
        try (Shop shop = Shop.open(Shop.Options.small().withOrders(0));
                PullHarness pull = PullHarness.start(
                        RouteText.api(shop.url(), "auth=bearer", "token=shop-token"),
                        RouteText.pull("path=/v1/orders/" + style, "pagination=" + style))) {
            RunResult result = pull.run();
            assertThat(result.error()).isNull();
            assertThat(result.result()).isEqualTo(Outcome.OK);
            assertThat(result.rows()).isZero();
            assertThat(shop.statistics().requests()).isEqualTo(1);
            assertThat(pull.store.calls).containsExactly("prepare memory", "publish memory");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "cursor | pagination=cursor",
                "offset | pagination=offset, totalFrom=/total",
                "page   | pagination=page, totalPagesFrom=/total_pages",
                "link   | pagination=link",
                "next   | pagination=next",
            })
    void a_single_page_is_a_single_request(String style, String parameters) throws Exception {
        String all = "path=/v1/orders/" + style + ", " + parameters;
        try (Shop shop = Shop.open(Shop.Options.small().withOrders(7));
                PullHarness pull = PullHarness.start(
                        RouteText.api(shop.url(), "auth=bearer", "token=shop-token"),
                        RouteText.pull(all.split(", ")))) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.ids()).hasSize(7);
            assertThat(shop.statistics().requests()).isEqualTo(1);
        }
    }

    @Test
    void a_page_size_that_the_server_cuts_leaves_no_holes() throws Exception {
        try (Shop shop = Shop.open(Shop.Options.small().withOrders(ORDERS).withMaxPageSize(40));
                PullHarness pull = PullHarness.start(
                        RouteText.api(shop.url(), "auth=bearer", "token=shop-token"),
                        RouteText.pull("path=/v1/orders/offset-only", "pagination=offset", "pageSize=100"))) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.ids()).isEqualTo(shop.numbers(Resource.ORDERS));
            assertThat(shop.statistics().requests()).isEqualTo(5);
        }
    }

    @Test
    void rows_inserted_and_deleted_between_pages_are_told() throws Exception {
        try (Shop shop = shop();
                LogEvents log = LogEvents.of(Pull.class);
                PullHarness pull = PullHarness.start(
                        RouteText.api(shop.url(), "auth=bearer", "token=shop-token"),
                        RouteText.pull(
                                "path=/v1/orders/offset", "pagination=offset", "totalFrom=/total", "pageSize=50"))) {
            long first = shop.numbers(Resource.ORDERS).get(0);
            shop.beforeEach(target -> {
                if (target.toString().contains("offset=50")) {
                    shop.delete(Resource.ORDERS, first);
                }
                if (target.toString().contains("offset=100")) {
                    shop.insert(Resource.ORDERS, first + 10_000);
                    shop.insert(Resource.ORDERS, first + 10_001);
                }
            });
            assertThat(pull.run().result()).isEqualTo(Outcome.OK);
            assertThat(log.messages())
                    .anyMatch(line -> line.startsWith("orders page 2: the total changed from 130 to 129"))
                    .anyMatch(line -> line.startsWith("orders page 3: the total changed from 129 to 131"));
        }
    }

    @Test
    void a_cursor_loses_nothing_when_rows_are_deleted_between_pages() throws Exception {
        try (Shop shop = shop();
                PullHarness pull = PullHarness.start(
                        RouteText.api(shop.url(), "auth=bearer", "token=shop-token"),
                        RouteText.pull("path=/v1/orders", "pagination=cursor", "pageSize=50"))) {
            List<Long> before = shop.numbers(Resource.ORDERS);
            shop.beforeEach(target -> {
                if (target.toString().contains("cursor=")
                        && shop.numbers(Resource.ORDERS).equals(before)) {
                    shop.delete(Resource.ORDERS, before.get(0));
                }
            });
            assertThat(pull.run().result()).isEqualTo(Outcome.OK);
            assertThat(pull.ids()).isEqualTo(before);
        }
    }
}
