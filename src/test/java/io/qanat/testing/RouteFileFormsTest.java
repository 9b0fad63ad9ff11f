package io.qanat.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Route files as users write them, and what a test may do with their APIs. */
@Timeout(60)
class RouteFileFormsTest {
    private static final String API = """
            - templatedRoute:
                routeTemplateRef: api
                routeId: things-api
                parameters:
                  - name: name
                    value: things
                  - { name: url, value: 'https://api.example.com/v2' }
                  - { name: rateLimit, value: %s }
            """;
    private static final String PULL = """
            - route:
                id: things
                from:
                  uri: kamelet:api-pull
                  parameters:
                    api: things
                    path: /things
                    pagination: page
                    query: "version=1.10; flag=yes"
                    method: %s
                  steps:
                    - process: { ref: noted }
                    - to:
                        uri: table:things
            """;

    @TempDir
    private Path folder;

    private final Answers answers =
            Answers.inTurn(Reply.json("[{\"id\":1},{\"id\":2}]"), Reply.json("[{\"id\":3}]"), Reply.json("[]"));

    private RouteTestSetup things(String rate, String method) throws Exception {
        Path file =
                Files.writeString(folder.resolve("things.camel.yaml"), API.formatted(rate) + PULL.formatted(method));
        return RouteTest.of(file.toString())
                .bean("noted", (Processor) exchange -> {})
                .answers(answers);
    }

    @Test
    void the_path_of_the_url_and_the_texts_of_the_file_stay_as_they_are() throws Exception {
        try (RouteTest test = things("\"off\"", "GET").start()) {
            assertThat(test.pull("things").error()).isNull();

            assertThat(test.requestLines())
                    .containsExactly(
                            "GET /v2/things?version=1.10&flag=yes&page=1",
                            "GET /v2/things?version=1.10&flag=yes&page=2",
                            "GET /v2/things?version=1.10&flag=yes&page=3");
            assertThat(test.column("things", "id")).isEqualTo(List.of(1L, 2L, 3L));
        }
    }

    @Test
    void a_rate_limit_of_one_an_hour_takes_no_time() throws Exception {
        try (RouteTest test = things("1/1h", "GET").start()) {
            assertThat(test.pull("things").error()).isNull();

            assertThat(test.clock().elapsed()).isGreaterThanOrEqualTo(Duration.ofHours(2));
        }
    }

    @Test
    void an_empty_page_in_the_middle_ends_the_pages() throws Exception {
        answers.instead(2, Reply.json("[]"));
        try (RouteTest test = things("\"off\"", "GET").start()) {
            assertThat(test.pull("things").error()).isNull();

            assertThat(test.column("things", "id")).isEqualTo(List.of(1L, 2L));
        }
    }

    @Test
    void a_run_that_failed_goes_on_where_it_was() throws Exception {
        for (int attempt = 1; attempt <= 5; attempt++) {
            answers.before(2).reset();
        }
        try (RouteTest test = things("\"off\"", "GET").start()) {
            assertThat(test.pull("things").error()).contains("page=2");
            assertThat(test.pull("things").resumed()).isTrue();

            assertThat(test.column("things", "id")).isEqualTo(List.of(1L, 2L, 3L));
            assertThat(test.requests()).hasSize(8);
        }
    }

    @Test
    void a_hand_written_api_is_led_to_the_server_by_a_property() throws Exception {
        String api = """
                - route:
                    id: things-api
                    from:
                      uri: direct:things
                      steps:
                        - to:
                            uri: "{{crm.url}}/old"
                            parameters: { bridgeEndpoint: true }
                """;
        Path file = Files.writeString(folder.resolve("old.camel.yaml"), api + PULL.formatted("GET"));

        try (RouteTest test = RouteTest.of(file.toString())
                .property("crm.url", "{{qanat.test.url}}")
                .bean("noted", (Processor) exchange -> {})
                .answers(answers)
                .start()) {
            assertThat(test.pull("things").error()).isNull();

            assertThat(test.requests()).hasSize(3).allMatch(request -> request.path()
                    .startsWith("/old"));
        }
    }

    @Test
    void a_misspelt_parameter_is_told_at_the_start() throws Exception {
        Path file = Files.writeString(
                folder.resolve("wrong.camel.yaml"), API.formatted("off").replace("rateLimit", "rate"));

        assertThatThrownBy(() -> RouteTest.of(file.toString()).start())
                .hasMessageContaining("rate: is not a parameter");
    }
}
