package io.qanat.cli;

import static io.qanat.testserver.Behaviours.answer;
import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code qanat preview}: one request, shown, and nothing written. */
class PreviewCommandTest {
    private static final String ROUTES = """
            - templatedRoute:
                routeTemplateRef: api
                routeId: shop-api
                parameters:
                  - { name: name, value: shop }
                  - { name: url, value: "{{shop.url}}" }
                  - { name: auth, value: bearer }
                  - { name: token, value: "{{shop.token}}" }
                  - { name: rateLimit, value: "off" }
                  - { name: maxAttempts, value: "2" }
                  - { name: backoffBase, value: "1ms" }
            - route:
                id: orders
                from:
                  uri: kamelet:api-pull
                  parameters:
                    api: shop
                    path: /v1/orders
                  steps:
                    - to:
                        uri: table:orders
                        parameters:
                          types: total=decimal(18,2)
            """;

    private static final String PAGE = """
            {"data":[{"id":1,"total":"9.90","at":"2026-01-01T00:00:00Z","note":null,"buyer":{"name":"Ann"}},
            {"id":2,"total":"1.50","at":"2026-01-02T00:00:00Z","note":null,"buyer":{"name":"Bob"}}],
            "next_cursor":"c2","total":3}""";

    @TempDir
    Path folder;

    private Told preview(FaultServer server, String... more) throws IOException {
        List<String> args = Stream.concat(
                        Stream.of(
                                "preview", "orders", "-D", "shop.url=" + server.url(), "-D", "shop.token=s3cr3t-t0ken"),
                        Stream.of(more))
                .toList();
        return Told.by(folder, args.toArray(String[]::new));
    }

    private String shown(FaultServer server, Told told) {
        return told.out().replace(server.url().toString(), "URL");
    }

    @Test
    void the_first_page_is_shown_with_one_request_and_nothing_is_written() throws IOException {
        Told.routes(folder, ROUTES);
        try (FaultServer server = FaultServer.start(json(PAGE))) {
            Told told = preview(server);
            assertThat(told.exit()).as(told.err()).isZero();
            assertThat(shown(server, told)).isEqualTo("""
                            request     GET URL/v1/orders
                                        Accept: application/json, */*;q=0.5
                                        Authorization: ***
                                        User-Agent: qanat/0.1.0
                            answer      status 200, application/json
                            pagination  cursor: /next_cursor is sent as cursor (recognised by this answer)
                            records     2 at /data (found there)
                            next        GET URL/v1/orders?cursor=c2

                               id  total          at                    note  buyer
                            int64  decimal(18,2)  timestamp             null  struct(name string)
                            -----  -------------  --------------------  ----  -------------------
                                1  9.90           2026-01-01T00:00:00Z        {"name":"Ann"}
                                2  1.50           2026-01-02T00:00:00Z        {"name":"Bob"}

                            columns, as this page alone shows them
                              id  int64
                              total  decimal(18,2)
                              at  timestamp
                              buyer  struct
                                name  string
                            """.replace("0.1.0", version(told)));
            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().get(0).headers().first("Authorization"))
                    .isEqualTo("Bearer s3cr3t-t0ken");
            assertThat(told.out() + told.err()).doesNotContain("s3cr3t");
            assertThat(files()).containsExactly("routes", "routes/shop.camel.yaml");
        }
    }

    private static String version(Told told) {
        return told.out().replaceAll("(?s).*User-Agent: qanat/(\\S+).*", "$1");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.skip(1)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_program_reads_it_as_one_object() throws IOException {
        Told.routes(folder, ROUTES);
        try (FaultServer server = FaultServer.start(json(PAGE))) {
            Told told = preview(server, "--json", "--limit", "1");
            assertThat(told.exit()).isZero();
            assertThat(told.out().lines()).hasSize(1);
            JsonNode all = Json.MAPPER.readTree(told.out());
            assertThat(all.at("/request/headers/Authorization").asText()).isEqualTo("***");
            assertThat(all.at("/records/at").asText()).isEqualTo("/data");
            assertThat(all.at("/records/count").asInt()).isEqualTo(2);
            assertThat(all.at("/pagination/recognised").asBoolean()).isTrue();
            assertThat(all.at("/next").asText()).isEqualTo("GET " + server.url() + "/v1/orders?cursor=c2");
            assertThat(all.at("/rows")).hasSize(1);
            assertThat(all.at("/columns/1/type").asText()).isEqualTo("decimal(18,2)");
        }
    }

    @Test
    void the_end_is_told_with_its_reason() throws IOException {
        Told.routes(folder, ROUTES.replace("path: /v1/orders", "path: /v1/orders\n        pagination: link"));
        try (FaultServer server = FaultServer.start(json("[{\"id\":1}]"))) {
            Told told = preview(server);
            assertThat(told.out())
                    .contains("(as the route says)")
                    .contains("records     1 at the top level")
                    .contains("next        none: no next in the Link header");
        }
    }

    @Test
    void a_next_link_shows_no_secret() throws IOException {
        Told.routes(folder, ROUTES);
        Behaviour page = json("{\"data\":[{\"id\":1}],\"next\":\"/v1/orders?page=2&api_key=s3cr3t-t0ken\"}");
        try (FaultServer server = FaultServer.start(page)) {
            Told told = preview(server);
            assertThat(told.out()).contains("api_key=***").doesNotContain("s3cr3t");
        }
    }

    @Test
    void an_incremental_pull_shows_its_bounds() throws IOException {
        Told.routes(
                folder,
                ROUTES.replace(
                        "path: /v1/orders",
                        "path: /v1/orders\n        incrementalField: /at\n        incrementalParam: since\n"
                                + "        since: 2026-01-01T00:00:00Z"));
        try (FaultServer server = FaultServer.start(json(PAGE))) {
            Told told = preview(server);
            assertThat(told.exit()).as(told.err()).isZero();
            assertThat(told.out()).contains("since       2026-01-01T00:00:00Z");
            assertThat(server.requests().get(0).target()).isEqualTo("/v1/orders?since=2026-01-01T00%3A00%3A00Z");
        }
    }

    @Test
    void of_several_slices_the_first_is_shown() throws IOException {
        Told.routes(folder, ROUTES.replace("path: /v1/orders", "path: /v1/orders/{c}\n        forEach: c=list:de,fr"));
        try (FaultServer server = FaultServer.start(json(PAGE))) {
            Told told = preview(server);
            assertThat(told.out()).contains("forEach     c=de, the first of 2");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void a_call_that_fails_once_is_repeated_as_in_a_pull() throws IOException {
        Told.routes(folder, ROUTES);
        try (FaultServer server = FaultServer.start(status(503), json(PAGE))) {
            Told told = preview(server);
            assertThat(told.exit()).isZero();
            assertThat(told.out()).contains("answer      status 200, application/json, after 2 requests");
        }
    }

    @Test
    void a_call_that_fails_is_told_on_one_line() throws IOException {
        Told.routes(folder, ROUTES);
        try (FaultServer server =
                FaultServer.start(answer(401, "{\"error\":\"no\"}", "Content-Type: application/json"))) {
            Told told = preview(server);
            assertThat(told.exit()).isEqualTo(1);
            assertThat(told.out()).isEmpty();
            assertThat(told.err())
                    .contains("error: shop: GET " + server.url() + "/v1/orders")
                    .contains("status 401");
            assertThat(told.stackLines()).isZero();
        }
    }

    @Test
    void an_answer_without_records_is_told_with_what_is_there() throws IOException {
        Told.routes(folder, ROUTES);
        try (FaultServer server = FaultServer.start(json("{\"rowz\":[{\"id\":1}]}"))) {
            Told told = preview(server);
            assertThat(told.exit()).isEqualTo(1);
            assertThat(told.err()).contains("error: orders page 1: ").contains("/rowz");
        }
    }

    @Test
    void an_empty_page_has_no_columns() throws IOException {
        Told.routes(folder, ROUTES);
        try (FaultServer server = FaultServer.start(json("[]"))) {
            Told told = preview(server);
            assertThat(told.exit()).isZero();
            assertThat(told.out()).contains("records     0 at the top level").contains("no columns: no value came yet");
        }
    }

    @Test
    void an_unknown_pull_is_wrong_use() throws IOException {
        Told.routes(folder, ROUTES);
        Told told = Told.by(folder, "preview", "ordres", "-D", "shop.url=http://127.0.0.1:9", "-D", "shop.token=x");
        assertThat(told.exit()).isEqualTo(2);
        assertThat(told.err()).contains("there is no pull ordres; did you mean orders?");
    }
}
