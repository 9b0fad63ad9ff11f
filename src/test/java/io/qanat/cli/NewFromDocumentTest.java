package io.qanat.cli;

import static io.qanat.testserver.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testserver.FaultServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code qanat new --openapi}: documents after the model of well-known APIs become route files that pass the check. */
class NewFromDocumentTest {
    @TempDir
    Path folder;

    static String text(String name) throws IOException {
        try (InputStream in = NewFromDocumentTest.class.getResourceAsStream("/io/qanat/openapi/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String document(Path folder, String name) throws IOException {
        return document(folder, name, text(name));
    }

    private static String document(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private Told written(String document, String... more) throws IOException {
        String[] args = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("new", "--openapi", document(folder, document), "--yes"),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new);
        return Told.by(folder, args);
    }

    private String file(String api) throws IOException {
        return Files.readString(folder.resolve("routes/" + api + ".camel.yaml"));
    }

    @Test
    void a_document_like_githubs_pages_by_link_and_asks_for_a_token() throws IOException {
        Told told = written("hub.yaml");
        assertThat(told.exit()).as(told.err()).isZero();
        assertThat(told.out())
                .contains("3 lists, 1 written")
                .contains("left out, since it needs values: /repos/{owner}/issues", "--param owner=…")
                .contains("next: write HUB_TOKEN=… into .env");
        assertThat(file("hub"))
                .contains("{ name: url, value: \"https://eu.hub.example/v3\" }", "{ name: auth, value: bearer }")
                .contains("path: /issues\n", "pagination: link", "pageSize: 100", "pageSizeParam: per_page")
                .contains("types: \"id=int64, updated_at=timestamp, user.since=date\"")
                .contains("# incrementalField: /updated_at", "# incrementalParam: since")
                .doesNotContain("/stars");
        Told check = Told.by(folder, "check", "-D", "hub.token=x");
        assertThat(check.exit()).as(check.out()).isZero();
    }

    @Test
    void a_document_like_stripes_pages_by_the_last_id_and_has_maps() throws IOException {
        assertThat(written("pay.json").exit()).isZero();
        assertThat(file("pay"))
                .contains("auth, value: basic", "{{pay.username}}", "{{pay.password}}")
                .contains("pagination: last-id", "cursorParam: starting_after", "hasMoreFrom: /has_more")
                .contains("types: \"fee=decimal(38,10), metadata=map(string)\"");
        Told check = Told.by(folder, "check", "-D", "pay.username=x", "-D", "pay.password=x");
        assertThat(check.exit()).as(check.out()).isZero();
    }

    @Test
    void a_document_of_fastapi_needs_its_base_and_its_demanded_parameter() throws IOException {
        assertThat(written("fast.json").err()).contains("/items/", "--param");
        assertThat(written("fast.json", "--param", "tenant=acme").err()).contains("give its base URL by --url");
        Told told =
                written("fast.json", "--param", "tenant=acme", "--url", "https://shop.example/api/", "--name", "shop");
        assertThat(told.exit()).as(told.err()).isZero();
        assertThat(file("shop"))
                .contains("url, value: \"https://shop.example/api\"", "apiKeyName, value: X-Key", "{{shop.key}}")
                .contains("path: /items/\n", "query: tenant=acme", "pagination: offset", "offsetParam: skip")
                .contains("pageSize: 500", "pageSizeParam: limit")
                .contains("types: \"price=decimal(38,10), born=date, tags=map(int64), updated_at=timestamp\"");
        Told check = Told.by(folder, "check", "-D", "shop.key=x");
        assertThat(check.exit()).as(check.out()).isZero();
    }

    @Test
    void a_document_of_version_2_has_its_flow_and_its_first_page() throws IOException {
        assertThat(written("old.json", "--name", "old").exit()).isZero();
        assertThat(file("old"))
                .contains("url, value: \"https://old.example/api/v1\"", "auth, value: oauth2")
                .contains("tokenUrl, value: \"https://old.example/oauth/token\"", "{{old.client-id}}")
                .contains("path: /orders\n")
                .contains("pagination: page", "pageParam: page", "firstPage: 0", "totalPagesFrom: /paging/total_pages")
                .contains("pageSize: 1000", "pageSizeParam: size")
                .contains("types: \"id=int64, rate=double, day=date\"");
        Told check = Told.by(folder, "check", "-D", "old.client-id=x", "-D", "old.client-secret=x");
        assertThat(check.exit()).as(check.out()).isZero();
    }

    @Test
    void a_document_at_a_url_is_asked_for_once_and_gives_a_relative_server_its_host() throws IOException {
        try (FaultServer server = FaultServer.start(json(text("fast.json")))) {
            String url = server.url("/openapi.json").toString();
            for (String option : new String[] {"--openapi", "--url"}) {
                Told told = Told.by(folder, "new", option, url, "-y", "--param", "tenant=a", "--dry-run");
                assertThat(told.exit()).as(told.err()).isZero();
                assertThat(told.out()).contains("url, value: \"" + server.url() + "\"");
            }
            assertThat(server.requests()).hasSize(2);
            assertThat(folder.resolve("routes")).doesNotExist();
        }
    }

    @Test
    void one_list_is_chosen_by_its_name_and_values() throws IOException {
        Told told = written("hub.yaml", "--resource", "/repos/{owner}/issues", "--param", "owner=apache");
        assertThat(told.exit()).as(told.err()).isZero();
        assertThat(file("hub")).contains("path: /repos/apache/issues").doesNotContain("path: /issues\n");
        Told wrong = written("hub.yaml", "--resource", "isues", "--force");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("there is no list isues; did you mean issues?");
    }

    @Test
    void without_a_terminal_the_choice_must_be_given() throws IOException {
        Told told = Told.by(folder, "new", "--openapi", document(folder, "hub.yaml"));
        assertThat(told.exit()).isEqualTo(2);
        assertThat(told.err()).contains("choose by --resource, or --yes for all (/issues, ");
    }

    @Test
    void on_a_terminal_the_lists_are_shown_to_choose_from() throws IOException {
        StringWriter asked = new StringWriter();
        Questions person = new Questions(
                new BufferedReader(new StringReader(document(folder, "hub.yaml") + "\n\nissues\n")),
                new PrintWriter(asked));
        int exit = new CommandLine(new NewCommand(Optional.of(person)))
                .setOut(new PrintWriter(new StringWriter()))
                .execute(
                        "--properties", folder.resolve("application.properties").toString());
        assertThat(exit).isZero();
        assertThat(asked.toString()).contains("  /stars (deprecated)", "Which, with commas [all]: ");
        assertThat(file("hub")).contains("path: /issues\n");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                         | is not JSON",
                "a: [1                                                     | line 1: is neither JSON nor YAML",
                "{\"a\":1}                                                 | is no OpenAPI document",
                "{\"openapi\":\"3.0.0\",\"paths\":{}}                      | no GET of it answers with a list",
                "{\"openapi\":\"3.0.0\",\"paths\":{\"/a\":{\"$ref\":\"https://evil.example/x.json\"}}} | refers to another document, https://evil.example/x.json, which isn't fetched",
                "{\"openapi\":\"3.0.0\",\"paths\":{\"/a\":{\"$ref\":\"#/paths/~1a\"}}}  | leads to itself",
                "{\"openapi\":\"3.0.0\",\"paths\":{\"/a\":{\"$ref\":\"#/nowhere\"}}}    | there is nothing at #/nowhere",
            })
    void a_document_that_cannot_be_used_is_refused(String text, String message) throws IOException {
        Told told = Told.by(folder, "new", "-y", "--openapi", document(folder, "bad", text));
        assertThat(told.exit()).isEqualTo(2);
        assertThat(told.err()).contains(message);
        assertThat(told.stackLines()).isZero();
    }

    @Test
    void aliases_that_multiply_are_refused() throws IOException {
        StringBuilder bomb = new StringBuilder("openapi: 3.0.0\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [")
                    .append((before + ", ").repeat(9))
                    .append(before)
                    .append("]\n");
        }
        Told told = Told.by(folder, "new", "-y", "--openapi", document(folder, "bomb.yaml", bomb.toString()));
        assertThat(told.exit()).isEqualTo(2);
        assertThat(told.err()).contains("bomb.yaml: ");
        Told circle =
                Told.by(folder, "new", "-y", "--openapi", document(folder, "circle.yaml", "openapi: &a\n  - *a\n"));
        assertThat(circle.exit()).isEqualTo(2);
        assertThat(circle.err()).contains("circle.yaml: ");
        assertThat(told.stackLines() + circle.stackLines()).isZero();
    }

    @Test
    void a_document_cannot_read_settings_by_placeholders_or_write_yaml_of_its_own() throws IOException {
        String hostile = text("hub.yaml").replace("  /issues:", "  /x{{aws.secret}}/issues:");
        Told told = Told.by(folder, "new", "-y", "--openapi", document(folder, "evil.yaml", hostile));
        assertThat(told.exit()).isEqualTo(2);
        assertThat(told.err()).contains("holds {{, which would be read as the name of a setting");
        String lines = text("pay.json").replace("List all charges", "x\\n- route:\\n    id: evil");
        Told written = Told.by(folder, "new", "-y", "--openapi", document(folder, "lines.json", lines));
        assertThat(written.exit()).isZero();
        assertThat(file("pay")).contains("# x - route: id: evil\n");
    }
}
