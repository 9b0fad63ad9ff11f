package io.qanat.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.demo.Shop;
import io.qanat.pull.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecorderTest {
    private static final Path ROUTES = Path.of("routes/shop.camel.yaml");

    @TempDir
    private Path folder;

    private Path recorded(Shop shop, String pull) throws Exception {
        Path recording = folder.resolve("recording");
        Map<String, String> environment = Map.of("SHOP_URL", shop.url().toString(), "SHOP_TOKEN", "shop-token");
        RunResult result = Recorder.with(folder.resolve("application.properties"), environment, ROUTES)
                .record(pull, recording);
        assertThat(result.error()).isNull();
        return recording;
    }

    private static RouteTest replaying(Path recording) throws Exception {
        return RouteTest.of(ROUTES.toString())
                .property("shop.token", "another one")
                .answers(Answers.recorded(recording))
                .start();
    }

    private static String all(Path recording) throws IOException {
        try (Stream<Path> files = Files.list(recording)) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.sorted().toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }

    @Test
    void what_was_recorded_gives_the_same_rows_without_the_api() throws Exception {
        Shop shop = Shop.open(Shop.Options.small().withCustomers(12).withMaxPageSize(5));
        Path recording;
        try (shop) {
            recorded(shop, "customers");
            recording = recorded(shop, "customers"); // again, over the first one
        }

        try (RouteTest test = replaying(recording)) {
            assertThat(test.pull("customers").error()).isNull();

            assertThat(test.rows("customers")).hasSize(12);
            assertThat(test.requests()).hasSize(3);
        }
    }

    @Test
    void no_credential_is_in_the_files() throws Exception {
        try (Shop shop = Shop.open(Shop.Options.small().withCustomers(12).withMaxPageSize(5))) {
            String files = all(recorded(shop, "customers"));

            assertThat(files).doesNotContain("shop-token").contains("Authorization: ***");
        }
    }

    @Test
    void failures_are_recorded_as_well() throws Exception {
        Answers api = Answers.inTurn(
                Reply.json("[{\"id\":1}]").header("Link", "</v1/customers?page=2>; rel=next"),
                Reply.json("[{\"id\":2}]"));
        api.before(2).status(503, "Retry-After", "0");
        Path recording = folder.resolve("recording");
        try (AnswerServer server = AnswerServer.start(api)) {
            Map<String, String> environment = Map.of("SHOP_URL", server.url(), "SHOP_TOKEN", "shop-token");
            Recorder.with(folder.resolve("application.properties"), environment, ROUTES)
                    .record("customers", recording);
        }

        try (RouteTest test = replaying(recording)) {
            RunResult result = test.pull("customers");

            assertThat(result.error()).isNull();
            assertThat(result.retries()).isEqualTo(1);
            assertThat(test.column("customers", "id")).isEqualTo(List.of(1L, 2L));
        }
    }

    @Test
    void a_login_is_recorded_without_password_and_token() throws Exception {
        Answers api = Answers.by(request -> request.method().equals("POST")
                ? Reply.json("{\"session\":{\"token\":\"tok-4711\"}}")
                : Reply.json("{\"total\":1,\"invoices\":[{\"number\":1,\"self\":\"/i/1?session=tok-4711\"}]}"));
        Path recording = folder.resolve("recording");
        String text = Files.readString(Path.of("docs/cookbook/login-offset.camel.yaml"));
        Path routes = folder.resolve("login.camel.yaml");
        try (AnswerServer server = AnswerServer.start(api)) {
            Files.writeString(routes, text.replace("https://erp.example.com", server.url()));
            Map<String, String> environment = Map.of("ERP_USERNAME", "reports", "ERP_PASSWORD", "very-secret");
            Recorder.with(folder.resolve("application.properties"), environment, routes)
                    .record("erp-invoices", recording);
        }
        assertThat(all(recording)).contains("POST /api/session").doesNotContain("very-secret", "tok-4711");

        try (RouteTest test = RouteTest.of(routes.toString())
                .property("erp.username", "nobody")
                .property("erp.password", "else")
                .answers(Answers.recorded(recording))
                .start()) {
            assertThat(test.pull("erp-invoices").error()).isNull();
            assertThat(test.requests()).hasSize(2);
        }
    }

    @Test
    void a_request_that_was_not_recorded_is_told_with_those_that_were() throws Exception {
        Path recording = folder.resolve("recording");
        try (Shop shop = Shop.open(Shop.Options.small().withCustomers(3))) {
            recorded(shop, "customers");
        }
        try (RouteTest test = replaying(recording)) {
            RunResult result = test.pull("products");

            assertThat(result.error())
                    .contains("not recorded: GET /v1/products?limit=100&offset=0; nothing is of that path");
        }
    }

    @Test
    void kept_pages_of_a_run_become_a_recording() throws Exception {
        String page = "{\"data\":[{\"id\":%d}],\"next\":\"%s\"}";
        Answers api = Answers.by(request -> Reply.json(
                request.parameter("after") == null
                        ? page.formatted(1, request.origin() + "/things?after=a&access_token=kept-secret")
                        : page.formatted(2, "")));
        Path routes = Files.writeString(folder.resolve("things.camel.yaml"), """
                - templatedRoute:
                    routeTemplateRef: api
                    routeId: things-api
                    parameters:
                      - { name: name, value: things-api }
                      - { name: url, value: "https://things.example" }
                      - { name: auth, value: bearer }
                      - { name: token, value: "kept-secret" }
                - route:
                    id: things
                    from:
                      uri: kamelet:api-pull
                      parameters: { api: things-api, path: /things, pagination: next, keepRaw: true }
                      steps:
                        - to: { uri: "table:things" }
                """);
        Path recording = folder.resolve("recording");
        try (RouteTest test = RouteTest.of(routes.toString()).answers(api).start()) {
            String run = test.pull("things").run();
            Path settings = Files.writeString(
                    folder.resolve("application.properties"),
                    "qanat.state=" + test.context().resolvePropertyPlaceholders("{{qanat.state}}"));
            Recorder.recordRun(settings, run, recording);
        }

        assertThat(all(recording)).doesNotContain("kept-secret");
        try (RouteTest test = RouteTest.of(routes.toString())
                .answers(Answers.recorded(recording))
                .start()) {
            assertThat(test.pull("things").error()).isNull();
            assertThat(test.column("things", "id")).isEqualTo(List.of(1L, 2L));
        }
    }

    @Test
    void a_folder_without_a_recording_is_told() {
        assertThatThrownBy(() -> Answers.recorded(folder))
                .hasMessageContaining(folder + ": holds no recording that can be read");
    }
}
