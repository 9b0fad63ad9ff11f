package io.qanat.cli;

import static io.qanat.testserver.Behaviours.answer;
import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import io.qanat.pull.RunResult;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets from vaults by Camel's own functions: real clients, and servers that speak the services' protocols. */
class VaultsTest {
    private static final String OLD = "first-key-of-all";
    private static final String NEW = "second-key-of-all";
    private static final String HASHICORP = "{{hashicorp:secret:shop#token}}";
    private static final String AWS = "{{aws:shop#token}}";

    @TempDir
    Path folder;

    /** What the vault has, and what the API takes. */
    private volatile String secret = OLD;

    private Behaviour api(Received request) {
        String given = String.valueOf(request.headers().first("Authorization"));
        return given.equals("Bearer " + secret) ? json("[{\"id\":1}]") : status(401);
    }

    /** Vault's KV engine, version 2: GET /v1/ENGINE/data/PATH with a token. */
    private Behaviour hashicorp(Received request) {
        if (!"vault-token".equals(request.headers().first("X-Vault-Token"))) {
            return answer(403, "{\"errors\":[\"permission denied\"]}", "Content-Type: application/json");
        }
        return request.method().equals("GET") && request.path().equals("/v1/secret/data/shop")
                ? json("{\"request_id\":\"1\",\"lease_duration\":0,\"renewable\":false,\"data\":{\"data\":{\"token\":\""
                        + secret + "\"},\"metadata\":{\"version\":1}}}")
                : answer(404, "{\"errors\":[]}", "Content-Type: application/json");
    }

    /** AWS JSON 1.1: POST / with the operation in a header. */
    private Behaviour aws(Received request) {
        String name = tree(request.text()).path("SecretId").asText();
        boolean signed =
                String.valueOf(request.headers().first("Authorization")).startsWith("AWS4-HMAC-SHA256 ");
        boolean asked = "secretsmanager.GetSecretValue".equals(request.headers().first("X-Amz-Target"));
        if (!signed || !asked || !name.equals("shop")) {
            return answer(
                    400,
                    "{\"__type\":\"ResourceNotFoundException\",\"Message\":\"Secrets Manager can't find it\"}",
                    "Content-Type: application/x-amz-json-1.1");
        }
        return answer(
                200,
                "{\"ARN\":\"arn:aws:secretsmanager:eu-west-1:1:secret:shop-x\",\"Name\":\"shop\",\"VersionId\":\""
                        + "01234567890123456789012345678901\",\"SecretString\":\"{\\\"token\\\":\\\"" + secret
                        + "\\\"}\"}",
                "Content-Type: application/x-amz-json-1.1");
    }

    private static JsonNode tree(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void prepare(FaultServer api, FaultServer vault, String placeholder) throws IOException {
        Told.routes(folder, """
                - templatedRoute:
                    routeTemplateRef: api
                    routeId: shop-api
                    parameters:
                      - { name: name, value: shop }
                      - { name: url, value: "%s" }
                      - { name: auth, value: bearer }
                      - { name: token, value: "{{shop.token}}" }
                      - { name: rateLimit, value: "off" }
                - route:
                    id: orders
                    from:
                      uri: kamelet:api-pull
                      parameters: { api: shop, path: /orders, pagination: none }
                      steps:
                        - to: { uri: "table:orders" }
                """.formatted(api.url()));
        Files.writeString(
                folder.resolve("application.properties"),
                "shop.token = " + placeholder + "\n"
                        + (placeholder.equals(AWS) ? awsSettings(vault) : vaultSettings(vault)));
        Files.writeString(folder.resolve(".env"), "VAULT_TOKEN=vault-token\nAWS_KEY=AKIA\nAWS_SECRET=aws-secret\n");
    }

    /** Camel Main takes the settings of one vault alone. */
    private static String vaultSettings(FaultServer vault) {
        return """
                camel.vault.hashicorp.host = 127.0.0.1
                camel.vault.hashicorp.port = %d
                camel.vault.hashicorp.scheme = http
                camel.vault.hashicorp.token = {{vault.token}}
                """.formatted(vault.url().getPort());
    }

    private static String awsSettings(FaultServer vault) {
        return """
                camel.vault.aws.region = eu-west-1
                camel.vault.aws.accessKey = {{aws.key}}
                camel.vault.aws.secretKey = {{aws.secret}}
                camel.vault.aws.overrideEndpoint = true
                camel.vault.aws.uriEndpointOverride = %s
                """.formatted(vault.url());
    }

    private void pulled(String placeholder, Function<Received, Behaviour> script) throws Exception {
        try (FaultServer api = FaultServer.choosing(this::api);
                FaultServer vault = FaultServer.choosing(script)) {
            prepare(api, vault, placeholder);
            Told check = Told.by(folder, "check");
            assertThat(check.exit()).as(check.out() + check.err()).isZero();
            assertThat(vault.requests()).isEmpty();
            try (App app = App.startByHand(CommonOptions.in(folder))) {
                assertPulled(app);
                secret = NEW;
                assertPulled(app);
            }
        }
    }

    private static void assertPulled(App app) {
        RunResult result = app.pulls().pull("orders");
        assertThat(result.result()).as(result.error()).isEqualTo(Outcome.OK);
    }

    @Test
    void hashicorp_vault_gives_a_secret_and_the_rotated_one_to_the_next_run() throws Exception {
        pulled(HASHICORP, this::hashicorp);
    }

    @Test
    void aws_secrets_manager_gives_a_secret_and_the_rotated_one_to_the_next_run() throws Exception {
        pulled(AWS, this::aws);
    }

    @Test
    void a_vault_that_refuses_is_told_with_the_parameter_and_without_a_value() throws Exception {
        try (FaultServer api = FaultServer.choosing(this::api);
                FaultServer vault = FaultServer.choosing(this::hashicorp)) {
            prepare(api, vault, HASHICORP);
            Files.writeString(folder.resolve(".env"), "VAULT_TOKEN=wrong-token\nAWS_KEY=AKIA\nAWS_SECRET=aws-secret\n");
            Told told = Told.by(folder, "pull", "orders");
            assertThat(told.exit()).as(told.out() + told.err()).isEqualTo(2);
            assertThat(told.err()).contains("permission denied").doesNotContain(OLD, "wrong-token", "\tat ");
            assertThat(api.requests()).isEmpty();
        }
    }

    @Test
    void a_function_without_its_component_is_told_by_check_and_at_start() throws Exception {
        try (FaultServer api = FaultServer.choosing(this::api);
                FaultServer vault = FaultServer.choosing(this::hashicorp)) {
            prepare(api, vault, "{{gcp:shop}}");
            String needed = "token: {{gcp:…}} needs camel-google-secret-manager, which isn't there: put it and what it"
                    + " needs into lib/, as docs/how-to/secrets.md says";
            assertThat(Told.by(folder, "check").out()).contains(needed);
            Told told = Told.by(folder, "pull", "orders");
            assertThat(told.exit()).isEqualTo(2);
            assertThat(told.err()).contains(needed);
        }
    }

    @Test
    void the_jars_that_are_fetched_are_of_the_programs_camel() throws IOException {
        assertThat(camel(Path.of("src/vaults/pom.xml"))).isEqualTo(camel(Path.of("pom.xml")));
    }

    private static String camel(Path pom) throws IOException {
        Matcher version = Pattern.compile("<camel.version>(.*)</camel.version>").matcher(Files.readString(pom));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }
}
