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
class GithubLinkHeaderTest {
    private static final String FILE = "github-link-header.camel.yaml";
    private static final int ISSUES = 250;

    /** As GitHub answers; unknown parameters, which it ignores, are refused. */
    static Reply github(SentRequest request) {
        String wrong = Recipe.wrong(
                request,
                "GET /repos/apache/camel/issues",
                List.of("state", "sort", "direction", "per_page", "page", "since"));
        if (wrong != null) {
            return Reply.of(422, "{\"message\":\"" + wrong + "\"}");
        }
        if (!"Bearer gh-token".equals(request.header("Authorization"))) {
            return Reply.of(401, "{\"message\":\"Bad credentials\"}");
        }
        if (!"application/vnd.github+json".equals(request.header("Accept"))
                || request.header("X-GitHub-Api-Version") == null) {
            return Reply.of(415, "{\"message\":\"Unsupported 'Accept' header\"}");
        }
        int first = request.parameter("since") == null ? 0 : ISSUES - 1;
        int size = Math.min(100, Recipe.number(request, "per_page", 30));
        int page = Recipe.number(request, "page", 1);
        int from = first + (page - 1) * size;
        Reply reply = Reply.json(Recipe.array(from, Math.min(from + size, ISSUES), GithubLinkHeaderTest::issue));
        return from + size < ISSUES ? reply.header("Link", next(request, page + 1)) : reply;
    }

    private static String next(SentRequest request, int page) {
        String url = request.origin() + request.path() + "?" + request.query().replaceAll("&page=\\d+", "") + "&page=";
        return "<" + url + page + ">; rel=\"next\", <" + url + "3>; rel=\"last\"";
    }

    private static String issue(int number) {
        return "{\"id\":%d,\"title\":\"Issue %d\",\"updated_at\":\"2026-01-01T%02d:%02d:00Z\"}"
                .formatted(number, number, number / 60, number % 60);
    }

    @Test
    void follows_the_links_and_next_time_asks_for_what_is_new() throws Exception {
        try (RouteTest test = Recipe.start(FILE, GithubLinkHeaderTest::github)) {
            assertThat(test.pull("github-issues").error()).isNull();
            assertThat(test.rows("github_issues")).hasSize(ISSUES);
            assertThat(test.requests()).hasSize(3).allMatch(request -> "100".equals(request.parameter("per_page")));

            assertThat(test.pull("github-issues").error()).isNull();
            assertThat(test.rows("github_issues")).hasSize(ISSUES);
            assertThat(test.requests()).hasSize(4);
            assertThat(test.requests().get(3).parameter("since")).isEqualTo("2026-01-01T04:09:00Z");
        }
    }

    @Test
    void the_secondary_rate_limit_is_waited_for() throws Exception {
        Answers answers = Answers.by(GithubLinkHeaderTest::github);
        answers.before(2).status(403, "Retry-After", "60");
        try (RouteTest test = Recipe.start(FILE, answers)) {
            assertThat(test.pull("github-issues").error()).isNull();

            assertThat(test.rows("github_issues")).hasSize(ISSUES);
            assertThat(test.clock().elapsed().toSeconds()).isGreaterThanOrEqualTo(60);
        }
    }
}
