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
class MediawikiContinueTest {
    private static final int PAGES = 1_200;

    static Reply mediawiki(SentRequest request) {
        List<String> known = List.of(
                "action", "format", "formatversion", "maxlag", "list", "apprefix", "aplimit", "apcontinue", "continue");
        String wrong = Recipe.wrong(request, "GET /w/api.php", known);
        String from = request.parameter("apcontinue");
        if (wrong == null
                && !("query".equals(request.parameter("action")) && "2".equals(request.parameter("formatversion")))) {
            wrong = "the first page's parameters have to come again";
        }
        if (wrong == null && (from == null) != (request.parameter("continue") == null)) {
            wrong = "all members of continue have to come back";
        }
        if (wrong != null) {
            return Reply.json("{\"error\":{\"code\":\"badvalue\",\"info\":\"" + wrong + "\"}}");
        }
        int first = from == null ? 0 : Integer.parseInt(from.substring("Qanat_".length()));
        int last = Math.min(first + Math.min(500, Recipe.number(request, "aplimit", 10)), PAGES);
        String more = last < PAGES ? "\"continue\":{\"apcontinue\":\"Qanat_" + last + "\",\"continue\":\"-||\"}," : "";
        String pages = Recipe.array(
                first, last, number -> "{\"pageid\":" + number + ",\"ns\":0,\"title\":\"Qanat " + number + "\"}");
        return Reply.json("{\"batchcomplete\":true," + more + "\"query\":{\"allpages\":" + pages + "}}");
    }

    @Test
    void all_members_of_continue_go_into_the_next_request() throws Exception {
        try (RouteTest test = Recipe.start("mediawiki-continue.camel.yaml", MediawikiContinueTest::mediawiki)) {
            assertThat(test.pull("mediawiki-pages").error()).isNull();

            assertThat(test.rows("mediawiki_pages")).hasSize(PAGES);
            assertThat(test.requests()).hasSize(3);
            assertThat(test.requests().get(2).parameter("continue")).isEqualTo("-||");
        }
    }

    @Test
    void a_wiki_that_is_busy_fails_the_run_and_the_next_one_goes_on_there() throws Exception {
        Answers answers = Answers.by(MediawikiContinueTest::mediawiki);
        answers.instead(2, Reply.json("{\"error\":{\"code\":\"maxlag\",\"info\":\"6 seconds lagged\"}}"));
        try (RouteTest test = Recipe.start("mediawiki-continue.camel.yaml", answers)) {
            assertThat(test.pull("mediawiki-pages").error()).contains("6 seconds lagged");
            assertThat(test.pull("mediawiki-pages").resumed()).isTrue();

            assertThat(test.rows("mediawiki_pages")).hasSize(PAGES);
            assertThat(test.requests()).hasSize(4);
        }
    }
}
