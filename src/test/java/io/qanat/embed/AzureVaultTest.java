package io.qanat.embed;

import static io.qanat.testserver.Behaviours.answer;
import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testserver.Behaviour;
import io.qanat.testserver.Certificates;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Proxy;
import io.qanat.testserver.Received;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A secret from Azure Key Vault by Camel's own function and Azure's client, whose hosts are fixed: a process that trusts an
 * authority of the test's own reaches them through a proxy that leads to a server on this machine.
 */
class AzureVaultTest {
    private static final String LOGIN = "login.microsoftonline.com";
    private static final String VAULT = "acme-secrets.vault.azure.net";
    private static final String TENANT = "11111111-2222-3333-4444-555555555555";
    private static final String SECRET = "key-out-of-the-vault";

    @TempDir
    private Path folder;

    /** Key Vault's challenge, the token endpoint's answer, and the secret. */
    private static Behaviour azure(Received request) {
        String host = String.valueOf(request.headers().first("Host"));
        if (host.startsWith(LOGIN)) {
            return request.path().endsWith("/oauth2/v2.0/token")
                            && request.text().contains("client_secret=azure-secret")
                    ? json("{\"token_type\":\"Bearer\",\"expires_in\":3599,\"ext_expires_in\":3599,"
                            + "\"access_token\":\"azure-token\"}")
                    : status(400);
        }
        if (!"Bearer azure-token".equals(request.headers().first("Authorization"))) {
            return answer(
                    401,
                    "{}",
                    "WWW-Authenticate: Bearer authorization=\"https://" + LOGIN + "/" + TENANT
                            + "\", resource=\"https://vault.azure.net\"");
        }
        return request.path().startsWith("/secrets/shop-token")
                ? json("{\"value\":\"" + SECRET + "\",\"id\":\"https://" + VAULT + "/secrets/shop-token/1\","
                        + "\"attributes\":{\"enabled\":true}}")
                : status(404);
    }

    @Test
    void azure_key_vault_gives_a_secret() throws Exception {
        Certificates certificates = Certificates.in(folder);
        try (FaultServer api = FaultServer.choosing(
                        request -> ("Bearer " + SECRET).equals(request.headers().first("Authorization"))
                                ? json("[{\"id\":1}]")
                                : status(401));
                FaultServer azure =
                        FaultServer.choosingTls(certificates.serverOf(LOGIN, VAULT), AzureVaultTest::azure);
                Proxy proxy = Proxy.leadingTo(azure.url())) {
            prepare(api);
            try (Program qanat = Program.qanat(
                    folder,
                    Map.of("AZURE_SECRET", "azure-secret"),
                    List.of(
                            "-Dhttps.proxyHost=127.0.0.1",
                            "-Dhttps.proxyPort=" + proxy.url().getPort(),
                            "-Djavax.net.ssl.trustStore=" + certificates.trustStore(),
                            "-Djavax.net.ssl.trustStorePassword=" + Certificates.PASSWORD,
                            "-cp",
                            System.getProperty("java.class.path"),
                            "io.qanat.Qanat"),
                    "pull",
                    "orders")) {
                assertThat(qanat.exit())
                        .as(qanat.out() + qanat.err() + proxy.lines() + azure.requests())
                        .isZero();
                assertThat(qanat.out() + qanat.err())
                        .contains("orders  ok  1 rows")
                        .doesNotContain(SECRET, "azure-secret", "azure-token");
            }
        }
    }

    private void prepare(FaultServer api) throws Exception {
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(folder.resolve("routes/shop.camel.yaml"), """
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
        Files.writeString(folder.resolve("application.properties"), """
                shop.token = {{azure:shop-token}}
                camel.vault.azure.vaultName = acme-secrets
                camel.vault.azure.tenantId = %s
                camel.vault.azure.clientId = me
                camel.vault.azure.clientSecret = {{azure.secret}}
                """.formatted(TENANT));
    }
}
