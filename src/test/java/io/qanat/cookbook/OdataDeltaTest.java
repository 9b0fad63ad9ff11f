package io.qanat.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testing.Reply;
import io.qanat.testing.RouteTest;
import io.qanat.testing.SentRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OdataDeltaTest {
    private static final int USERS = 250;

    static Reply graph(SentRequest request) {
        if (request.path().endsWith("/token")) {
            return token(request);
        }
        String wrong = Recipe.wrong(request, "GET /v1.0/users/delta", List.of("$select", "$skiptoken", "$deltatoken"));
        if (wrong != null) {
            return Reply.of(400, "{\"error\":{\"code\":\"BadRequest\",\"message\":\"" + wrong + "\"}}");
        }
        if (!"Bearer graph-access".equals(request.header("Authorization"))) {
            return Reply.of(401, "{\"error\":{\"code\":\"InvalidAuthenticationToken\"}}");
        }
        return request.parameter("$deltatoken") == null ? page(request) : changes(request);
    }

    private static Reply token(SentRequest request) {
        boolean right = request.line().equals("POST /acme/oauth2/v2.0/token")
                && request.body().contains("grant_type=client_credentials")
                && request.body().contains("client_secret=graph-secret")
                && request.body().contains("scope=https%3A%2F%2Fgraph.microsoft.com%2F.default");
        return right
                ? Reply.json("{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"graph-access\"}")
                : Reply.of(400, "{\"error\":\"invalid_client\"}");
    }

    private static Reply page(SentRequest request) {
        int size = Integer.parseInt(String.valueOf(request.header("Prefer")).replace("odata.maxpagesize=", ""));
        int from = Recipe.number(request, "$skiptoken", 0);
        int to = Math.min(from + size, USERS);
        String link = to < USERS ? "@odata.nextLink\":\"%s?$skiptoken=" + to : "@odata.deltaLink\":\"%s?$deltatoken=1";
        return answer(request, link, Recipe.array(from, to, OdataDeltaTest::user));
    }

    private static String user(int number) {
        return "{\"id\":\"u%d\",\"displayName\":\"User %d\",\"mail\":null}".formatted(number, number);
    }

    private static Reply changes(SentRequest request) {
        return answer(
                request,
                "@odata.deltaLink\":\"%s?$deltatoken=2",
                "[{\"id\":\"u7\",\"displayName\":\"Seven\",\"mail\":\"seven@acme.example\"}]");
    }

    private static Reply answer(SentRequest request, String link, String users) {
        String url = request.origin() + request.path();
        return Reply.json("{\"" + link.formatted(url) + "\",\"value\":" + users + "}");
    }

    @Test
    void the_second_run_asks_the_delta_link_of_the_first() throws Exception {
        try (RouteTest test = Recipe.start("odata-delta.camel.yaml", OdataDeltaTest::graph)) {
            assertThat(test.pull("graph-users").error()).isNull();
            assertThat(test.rows("graph_users")).hasSize(USERS);
            assertThat(test.requests()).hasSize(4); // one of them for the token

            assertThat(test.pull("graph-users").error()).isNull();
            assertThat(test.requestLines()).last().isEqualTo("GET /v1.0/users/delta?$deltatoken=1");
            assertThat(test.column("graph_users", "displayName"))
                    .hasSize(USERS)
                    .contains("Seven")
                    .doesNotContain("User 7");
        }
    }
}
