package io.qanat.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testing.Reply;
import io.qanat.testing.RouteTest;
import io.qanat.testing.SentRequest;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShopifyPageInfoTest {
    private static final int ORDERS = 600;

    static Reply shopify(SentRequest request) {
        boolean first = request.parameter("page_info") == null;
        String wrong = Recipe.wrong(
                request,
                "GET /admin/api/2025-10/orders.json",
                first ? List.of("status", "limit") : List.of("page_info", "limit"));
        if (wrong != null) {
            return Reply.of(400, "{\"errors\":{\"page_info\":\"" + wrong + "\"}}");
        }
        if (!"shopify-token".equals(request.header("X-Shopify-Access-Token"))) {
            return Reply.of(401, "{\"errors\":\"[API] Invalid API key or access token\"}");
        }
        int limit = Math.min(250, Recipe.number(request, "limit", 50));
        int from = Recipe.number(request, "page_info", 0);
        int to = Math.min(from + limit, ORDERS);
        Reply reply = Reply.json("{\"orders\":" + Recipe.array(from, to, ShopifyPageInfoTest::order) + "}")
                .header("X-Shopify-Shop-Api-Call-Limit", "1/40");
        return to == ORDERS ? reply : reply.header("Link", link(request, limit, to));
    }

    private static String link(SentRequest request, int limit, int to) {
        String url = request.origin() + request.path() + "?limit=" + limit + "&page_info=";
        return "<" + url + "0>; rel=\"previous\", <" + url + to + ">; rel=\"next\"";
    }

    private static String order(int number) {
        return "{\"id\":" + number + ",\"total_price\":\"" + number + ".10\"}";
    }

    @Test
    void the_link_is_followed_as_it_stands() throws Exception {
        try (RouteTest test = Recipe.start("shopify-page-info.camel.yaml", ShopifyPageInfoTest::shopify)) {
            assertThat(test.pull("shopify-orders").error()).isNull();

            assertThat(test.rows("shopify_orders")).hasSize(ORDERS);
            assertThat(test.column("shopify_orders", "total_price")).contains(new BigDecimal("599.10"));
            assertThat(test.requests())
                    .extracting(SentRequest::query)
                    .containsExactly("status=any&limit=250", "limit=250&page_info=250", "limit=250&page_info=500");
        }
    }
}
