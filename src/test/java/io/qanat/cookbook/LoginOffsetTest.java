package io.qanat.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testing.Answers;
import io.qanat.testing.Reply;
import io.qanat.testing.RouteTest;
import io.qanat.testing.SentRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoginOffsetTest {
    private static final String FILE = "login-offset.camel.yaml";
    private static final int INVOICES = 250;

    private int logins;

    Reply erp(SentRequest request) {
        if (request.line().equals("POST /api/session")) {
            boolean right = request.body().matches("\\{\"username\": ?\"reports\", ?\"password\": ?\"erp-password\" ?}")
                    && "application/json".equals(request.header("Content-Type"));
            return right ? session() : Reply.of(403, "{\"message\":\"wrong user or password\"}");
        }
        String wrong = Recipe.wrong(request, "GET /api/invoices", List.of("limit", "offset"));
        if (wrong != null) {
            return Reply.of(400, "{\"message\":\"" + wrong + "\"}");
        }
        if (!("Bearer session-" + logins).equals(request.header("Authorization"))) {
            return Reply.of(401, "{\"message\":\"log in\"}");
        }
        return page(Recipe.number(request, "offset", 0), Recipe.number(request, "limit", 20));
    }

    private Reply session() {
        logins++;
        return Reply.json("{\"session\":{\"token\":\"session-" + logins + "\"}}");
    }

    private static Reply page(int from, int limit) {
        if (from >= INVOICES) {
            return Reply.of(416, "{\"message\":\"beyond the end\"}");
        }
        int to = Math.min(from + limit, INVOICES);
        String rows = Recipe.array(from, to, number -> "{\"number\":" + number + "}");
        return Reply.json("{\"total\":" + INVOICES + ",\"invoices\":" + rows + "}");
    }

    @Test
    void logs_in_once_and_never_asks_beyond_the_end() throws Exception {
        try (RouteTest test = Recipe.start(FILE, this::erp)) {
            assertThat(test.pull("erp-invoices").error()).isNull();

            assertThat(test.rows("erp_invoices")).hasSize(INVOICES);
            assertThat(test.requestLines())
                    .containsExactly(
                            "POST /api/session",
                            "GET /api/invoices?limit=100&offset=0",
                            "GET /api/invoices?limit=100&offset=100",
                            "GET /api/invoices?limit=100&offset=200");
        }
    }

    @Test
    void a_session_that_ends_early_is_renewed() throws Exception {
        Answers answers = Answers.by(this::erp);
        answers.before(3).status(401);
        try (RouteTest test = Recipe.start(FILE, answers)) {
            assertThat(test.pull("erp-invoices").error()).isNull();

            assertThat(test.rows("erp_invoices")).hasSize(INVOICES);
            assertThat(logins).isEqualTo(2);
        }
    }
}
