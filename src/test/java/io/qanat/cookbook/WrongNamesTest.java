package io.qanat.cookbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.qanat.pull.RunResult.Outcome;
import io.qanat.testing.Answers;
import io.qanat.testing.Reply;
import io.qanat.testing.RouteTest;
import io.qanat.testing.RouteTestSetup;
import io.qanat.testing.SentRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The servers refuse what the real APIs would refuse or misread: a wrong name in a file of the cookbook fails its test. */
@Timeout(60)
class WrongNamesTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> mistakes() {
        Function<SentRequest, Reply> github = GithubLinkHeaderTest::github;
        Function<SentRequest, Reply> stripe = StripeStartingAfterTest::stripe;
        Function<SentRequest, Reply> slack = SlackCursorTest::slack;
        Function<SentRequest, Reply> wiki = MediawikiContinueTest::mediawiki;
        Function<SentRequest, Reply> graph = OdataDeltaTest::graph;
        Function<SentRequest, Reply> elastic = ElasticsearchSearchAfterTest::elasticsearch;
        Function<SentRequest, Reply> articles = JsonApiTest::articles;
        Function<SentRequest, Reply> shopify = ShopifyPageInfoTest::shopify;
        Function<SentRequest, Reply> erp = new LoginOffsetTest()::erp;
        return Stream.of(
                arguments("github-link-header", "pageSize: 100", "pageSize: 100\n        pageSizeParam: limit", github),
                arguments("github-link-header", "Accept=application/vnd.github+json; ", "", github),
                arguments(
                        "stripe-starting-after", "pageSize: 100", "pageSize: 100\n        cursorParam: after", stripe),
                arguments("stripe-starting-after", "pageSize: 100", "pageSize: 200", stripe),
                arguments("slack-cursor", "pageSize: 200", "pageSize: 200\n        cursorParam: page_token", slack),
                arguments("slack-cursor", "types=", "type=", slack),
                arguments("mediawiki-continue", "aplimit=500", "limit=500", wiki),
                arguments("mediawiki-continue", "formatversion=2", "formatversion=1", wiki),
                arguments("odata-delta", "$select", "select", graph),
                arguments("odata-delta", "/.default", "/default", graph),
                arguments("elasticsearch-search-after", "cursorParam: search_after", "cursorParam: from", elastic),
                arguments("elasticsearch-search-after", "pageSizeParam: size", "pageSizeParam: limit", elastic),
                arguments("elasticsearch-search-after", "ApiKey {", "Bearer {", elastic),
                arguments("jsonapi", "page[size]", "per_page", articles),
                arguments("jsonapi", "Accept=application/vnd.api+json", "Accept=application/json", articles),
                arguments("shopify-page-info", "pageSizeParam: limit", "pageSizeParam: per_page", shopify),
                arguments("login-offset", "value: /session/token", "value: /token", erp),
                arguments("login-offset", "\"username\"", "\"user\"", erp));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("mistakes")
    void a_wrong_name_fails(String recipe, String right, String wrong, Function<SentRequest, Reply> api)
            throws Exception {
        String text = Files.readString(Recipe.FOLDER.resolve(recipe + ".camel.yaml"));
        assertThat(text).contains(right);
        Path file = Files.writeString(folder.resolve("wrong.camel.yaml"), text.replace(right, wrong));
        RouteTestSetup setup = RouteTest.of(file.toString()).property("erp.password", "erp-password");
        Recipe.PROPERTIES.forEach(setup::property);

        try (RouteTest test = setup.answers(Answers.by(api)).start()) {
            String pull = text.replaceAll("(?s).*- route:\\s+id: (\\S+).*", "$1");
            assertThat(test.pull(pull).result()).isEqualTo(Outcome.FAILED);
        }
    }
}
