package io.qanat.demo;

import static io.qanat.demo.Resource.CUSTOMERS;
import static io.qanat.demo.Resource.ORDERS;
import static io.qanat.demo.Resource.PRODUCTS;
import static io.qanat.demo.Visitor.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShopDataTest {

    @Test
    void two_shops_with_one_seed_have_the_same_records_and_another_seed_has_others() throws Exception {
        try (Shop one = Shop.open(Shop.Options.small());
                Shop same = Shop.open(Shop.Options.small().withOrders(5_000));
                Shop other = Shop.open(Shop.Options.small().withSeed(2))) {
            assertThat(same.json(ORDERS, 1500)).isEqualTo(one.json(ORDERS, 1500));
            assertThat(other.json(ORDERS, 1500)).isNotEqualTo(one.json(ORDERS, 1500));
        }
    }

    @Test
    void the_contents_are_those_of_the_answers() throws Exception {
        try (Shop shop = Shop.open(Shop.Options.small())) {
            Inventory inventory = new Inventory();
            for (JsonNode order : json(new Visitor(shop).get("/v1/orders/all"))) {
                inventory.add(fields(order));
            }
            assertThat(shop.contents(ORDERS)).isEqualTo(inventory.contents());
            assertThat(shop.contents(ORDERS).rows()).isEqualTo(1_000);
            assertThat(shop.contents(ORDERS).sumOfIds()).isEqualTo(1_000 * (1_001 + 2_000) / 2);
            assertThat(shop.contents(ORDERS).nulls()).containsOnlyKeys("note", "shipped_at");
        }
    }

    @Test
    void an_orders_total_is_the_sum_of_its_lines_with_two_digits() throws Exception {
        try (Shop shop = Shop.open(Shop.Options.small())) {
            for (long number : shop.numbers(ORDERS)) {
                JsonNode order = Json.MAPPER.readTree(shop.json(ORDERS, number));
                BigDecimal sum = BigDecimal.ZERO.setScale(2);
                for (JsonNode line : order.get("lines")) {
                    sum = sum.add(line.get("price")
                            .decimalValue()
                            .multiply(line.get("quantity").decimalValue()));
                }
                assertThat(order.get("total").decimalValue()).isEqualTo(sum);
                assertThat(shop.json(ORDERS, number)).contains("\"total\":" + sum.toPlainString() + ",");
            }
        }
    }

    @Test
    void notes_have_every_kind_of_character_and_both_ways_to_write_them() throws Exception {
        try (Shop shop = Shop.open(Shop.Options.small())) {
            String all = new Visitor(shop).get("/v1/orders?limit=100").body();
            assertThat(all)
                    .contains("🚲", "\\uD83D\\uDEB2", "ü", "\\u00FC", "\\\"later\\\"\\\\maybe", "\\n", "\\u0001", "日本");
        }
    }

    @Test
    void times_have_a_zone_and_milliseconds_and_dates_have_neither() throws Exception {
        try (Shop shop = Shop.open(Shop.Options.small())) {
            JsonNode order = Json.MAPPER.readTree(shop.json(ORDERS, 1001));
            assertThat(order.get("updated_at").asText()).matches("2026-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(order.get("created_at").asText()).matches("2026-01-01T01:00:\\d\\d\\.\\d{3}\\+01:00");
            assertThat(order.get("due").asText()).isEqualTo("2026-01-15");
        }
    }

    @Test
    void products_surprise_a_schema_inferred_from_their_first_page() throws Exception {
        try (Shop shop = Shop.open(Shop.Options.small().withProducts(500))) {
            Set<Boolean> whole = new HashSet<>();
            Set<Long> ended = new HashSet<>();
            for (long number : shop.numbers(PRODUCTS)) {
                JsonNode product = Json.MAPPER.readTree(shop.json(PRODUCTS, number));
                whole.add(product.get("weight").isIntegralNumber());
                if (!product.get("discontinued").isNull()) {
                    ended.add(number);
                }
            }
            assertThat(whole).containsExactlyInAnyOrder(true, false);
            assertThat(ended).isNotEmpty().allMatch(number -> number > 100);
        }
    }

    @Test
    void rows_come_and_go_while_it_runs() throws Exception {
        try (Shop shop = Shop.open(Shop.Options.small().withOrders(3))) {
            shop.insert(ORDERS, 1000);
            shop.insert(ORDERS, 1004);
            shop.delete(ORDERS, 1002);
            JsonNode page = json(new Visitor(shop).get("/v1/orders/offset"));
            assertThat(page.get("total").asInt()).isEqualTo(4);
            assertThat(page.get("items").findValuesAsText("reference"))
                    .containsExactly("SO-1000", "SO-1001", "SO-1003", "SO-1004");
            assertThatThrownBy(() -> shop.insert(ORDERS, 1000)).hasMessageContaining("orders 1000");
            assertThatThrownBy(() -> shop.delete(ORDERS, 1002)).hasMessageContaining("no such record");
        }
    }

    @Test
    void rows_can_be_deleted_between_two_pages() throws Exception {
        try (Shop shop = Shop.open(Shop.Options.small().withCustomers(30))) {
            shop.beforeEach(target -> {
                if (target.getQuery().contains("offset=10")) {
                    shop.delete(CUSTOMERS, 1);
                }
            });
            Visitor visitor = new Visitor(shop);
            assertThat(total(visitor.get("/v1/customers/offset?limit=10&offset=0")))
                    .isEqualTo(30);
            HttpResponse<String> second = visitor.get("/v1/customers/offset?limit=10&offset=10");
            assertThat(total(second)).isEqualTo(29);
            assertThat(json(second).at("/items/0/id").asInt()).isEqualTo(12);
        }
    }

    @Test
    void a_new_or_changed_row_is_dated_after_all_others() throws Exception {
        try (Shop shop = Shop.open(Shop.Options.small())) {
            String before = shop.contents(ORDERS).lastUpdate();
            shop.touch(ORDERS, 1002);
            String touched = shop.contents(ORDERS).lastUpdate();
            shop.insert(ORDERS, 500);
            assertThat(touched).isGreaterThan(before).isEqualTo(updatedAt(shop, 1002));
            assertThat(updatedAt(shop, 500)).isGreaterThan(touched);
        }
    }

    private static int total(HttpResponse<String> answer) throws IOException {
        return json(answer).get("total").asInt();
    }

    private static String updatedAt(Shop shop, long order) throws IOException {
        return Json.MAPPER.readTree(shop.json(ORDERS, order)).get("updated_at").asText();
    }

    private static Map<String, Object> fields(JsonNode order) {
        Map<String, Object> fields = Json.MAPPER.convertValue(order, new TypeReference<>() {});
        fields.put("id", order.get("id").asLong());
        return fields;
    }
}
