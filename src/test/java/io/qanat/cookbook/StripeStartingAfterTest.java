package io.qanat.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testing.Reply;
import io.qanat.testing.RouteTest;
import io.qanat.testing.SentRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StripeStartingAfterTest {
    private static final int CHARGES = 230;

    static Reply stripe(SentRequest request) {
        String wrong = Recipe.wrong(request, "GET /v1/charges", List.of("limit", "starting_after"));
        if (wrong != null) {
            return error(400, "parameter_unknown", wrong);
        }
        if (!"Bearer rk_test".equals(request.header("Authorization"))) {
            return error(401, "api_key", "Invalid API Key provided");
        }
        int limit = Recipe.number(request, "limit", 10);
        String after = request.parameter("starting_after");
        if (limit > 100 || (after != null && !after.matches("ch_\\d+"))) {
            return error(400, "resource_missing", "No such charge: '" + after + "', or limit is above 100");
        }
        int from = after == null ? 0 : Integer.parseInt(after.substring(3)) + 1;
        int to = Math.min(from + limit, CHARGES);
        String data = Recipe.array(from, to, number -> "{\"id\":\"ch_" + number + "\",\"amount\":" + number + "}");
        return Reply.json("{\"object\":\"list\",\"data\":" + data + ",\"has_more\":" + (to < CHARGES)
                + ",\"url\":\"/v1/charges\"}");
    }

    private static Reply error(int status, String code, String message) {
        return Reply.of(status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}");
    }

    @Test
    void the_last_id_leads_on_while_there_is_more() throws Exception {
        try (RouteTest test = Recipe.start("stripe-starting-after.camel.yaml", StripeStartingAfterTest::stripe)) {
            assertThat(test.pull("stripe-charges").error()).isNull();

            assertThat(test.rows("stripe_charges")).hasSize(CHARGES);
            assertThat(test.requestLines())
                    .containsExactly(
                            "GET /v1/charges?limit=100",
                            "GET /v1/charges?limit=100&starting_after=ch_99",
                            "GET /v1/charges?limit=100&starting_after=ch_199");
        }
    }
}
