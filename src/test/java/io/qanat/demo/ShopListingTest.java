package io.qanat.demo;

import static io.qanat.demo.Resource.CUSTOMERS;
import static io.qanat.demo.Resource.ORDERS;
import static io.qanat.demo.Resource.PRODUCTS;
import static io.qanat.demo.Visitor.encoded;
import static io.qanat.demo.Visitor.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShopListingTest {
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private final List<Long> found = new ArrayList<>();
    private Shop shop;
    private Visitor visitor;

    @BeforeEach
    void open() throws IOException {
        shop = Shop.open(Shop.Options.small()
                .withOrders(103)
                .withCustomers(40)
                .withProducts(31)
                .withMaxPageSize(40));
        visitor = new Visitor(shop);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void orders_go_by_cursor() throws Exception {
        walkByCursor("/v1/orders?limit=10");
        assertAllFound(ORDERS, 11);
    }

    @Test
    void customers_go_by_link_header() throws Exception {
        walkByLink("/v1/customers?per_page=10", 40);
        assertAllFound(CUSTOMERS, 4);
    }

    @Test
    void products_go_by_offset_with_a_total() throws Exception {
        walkByOffset("/v1/products?limit=10");
        assertAllFound(PRODUCTS, 4);
    }

    @Test
    void every_resource_goes_by_any_style() throws Exception {
        walkByCursor("/v1/products/cursor?limit=10");
        assertAllFound(PRODUCTS, 4);
        found.clear();
        walkByOffset("/v1/customers/offset?limit=20");
        assertAllFound(CUSTOMERS, 6);
        found.clear();
        walkByLink("/v1/orders/link?per_page=40", 103);
        assertAllFound(ORDERS, 9);
    }

    @Test
    void the_cursor_may_travel_in_a_header() throws Exception {
        String cursor = "";
        while (cursor != null) {
            HttpResponse<String> answer = Visitor.send(
                    visitor.request("/v1/orders/cursor-header?limit=30").header("X-Cursor", cursor));
            collect(json(answer));
            cursor = answer.headers().firstValue("X-Next-Cursor").orElse(null);
        }
        assertAllFound(ORDERS, 4);
    }

    @Test
    void the_cursor_may_travel_in_the_body_of_a_post() throws Exception {
        String cursor = "null";
        while (!cursor.isEmpty()) {
            JsonNode page = json(visitor.post("/v1/orders/search", "{\"limit\":30,\"cursor\":" + cursor + "}"));
            collect(page.at("/data"));
            cursor = page.at("/next_cursor").isNull()
                    ? ""
                    : page.at("/next_cursor").toString();
        }
        assertAllFound(ORDERS, 4);
    }

    @Test
    void offsets_without_a_total_end_with_an_empty_page() throws Exception {
        JsonNode page;
        do {
            page = json(visitor.get("/v1/orders/offset-only?limit=25&offset=" + found.size()));
            collect(page);
        } while (!page.isEmpty());
        assertAllFound(ORDERS, 6);
    }

    @Test
    void page_numbers_say_how_many_there_are_and_the_one_behind_is_not_found() throws Exception {
        int last = 1;
        for (int number = 1; number <= last; number++) {
            JsonNode page = json(visitor.get("/v1/orders/page?per_page=25&page=" + number));
            collect(page.at("/results"));
            last = page.at("/total_pages").asInt();
        }
        assertAllFound(ORDERS, 5);
        assertThat(visitor.get("/v1/orders/page?per_page=25&page=6").statusCode())
                .isEqualTo(404);
    }

    @Test
    void next_may_be_an_absolute_url() throws Exception {
        walkByNext("/v1/orders/next?limit=25", "/results", "next");
        assertAllFound(ORDERS, 5);
    }

    @Test
    void next_may_be_a_relative_url() throws Exception {
        JsonNode first = walkByNext("/v1/orders/next-relative?limit=25", "/results", "next");
        assertThat(first.get("next").asText()).startsWith("/v1/orders/next-relative?limit=25&after=");
        assertAllFound(ORDERS, 5);
    }

    @Test
    void next_may_be_absent_at_the_end_as_in_odata() throws Exception {
        JsonNode first = walkByNext("/v1/orders/odata?$top=25", "/value", "@odata.nextLink");
        assertThat(first.get("@odata.nextLink").asText()).startsWith(shop.url() + "/v1/orders/odata?");
        assertAllFound(ORDERS, 5);
    }

    @Test
    void the_last_id_leads_on_while_there_is_more() throws Exception {
        boolean more = true;
        while (more) {
            String after = found.isEmpty() ? "" : "&starting_after=" + found.get(found.size() - 1);
            JsonNode page = json(visitor.get("/v1/orders/last-id?limit=25" + after));
            collect(page.at("/data"));
            more = page.at("/has_more").asBoolean();
        }
        assertAllFound(ORDERS, 5);
    }

    @Test
    void continue_takes_all_its_members() throws Exception {
        String more = "";
        while (more != null) {
            JsonNode page = json(visitor.get("/v1/orders/continue?limit=25" + more));
            collect(page.at("/query/rows"));
            JsonNode next = page.get("continue");
            more = next == null
                    ? null
                    : "&continue=" + encoded(next.get("continue").asText()) + "&rowcontinue="
                            + encoded(next.get("rowcontinue").asText());
        }
        assertAllFound(ORDERS, 5);
        assertThat(visitor.get("/v1/orders/continue?continue=-||".replace("|", "%7C"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void all_is_one_array() throws Exception {
        collect(json(visitor.get("/v1/orders/all")));
        assertAllFound(ORDERS, 1);
    }

    @Test
    void pages_larger_than_allowed_are_cut_without_a_word() throws Exception {
        assertThat(json(visitor.get("/v1/orders?limit=1000")).at("/data")).hasSize(40);
    }

    @Test
    void updates_are_found_by_time_from_since_on_and_before_until() throws Exception {
        shop.touch(ORDERS, 1050);
        shop.touch(ORDERS, 1003);
        JsonNode both = json(visitor.get("/v1/orders?updated_since=2027-01-01T00:00:01.000Z"))
                .at("/data");
        JsonNode first = json(visitor.get(
                        "/v1/orders?updated_since=2027-01-01T01:00:01%2B01:00&until=2027-01-01T00:00:02Z"))
                .at("/data");
        assertThat(both.findValuesAsText("reference")).containsExactly("SO-1003", "SO-1050");
        assertThat(first.findValuesAsText("reference")).containsExactly("SO-1050");
        assertThat(json(visitor.post("/v1/orders/search", "{\"updated_since\":\"2027-01-01T00:00:02Z\"}"))
                        .at("/data"))
                .hasSize(1);
    }

    @Test
    void one_record_is_found_by_its_id() throws Exception {
        assertThat(visitor.get("/v1/orders/1007").body()).isEqualTo(shop.json(ORDERS, 1007));
        assertThat(visitor.get("/v1/orders/7").statusCode()).isEqualTo(404);
    }

    @Test
    void many_records_are_looked_up_at_once_and_unknown_ones_left_out() throws Exception {
        collect(json(visitor.post("/v1/orders/lookup", "{\"ids\":[1009,1001,7]}"))
                .at("/data"));
        collect(json(visitor.get("/v1/orders/lookup?ids=1002,1003")).at("/data"));
        collect(json(visitor.get("/v1/orders/lookup?ids=1004&ids=1005")).at("/data"));
        assertThat(found).containsExactly(1009L, 1001L, 1002L, 1003L, 1004L, 1005L);
    }

    @Test
    void more_than_a_hundred_look_ups_are_refused() throws Exception {
        String ids = "1001,".repeat(100);
        assertThat(visitor.get("/v1/orders/lookup?ids=" + ids + "1001").statusCode())
                .isEqualTo(400);
        assertThat(visitor.get("/v1/orders/lookup?ids=" + ids.substring(0, ids.length() - 1))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_customers_orders_are_all_orders() throws Exception {
        for (long customer : shop.numbers(CUSTOMERS)) {
            JsonNode orders =
                    json(visitor.get("/v1/customers/" + customer + "/orders")).at("/data");
            orders.forEach(
                    order -> assertThat(order.at("/customer/id").asLong()).isEqualTo(customer));
            collect(orders);
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(shop.numbers(ORDERS));
    }

    @Test
    void mistakes_are_answered_by_4xx_with_a_reason() throws Exception {
        assertThat(json(visitor.get("/v1/orders?limit=many"))
                        .at("/error/message")
                        .asText())
                .isEqualTo("limit must be a whole number of at least 1");
        assertThat(visitor.get("/v1/orders?cursor=nonsense").statusCode()).isEqualTo(400);
        assertThat(visitor.get("/v1/orders?until=yesterday").statusCode()).isEqualTo(400);
        assertThat(visitor.get("/v1/invoices").statusCode()).isEqualTo(404);
        assertThat(visitor.get("/").statusCode()).isEqualTo(404);
        assertThat(visitor.post("/v1/orders", "{}").headers().firstValue("Allow"))
                .contains("GET");
    }

    private void walkByCursor(String start) throws Exception {
        String target = start;
        while (!target.isEmpty()) {
            JsonNode page = json(visitor.get(target));
            collect(page.at("/data"));
            JsonNode cursor = page.get("next_cursor");
            target = cursor.isNull() ? "" : start + "&cursor=" + encoded(cursor.asText());
        }
    }

    private void walkByOffset(String start) throws Exception {
        int total;
        do {
            JsonNode page = json(visitor.get(start + "&offset=" + found.size()));
            collect(page.at("/items"));
            total = page.at("/total").asInt();
        } while (found.size() < total);
    }

    private void walkByLink(String start, int total) throws Exception {
        String target = start;
        while (!target.isEmpty()) {
            HttpResponse<String> answer = visitor.get(target);
            collect(json(answer));
            assertThat(answer.headers().firstValue("X-Total-Count")).contains(Integer.toString(total));
            Matcher next = NEXT.matcher(answer.headers().firstValue("Link").orElseThrow());
            target = next.find() ? next.group(1) : "";
        }
    }

    private JsonNode walkByNext(String start, String records, String field) throws Exception {
        JsonNode first = json(visitor.get(start));
        JsonNode page = first;
        collect(page.at(records));
        while (page.hasNonNull(field)) {
            page = json(visitor.get(page.get(field).asText()));
            collect(page.at(records));
        }
        return first;
    }

    private void collect(JsonNode records) {
        assertThat(records.isArray()).isTrue();
        records.forEach(record -> found.add(record.get("id").asLong()));
    }

    private void assertAllFound(Resource resource, int pages) {
        assertThat(found).isEqualTo(shop.numbers(resource));
        assertThat(shop.statistics().served()).hasSize(pages).allSatisfy((page, times) -> assertThat(times)
                .isOne());
    }
}
