package io.qanat.cli;

import static io.qanat.testserver.Behaviours.answer;
import static io.qanat.testserver.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user reads who has made a mistake, or whose API answers with something else than data. */
class BadInputTest {
    private static final String GOOD = """
            - templatedRoute:
                routeTemplateRef: api
                routeId: shop-api
                parameters:
                  - { name: name, value: shop }
                  - { name: url, value: "{{shop.url}}" }
                  - { name: rateLimit, value: "off" }
                  - { name: maxAttempts, value: "1" }
            - route:
                id: orders
                from:
                  uri: kamelet:api-pull
                  parameters:
                    api: shop
                    path: /v1/orders
                    cron: "0 0/15 * * * ?"
                  steps:
                    - to:
                        uri: table:orders
            """;

    @TempDir
    Path folder;

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        "api: shop",
                        "api: shp",
                        "shop.camel.yaml:14: pull orders: api: there is no API shp (APIs: shop); did you mean shop?"),
                Arguments.of(
                        "\"0 0/15 * * * ?\"",
                        "\"every day\"",
                        "shop.camel.yaml:16: pull orders: cron: \"every day\" is not a cron expression"),
                Arguments.of(
                        "path: /v1/orders",
                        "pth: /v1/orders",
                        "shop.camel.yaml:15: pull orders: pth: is not a parameter of pulls; did you mean path?"),
                Arguments.of("path: /v1/orders", "pth: /v1/orders", "pull orders: path: is required"),
                Arguments.of(
                        "name: rateLimit",
                        "name: rateLimt",
                        "shop.camel.yaml:7: api shop: rateLimt: is not a parameter of apis; did you mean rateLimit?"),
                Arguments.of(
                        "{{shop.url}}",
                        "{{shop.ulr}}",
                        "api shop: url: {{shop.ulr}} has no value: set it in application.properties, as SHOP_ULR in .env"),
                Arguments.of("\"{{shop.url}}\"", "\"ftp://x\"", "api shop: url: "),
                Arguments.of("\"off\"", "\"90/60\"", "api shop: rateLimit: "),
                Arguments.of("id: orders", "description: orders", "pull without a name: id: the route needs an id"),
                Arguments.of(
                        "path: /v1/orders", "path: /v1/orders\n        pagination: curser", "did you mean cursor?"),
                Arguments.of("- route:", "- route: [", "shop.camel.yaml:"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_in_a_route_file_is_told_with_file_and_line_and_nothing_is_pulled(
            String right, String wrong, String told) throws IOException {
        Told.routes(folder, GOOD.replace(right, wrong));
        try (FaultServer server = FaultServer.start(json("[]"))) {
            Told pull = Told.by(folder, "pull", "orders", "-D", "shop.url=" + server.url());
            assertThat(pull.exit()).isEqualTo(2);
            assertThat(pull.err()).contains(told);
            assertThat(pull.stackLines()).isZero();
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void all_mistakes_are_told_at_once() throws IOException {
        Told.routes(
                folder,
                GOOD.replace("path:", "pth:").replace("\"off\"", "\"90\"").replace("api: shop", "api: shp"));
        Told check = Told.by(folder, "check", "-D", "shop.url=http://127.0.0.1:9");
        assertThat(check.exit()).isEqualTo(2);
        assertThat(check.out().lines()).hasSize(4);
    }

    @Test
    void right_files_pass_the_check() throws IOException {
        Told.routes(folder, GOOD);
        Told check = Told.by(folder, "check", "-D", "shop.url=http://127.0.0.1:9");
        assertThat(check.exit()).isZero();
        assertThat(check.out()).contains("no mistakes");
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(
                        answer(200, "<!doctype html><html><title>Sign in</title></html>", "Content-Type: text/html"),
                        "orders page 1: ",
                        "HTML"),
                Arguments.of(json("{\"data\":[{\"id\":1}"), "orders page 1: ", "JSON"),
                Arguments.of(json("{\"id\": nonsense}"), "orders page 1: ", "JSON"),
                Arguments.of(json("{\"meta\":{\"page\":1}}"), "orders page 1: ", "records"),
                Arguments.of(
                        answer(404, "{\"message\":\"no such thing\"}", "Content-Type: application/json"),
                        "status 404",
                        "no such thing"),
                Arguments.of(answer(500, "out of order", "Content-Type: text/plain"), "status 500", "out of order"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void an_answer_that_is_no_data_fails_the_pull_and_leaves_no_file(Behaviour behaviour, String subject, String reason)
            throws IOException {
        Told.routes(folder, GOOD);
        try (FaultServer server = FaultServer.start(behaviour)) {
            Told pull = Told.by(folder, "pull", "orders", "-D", "shop.url=" + server.url());
            assertThat(pull.exit()).isEqualTo(1);
            assertThat(pull.out())
                    .startsWith("orders  failed")
                    .contains(subject)
                    .contains(reason);
            assertThat(pull.stackLines()).isZero();
            assertThat(Told.written(folder)).isEmpty();
        }
    }

    @Test
    void records_that_point_nowhere_fail_the_pull_with_what_is_there() throws IOException {
        Told.routes(folder, GOOD.replace("path: /v1/orders", "path: /v1/orders\n        records: /rows"));
        try (FaultServer server = FaultServer.start(json("{\"data\":[{\"id\":1}]}"))) {
            Told pull = Told.by(folder, "pull", "orders", "-D", "shop.url=" + server.url());
            assertThat(pull.exit()).isEqualTo(1);
            assertThat(pull.out()).contains("orders page 1: ").contains("/rows").contains("/data");
            assertThat(Told.written(folder)).isEmpty();
        }
    }

    @Test
    void a_refused_connection_is_told_with_the_url() throws IOException {
        Told.routes(folder, GOOD);
        Told pull = Told.by(folder, "pull", "orders", "-D", "shop.url=http://127.0.0.1:" + FaultServer.refusedPort());
        assertThat(pull.exit()).isEqualTo(1);
        assertThat(pull.out())
                .contains("shop: GET http://127.0.0.1:")
                .contains("no connection")
                .contains("refused");
        assertThat(pull.stackLines()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                qanat.journal=taken/here                  | qanat.journal: |taken is a file
                qanat.journal=s3://bucket                 | qanat.journal: |"s3:…" must be a folder of this machine
                qanat.journal.maxSize=10                  | qanat.journal.maxSize: |"10" is not a size
                qanat.journal.maxSize=0B                  | qanat.journal.maxSize: |"0B" must be more than nothing
                qanat.journal.maxSize=99999999999GiB      | qanat.journal.maxSize: |is more than any disk holds
                qanat.journal.minFree=much                | qanat.journal.minFree: |"much" is not a size
                qanat.state=postgres://u:geheim@h/db      | qanat.state: |it takes a folder, or a PostgreSQL as jdbc:
                qanat.state=jdbc:postgresql://u:geheim@h/d| qanat.state: |no user and password before the host
                qanat.state=jdbc:mysql://h/d              | qanat.state: |jdbc:… is neither
                """)
    void a_wrong_setting_of_state_or_journal_is_told_before_anything_is_pulled(
            String setting, String name, String reason) throws IOException {
        Told.routes(folder, GOOD);
        Files.writeString(folder.resolve("taken"), "");
        for (String command : List.of("check", "pull --all", "runs", "state orders")) {
            boolean looks = command.startsWith("runs") || command.startsWith("state");
            if (looks && reason.equals("taken is a file")) {
                continue; // nothing is written there
            }
            Told told = Told.by(
                    folder,
                    Stream.of(command.split(" "), new String[] {"-D", "shop.url=http://127.0.0.1:9", "-D", setting})
                            .flatMap(Stream::of)
                            .toArray(String[]::new));
            assertThat(told.exit()).as(command).isEqualTo(2);
            assertThat(told.out() + told.err())
                    .contains("settings: " + name)
                    .contains(reason)
                    .doesNotContain("geheim");
            assertThat(told.stackLines()).isZero();
        }
    }

    @Test
    void wrong_use_is_told_in_two_lines_and_not_by_a_page_of_help() {
        Told told = Told.by(folder, "runs", "--mots", "3");
        assertThat(told.exit()).isEqualTo(2);
        assertThat(told.err())
                .contains("error: Unknown option")
                .contains("--most")
                .contains("help: qanat runs --help");
        assertThat(told.err().lines()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void a_data_folder_that_is_a_file_is_told_before_anything_is_pulled() throws IOException {
        Told.routes(folder, GOOD);
        Files.writeString(folder.resolve("taken"), "");
        try (FaultServer server = FaultServer.start(json("[]"))) {
            Told pull =
                    Told.by(folder, "pull", "orders", "-D", "shop.url=" + server.url(), "-D", "qanat.data=taken/here");
            assertThat(pull.exit()).isEqualTo(2);
            assertThat(pull.err()).contains("qanat.data: ").contains("taken is a file");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void a_data_folder_where_nothing_can_be_made_fails_the_pull_with_table_and_folder() throws IOException {
        Told.routes(
                folder,
                GOOD.replace(
                        "uri: table:orders", "uri: table:orders\n            parameters: { directory: /proc/qanat }"));
        try (FaultServer server = FaultServer.start(json("[{\"id\":1}]"))) {
            Told pull = Told.by(folder, "pull", "orders", "-D", "shop.url=" + server.url());
            assertThat(pull.exit()).isEqualTo(1);
            assertThat(pull.out()).contains("table orders: can't write to /proc/qanat/orders");
            assertThat(pull.stackLines()).isZero();
        }
    }

    @Test
    void an_unknown_pull_is_wrong_use_and_the_nearest_is_named() throws IOException {
        Told.routes(folder, GOOD);
        Told pull = Told.by(folder, "pull", "ordres", "-D", "shop.url=http://127.0.0.1:9");
        assertThat(pull.exit()).isEqualTo(2);
        assertThat(pull.err()).contains("there is no pull ordres; did you mean orders?");
    }

    @Test
    void a_pull_without_a_name_is_wrong_use() throws IOException {
        Told.routes(folder, GOOD);
        assertThat(Told.by(folder, "pull").exit()).isEqualTo(2);
    }

    @Test
    void a_folder_without_routes_is_told() {
        Told pull = Told.by(folder, "pull", "orders");
        assertThat(pull.exit()).isEqualTo(2);
        assertThat(pull.err()).contains("--routes").contains("is not a folder");
    }
}
