package io.qanat.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testing.Reply;
import io.qanat.testing.RouteTest;
import io.qanat.testing.SentRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JsonApiTest {
    private static final int ARTICLES = 120;

    static Reply articles(SentRequest request) {
        String wrong = Recipe.wrong(
                request, "GET /articles", List.of("sort", "fields[articles]", "page[size]", "page[number]"));
        if (wrong != null) {
            return error(400, wrong);
        }
        if (!"application/vnd.api+json".equals(request.header("Accept"))) {
            return error(406, "Accept must be application/vnd.api+json");
        }
        if (!"Bearer articles-token".equals(request.header("Authorization"))) {
            return error(401, "who are you?");
        }
        int size = Recipe.number(request, "page[size]", 10);
        int page = Recipe.number(request, "page[number]", 1);
        int from = (page - 1) * size;
        int to = Math.min(from + size, ARTICLES);
        String url =
                "\"" + request.origin() + "/articles?sort=created&fields%5Barticles%5D=title,created&page%5Bsize%5D="
                        + size + "&page%5Bnumber%5D=" + (page + 1) + "\"";
        return Reply.of(
                        200,
                        "{\"links\":{\"next\":" + (to < ARTICLES ? url : "null") + "},\"data\":"
                                + Recipe.array(from, to, JsonApiTest::article) + "}")
                .header("Content-Type", "application/vnd.api+json");
    }

    private static String article(int number) {
        return "{\"type\":\"articles\",\"id\":\"%d\",\"attributes\":{\"title\":\"Article %d\"}}"
                .formatted(number, number);
    }

    private static Reply error(int status, String title) {
        return Reply.of(status, "{\"errors\":[{\"title\":\"" + title + "\"}]}");
    }

    @Test
    void the_links_are_followed_until_next_is_null() throws Exception {
        try (RouteTest test = Recipe.start("jsonapi.camel.yaml", JsonApiTest::articles)) {
            assertThat(test.pull("jsonapi-articles").error()).isNull();

            assertThat(test.rows("jsonapi_articles")).hasSize(ARTICLES);
            assertThat(test.schema("jsonapi_articles")).contains("attributes_title  string");
            assertThat(test.requests())
                    .extracting(request -> request.parameter("page[number]"))
                    .containsExactly(null, "2", "3");
            assertThat(test.requests()).allMatch(request -> "50".equals(request.parameter("page[size]")));
        }
    }
}
