package io.qanat.pull;

import static io.qanat.testserver.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.qanat.testserver.FaultServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in the parameters, as a host that embeds Qanat hears of them: at start, in words, without secrets. */
class ParameterRoutesTest {
    private static final URI URL = URI.create("http://127.0.0.1:9");
    private static final String SECRET = "s3cr3t-v4lue";

    private static String refusal(String... routes) throws Exception {
        Throwable thrown = catchThrowable(() -> PullHarness.start(routes).close());
        assertThat(thrown).as("the context must not start").isNotNull();
        return messages(thrown);
    }

    private static String messages(Throwable thrown) {
        List<String> messages = new ArrayList<>();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            messages.add(String.valueOf(t.getMessage()));
        }
        return String.join("\n", messages);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pagenation=cursor | pagenation | did you mean pagination",
                "cron=every day    | cron       | is not a cron expression",
                "cron=0 0 25 * * ? | cron       | is not a cron expression",
                "every=15          | every      | 15",
                "every=-5m         | every      | -5m",
                "timeZone=Mars/One | timeZone   | is not a time zone",
                "pagination=curser | pagination | did you mean cursor",
                "method=FETCH      | method     | must be one of",
                "ignoreStatuses=4x | ignoreStatuses | must be a status",
                "partitionConcurrency=0 | partitionConcurrency | at least 1",
                "partitionConcurrency=many | partitionConcurrency | whole number",
                "forEach=id        | forEach    | name=list:",
                "minRecords=some   | minRecords | whole number",
                "retryUnsafe=maybe | retryUnsafe | true or false",
                "query=novalue     | query      | name=value",
            })
    void a_mistake_in_a_pull_is_told_at_start(String parameter, String name, String what) throws Exception {
        String told =
                refusal(RouteText.api(URL, "auth=bearer", "token=" + SECRET), RouteText.pull("path=/x", parameter));
        assertThat(told).contains(name, what).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rateLimmit=1/1s      | rateLimmit     | did you mean rateLimit",
                "rateLimit=fast       | rateLimit      | fast",
                "concurrency=ten      | concurrency    | ten",
                "concurrency=0        | concurrency    | 0",
                "connectTimeout=5     | connectTimeout | 5",
                "responseTimeout=long | responseTimeout| long",
                "callTimeout=long     | callTimeout    | long",
                "maxAttempts=0        | maxAttempts    | 0",
                "jitter=some          | jitter         | must be one of",
                "maxResponseSize=big  | maxResponseSize| big",
                "auth=baerer          | auth           | did you mean bearer",
                "allowedOrigins=x     | allowedOrigins | x",
                "headers=Broken       | headers        | name=value",
            })
    void a_mistake_in_an_api_is_told_at_start(String parameter, String name, String what) throws Exception {
        String told = refusal(RouteText.api(URL, "token=" + SECRET, parameter), RouteText.pull("path=/x"));
        assertThat(told).contains(name, what).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({"shop.example", "ftp://shop.example", "http//x", "http://me:s3cr3t-v4lue@shop.example"})
    void a_wrong_url_of_an_api_is_told_at_start(String url) throws Exception {
        String api = RouteText.api(URI.create("http://replaced"), "auth=none").replace("http://replaced", url);
        assertThat(refusal(api)).contains("url").doesNotContain(SECRET);
    }

    @Test
    void a_missing_credential_is_told_at_start() throws Exception {
        assertThat(refusal(RouteText.api(URL, "auth=bearer"))).contains("api shop", "token", "required");
    }

    @Test
    void a_missing_name_of_an_api_is_told_at_start() throws Exception {
        String nameless = """
                - templatedRoute:
                    routeTemplateRef: api
                    routeId: shop-api
                    parameters:
                      - { name: url, value: "http://127.0.0.1:9" }
                      - { name: token, value: "s3cr3t-v4lue" }
                """;
        assertThat(refusal(nameless)).contains("name").doesNotContain(SECRET);
    }

    @Test
    void a_missing_path_of_a_pull_is_told_at_start() throws Exception {
        assertThat(refusal(RouteText.api(URL, "auth=bearer", "token=" + SECRET), RouteText.pull("pagination=none")))
                .contains("path")
                .doesNotContain(SECRET);
    }

    @Test
    void all_mistakes_of_a_pull_are_told_at_once() throws Exception {
        assertThat(refusal(RouteText.api(URL), RouteText.pull("path=/x", "cron=x", "pagination=y", "minRecords=z")))
                .contains("cron", "pagination", "minRecords");
    }

    @Test
    void a_misspelt_parameter_of_a_route_that_is_added_later_is_told() throws Exception {
        try (PullHarness pull = PullHarness.start(RouteText.api(URL))) {
            Throwable thrown = catchThrowable(() -> pull.add(RouteText.pull("path=/x", "pagenation=cursor")));
            assertThat(thrown).isNotNull();
            assertThat(messages(thrown)).contains("pagenation", "did you mean pagination");
        }
    }

    @Test
    void a_route_that_is_added_later_can_be_pulled() throws Exception {
        try (FaultServer server = FaultServer.start(json("[{\"id\":1}]"));
                PullHarness pull = PullHarness.start()) {
            pull.add(RouteText.api(server.url()), RouteText.pull("path=/x", "pagination=none"));
            assertThat(pull.run().error()).isNull();
        }
    }

    /** Its constructor calls the plugins before its model is there. */
    @Test
    void a_context_that_is_made_by_its_plain_constructor_has_the_template_once_initialised() throws Exception {
        String routes = RouteText.pullWith("- log: { message: x, loggingLevel: DEBUG }", "path=/x", "pagination=none");
        CamelContext context = new DefaultCamelContext();
        try (FaultServer server = FaultServer.start(json("[{\"id\":1}]"))) {
            context.start();
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString("later.yaml", RouteText.api(server.url()) + routes));
            assertThat(Pulls.of(context).pull("orders").error()).isNull();
        } finally {
            context.stop();
        }
    }

    @Test
    void values_with_special_characters_arrive_unharmed() throws Exception {
        try (FaultServer server = FaultServer.start(json("[{\"id\":1}]"));
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url(), "auth=bearer", "token=#a%b+c;d=e&f"),
                        RouteText.pull("path=/x y/ä", "pagination=none", "query=a=#b; c=100%; d=$simple{x}"))) {
            assertThat(pull.run().error()).isNull();
            assertThat(server.requests().get(0).headers().first("Authorization"))
                    .isEqualTo("Bearer #a%b+c;d=e&f");
            assertThat(server.requests().get(0).target()).isEqualTo("/x%20y/%C3%A4?a=%23b&c=100%25&d=%24simple%7Bx%7D");
        }
    }
}
