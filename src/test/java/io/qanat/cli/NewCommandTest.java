package io.qanat.cli;

import static io.qanat.testserver.Behaviours.answer;
import static io.qanat.testserver.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.page.Json;
import io.qanat.testserver.FaultServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code qanat new --url}: a file for an API that was never seen, with few requests. */
class NewCommandTest {
    @TempDir
    Path folder;

    private String written(String api) throws IOException {
        return Files.readString(folder.resolve("routes/" + api + ".camel.yaml"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "offset,        none,   1, 3, pagination: offset",
        "offset-silent, none,   3, 4, pagination: offset",
        "page,          none,   1, 3, pagination: page",
        "page-silent,   none,   2, 4, pagination: page",
        "cursor,        bearer, 2, 3, pagination: cursor",
        "link,          apiKey, 2, 3, pagination: link",
        "next,          bearer, 2, 3, pagination: next",
        "last-id,       query,  1, 3, pagination: last-id",
    })
    void an_api_that_was_never_seen_is_written_checked_previewed_and_pulled(
            String style, String auth, int looks, int pages, String line) throws IOException {
        try (Stranger api = Stranger.open(style, auth)) {
            String[] secret = {"-D", "notes.token=s3cr3t-t0ken", "-D", "notes.key=s3cr3t-t0ken"};
            String url = api.url() + (auth.equals("query") ? "?api_key=s3cr3t-t0ken" : "");
            Told told = told(secret, "new", "--url", url, "--name", "notes");
            assertThat(told.exit()).as(told.err()).isZero();
            assertThat(api.requests()).hasSize(looks);
            assertThat(written("notes")).contains(line + "\n", "primaryKey: id", "# incrementalField: /updated_at");
            assertThat(written("notes") + told.out() + told.err()).doesNotContain("s3cr3t");

            Told checked = told(secret, "check");
            assertThat(checked.exit()).as(checked.out()).isZero();
            Told preview = told(secret, "preview", "notes");
            assertThat(preview.exit()).as(preview.err()).isZero();
            assertThat(preview.out()).contains("(as the route says)");
            int before = api.requests().size();
            Told pulled = told(secret, "pull", "notes", "--json", "-D", "qanat.data=" + folder.resolve("data"));
            assertThat(pulled.exit()).as(pulled.err()).isZero();
            assertThat(Json.MAPPER.readTree(pulled.out()).path("rows").asInt()).isEqualTo(Stranger.NOTES);
            assertThat(api.requests()).hasSize(before + pages);
        }
    }

    /** Its own quota of one request a second is right for an API, and long for a test. */
    private Told told(String[] more, String... args) throws IOException {
        Path file = folder.resolve("routes/notes.camel.yaml");
        if (Files.exists(file) && !Files.readString(file).contains("rateLimit, value")) {
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replace(
                                    "    parameters:\n      - { name: name",
                                    "    parameters:\n      - { name: rateLimit, value: \"off\" }\n      - { name: name"));
        }
        String[] all = java.util.stream.Stream.of(args, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
        return Told.by(folder, all);
    }

    @Test
    void credentials_that_are_missing_are_named_and_never_guessed() throws IOException {
        try (Stranger api = Stranger.open("cursor", "bearer")) {
            Told told = told(new String[0], "new", "--url", api.url(), "--name", "notes");
            assertThat(told.exit()).as(told.err()).isZero();
            assertThat(api.requests()).hasSize(1);
            assertThat(told.out())
                    .contains("status 401 without them")
                    .contains("next: write NOTES_TOKEN=… into .env or the environment");
            assertThat(written("notes"))
                    .contains("{ name: auth, value: bearer }")
                    .contains("{ name: token, value: \"{{notes.token}}\" } # from NOTES_TOKEN")
                    .contains("pagination: auto");
        }
    }

    @Test
    void the_look_names_itself() throws IOException {
        try (Stranger api = Stranger.open("cursor", "none")) {
            told(new String[0], "new", "--url", api.url(), "--dry-run");
            assertThat(api.requests().get(0).headers().first("User-Agent")).startsWith("qanat/");
        }
    }

    @Test
    void a_rate_limit_that_the_answer_tells_is_kept_at_ninety_percent() throws IOException {
        try (Stranger api = Stranger.open("cursor", "none", "RateLimit-Policy: 100;w=60")) {
            Told told = told(new String[0], "new", "--url", api.url(), "--dry-run");
            assertThat(told.out()).contains("{ name: rateLimit, value: \"90/60s\" } # 90 % of what the API allows");
        }
    }

    @Test
    void a_rate_limit_without_its_window_is_only_told() throws IOException {
        try (Stranger api = Stranger.open("cursor", "none", "X-RateLimit-Limit: 20", "X-RateLimit-Remaining: 3")) {
            Told told = told(new String[0], "new", "--url", api.url(), "--dry-run");
            assertThat(told.out())
                    .contains("X-RateLimit-Limit: 20, but not in which time")
                    .doesNotContain("name: rateLimit");
        }
    }

    @Test
    void a_file_that_is_there_stays_and_no_request_is_made() throws IOException {
        try (Stranger api = Stranger.open("cursor", "none")) {
            Files.createDirectories(folder.resolve("routes"));
            Files.writeString(folder.resolve("routes/notes.camel.yaml"), "# mine\n");
            Told told = told(new String[0], "new", "--url", api.url(), "--name", "notes", "--dry-run");
            assertThat(told.exit()).isZero();
            int before = api.requests().size();
            Told refused = Told.by(folder, "new", "--url", api.url(), "--name", "notes");
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.err()).contains("is there already: choose another --name, or --force");
            assertThat(api.requests()).hasSize(before);
            assertThat(written("notes")).contains("# mine").doesNotContain("templatedRoute");
            assertThat(Told.by(folder, "new", "--url", api.url(), "--name", "notes", "--force")
                            .exit())
                    .isZero();
            assertThat(written("notes")).contains("templatedRoute");
        }
    }

    @Test
    void without_a_terminal_the_missing_options_are_named() {
        Told told = Told.by(folder, "new");
        assertThat(told.exit()).isEqualTo(2);
        assertThat(told.err()).contains("there is no terminal to ask on: give --url URL", "--openapi FILE|URL");
    }

    @Test
    void on_a_terminal_it_asks() throws IOException {
        try (Stranger api = Stranger.open("page", "none")) {
            StringWriter asked = new StringWriter();
            Questions person = new Questions(
                    new BufferedReader(new StringReader(api.url() + "\nnotizen\n")), new PrintWriter(asked));
            int exit = new CommandLine(new NewCommand(Optional.of(person)))
                    .setOut(new PrintWriter(new StringWriter()))
                    .execute(
                            "--properties",
                            folder.resolve("application.properties").toString());
            assertThat(exit).isZero();
            assertThat(asked.toString()).contains("URL of a list of records", "Name of the API [local]: ");
            assertThat(written("notizen")).contains("name: name, value: notizen");
        }
    }

    @Test
    void an_answer_that_is_no_list_is_told() throws IOException {
        try (FaultServer server = FaultServer.start(json("{\"a\":1}"))) {
            Told told = Told.by(folder, "new", "--url", server.url("/v1/x").toString());
            assertThat(told.exit()).isEqualTo(1);
            assertThat(told.err()).contains("x page 1: the records can't be told");
            assertThat(told.stackLines()).isZero();
            assertThat(folder.resolve("routes")).doesNotExist();
        }
    }

    @Test
    void an_answer_that_is_no_success_is_told() throws IOException {
        try (FaultServer server = FaultServer.start(answer(404, "{}", "Content-Type: application/json"))) {
            Told told = Told.by(folder, "new", "--url", server.url("/v1/x").toString());
            assertThat(told.exit()).isEqualTo(2);
            assertThat(told.err()).contains("answered with status 404");
        }
    }

    @ParameterizedTest
    @CsvSource({"ftp://x.example/a, is not a URL", "https://me:pw@x.example/a, must not hold a user or password"})
    void a_url_that_cannot_be_asked_is_refused(String url, String message) {
        Told told = Told.by(folder, "new", "--url", url);
        assertThat(told.exit()).isEqualTo(2);
        assertThat(told.err()).contains(message).doesNotContain("pw@");
    }
}
