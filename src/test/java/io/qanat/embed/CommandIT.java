package io.qanat.embed;

import static io.qanat.testserver.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qanat.demo.Shop;
import io.qanat.testserver.FaultServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code java -jar target/qanat.jar}: exit codes, and what goes to standard output and what to standard error. */
class CommandIT {
    private static Shop shop;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() throws IOException {
        shop = Shop.open(Shop.Options.small());
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @BeforeEach
    void write() throws IOException {
        ShopFolder.write(folder, shop.url(), "");
    }

    @Test
    void a_pull_that_is_done_exits_with_0_and_prints_one_line_of_json() throws Exception {
        try (Program pull = qanat("pull", "orders", "--json")) {
            assertThat(pull.exit()).as(pull.err()).isZero();
            assertThat(pull.out().lines()).hasSize(1);
            JsonNode line = new ObjectMapper().readTree(pull.out());
            assertThat(line.get("result").asText()).isEqualTo("ok");
            assertThat(line.get("rows").asInt()).isEqualTo(1_000);
            assertThat(Path.of(line.get("files").get(0).asText()))
                    .exists()
                    .hasParent(folder.toRealPath().resolve("data/orders"));
            assertThat(pull.err()).contains("orders: GET " + shop.url()).contains("1000 rows");
        }
    }

    @Test
    void a_pull_that_fails_exits_with_1_and_says_why_without_a_stack_trace() throws Exception {
        String nowhere = "http://127.0.0.1:" + FaultServer.refusedPort();
        try (Program pull = qanat("pull", "orders", "--json", "-D", "shop.url=" + nowhere)) {
            assertThat(pull.exit()).isEqualTo(1);
            assertThat(pull.out().lines()).hasSize(1);
            assertThat(new ObjectMapper().readTree(pull.out()).get("error").asText())
                    .contains("no connection");
            assertThat(pull.err()).contains("orders: failed").doesNotContain("\tat ");
        }
    }

    @Test
    void the_stack_trace_is_there_for_who_asks() throws Exception {
        String nowhere = "http://127.0.0.1:" + FaultServer.refusedPort();
        try (Program pull = qanat("pull", "orders", "--verbose", "-D", "shop.url=" + nowhere)) {
            assertThat(pull.exit()).isEqualTo(1);
            assertThat(pull.err()).contains("\tat ");
            assertThat(pull.out()).doesNotContain("\tat ");
        }
    }

    @Test
    void an_unknown_pull_exits_with_2_and_names_those_there_are() throws Exception {
        requireWrongUse("orders", "pull", "order");
    }

    @Test
    void an_unknown_option_exits_with_2() throws Exception {
        requireWrongUse("--jsonn", "pull", "orders", "--jsonn");
    }

    @Test
    void a_missing_folder_of_routes_exits_with_2() throws Exception {
        requireWrongUse("nowhere", "pull", "orders", "--routes", "nowhere");
    }

    private void requireWrongUse(String told, String... arguments) throws Exception {
        try (Program program = qanat(arguments)) {
            assertThat(program.exit()).isEqualTo(2);
            assertThat(program.out()).isEmpty();
            assertThat(program.err()).contains(told).doesNotContain("\tat ");
        }
    }

    @Test
    void the_version_is_the_jars_own() throws Exception {
        try (Program version = qanat("--version")) {
            assertThat(version.exit()).isZero();
            assertThat(version.out()).isEqualToIgnoringNewLines("qanat " + System.getProperty("qanat.version"));
        }
    }

    @Test
    void the_version_names_the_program_to_the_api() throws Exception {
        try (FaultServer server = FaultServer.start(json("[]"));
                Program pull = qanat("pull", "orders", "-D", "shop.url=" + server.url())) {
            assertThat(pull.exit()).as(pull.err()).isZero();
            assertThat(server.requests().get(0).headers().first("User-Agent"))
                    .isEqualTo("qanat/" + System.getProperty("qanat.version"));
        }
    }

    /** Where a setting may stand, each overruling those before it. */
    enum Layer {
        FILE,
        DOTENV,
        ENVIRONMENT,
        OPTION
    }

    @ParameterizedTest
    @EnumSource(Layer.class)
    void a_setting_overrules_those_of_lower_layers(Layer layer) throws Exception {
        Map<String, String> environment = new HashMap<>();
        List<String> arguments = new ArrayList<>(List.of("pull", "orders"));
        for (Layer lower : Layer.values()) {
            if (lower.compareTo(layer) <= 0) {
                set(lower, lower == layer ? "shop-token" : "wrong-token", environment, arguments);
            }
        }
        try (Program pull = Program.qanat(folder, environment, arguments.toArray(String[]::new))) {
            assertThat(pull.exit()).as(pull.err()).isZero();
        }
    }

    private void set(Layer layer, String token, Map<String, String> environment, List<String> arguments)
            throws IOException {
        switch (layer) {
            case FILE -> ShopFolder.write(folder, shop.url(), "shop.token = " + token);
            case DOTENV -> Files.writeString(folder.resolve(".env"), "SHOP_TOKEN=" + token + "\n");
            case ENVIRONMENT -> environment.put("SHOP_TOKEN", token);
            case OPTION -> arguments.addAll(List.of("-D", "shop.token=" + token));
        }
    }

    private Program qanat(String... arguments) throws IOException {
        return Program.qanat(folder, Map.of(), arguments);
    }
}
