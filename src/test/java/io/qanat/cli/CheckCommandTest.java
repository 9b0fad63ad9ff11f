package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.page.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** How {@code qanat check} tells what it finds; what it finds stands in {@link BrokenSettingsTest}. */
class CheckCommandTest {
    private static final String MISSPELT = """
            - templatedRoute:
                routeTemplateRef: api
                routeId: shop-api
                parameters:
                  - { name: name, value: shop }
                  - { name: url, value: "https://shop.example" }
            - route:
                id: orders
                from:
                  uri: kamelet:api-pull
                  parameters:
                    api: shop
                    path: /v1/orders
                    pagenation: cursor
                  steps:
                    - to: log:orders
            """;

    @TempDir
    Path folder;

    @Test
    void a_program_reads_a_line_for_each_finding() throws IOException {
        Told.routes(folder, MISSPELT);
        Told told = Told.by(folder, "check", "--json");
        assertThat(told.exit()).isEqualTo(2);
        assertThat(told.out().lines()).hasSize(2);
        String file = Json.MAPPER.writeValueAsString(
                folder.resolve("routes/shop.camel.yaml").toString());
        assertThat(told.out().lines().toList().get(1))
                .isEqualTo("{\"file\":" + file + ",\"line\":14,\"severity\":\"error\",\"subject\":\"pull orders\","
                        + "\"parameter\":\"pagenation\",\"message\":\"is not a parameter of pulls\","
                        + "\"hint\":\"did you mean pagination?\"}");
        assertThat(told.out().lines().toList().get(0)).contains("\"severity\":\"warning\"");
    }

    @Test
    void a_program_reads_settings_that_cannot_be_read_as_a_finding_too() throws IOException {
        Told.routes(folder, MISSPELT);
        Files.writeString(folder.resolve(".env"), "export A=b");
        Told told = Told.by(folder, "check", "--json");
        assertThat(told.exit()).isEqualTo(2);
        assertThat(Json.MAPPER.readTree(told.out()).get("message").asText()).startsWith("line 1 must be NAME=value");
    }

    @Test
    void a_program_reads_nothing_where_all_is_well() throws IOException {
        Told.routes(
                folder, MISSPELT.replace("pagenation", "pagination").replace("https://shop.example", "http://[::1]"));
        Told told = Told.by(folder, "check", "--json");
        assertThat(told.exit()).as(told.out()).isZero();
        assertThat(told.out()).isEmpty();
    }

    @Test
    void there_are_colours_where_somebody_looks() throws IOException {
        Told.routes(folder, MISSPELT);
        assertThat(coloured(Ansi.ON)).contains("\u001b[31merror:").contains("\u001b[33mwarning:");
        assertThat(coloured(Ansi.OFF)).doesNotContain("\u001b");
    }

    private String coloured(Ansi ansi) {
        StringWriter out = new StringWriter();
        QanatCommand.commandLine()
                .setColorScheme(Help.defaultColorScheme(ansi))
                .setOut(new PrintWriter(out))
                .execute(
                        "check",
                        "--properties",
                        folder.resolve("application.properties").toString());
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"routes", "routes/examples", "src/bench/routes"})
    void what_the_repository_shows_has_neither_mistakes_nor_warnings(String routes) {
        Told told = Told.by(
                folder,
                "check",
                "--routes",
                Path.of(routes).toAbsolutePath().toString(),
                "-D",
                "shop.url=http://127.0.0.1:9",
                "-D",
                "shop.token=x");
        assertThat(told.out()).startsWith("no mistakes found").doesNotContain("warning");
        assertThat(told.exit()).isZero();
    }
}
