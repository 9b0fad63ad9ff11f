package io.qanat.cli;

import static io.qanat.testserver.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.pull.RunResult;
import io.qanat.testserver.Certificates;
import io.qanat.testserver.FaultServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A private authority and a client certificate by {@code camel.ssl.*} in application.properties alone. */
@Timeout(60)
class CamelSslTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "2"})
    void camel_ssl_properties_are_enough(String version) throws Exception {
        Certificates certificates = Certificates.in(folder);
        try (FaultServer server = FaultServer.startMutualTls(certificates.server(), json("[{\"id\":1}]"))) {
            Files.writeString(folder.resolve("application.properties"), """
                    qanat.state = state
                    camel.ssl.enabled = true
                    camel.ssl.key-store = file:%s
                    camel.ssl.keystore-password = %s
                    camel.ssl.trust-store = file:%s
                    camel.ssl.trust-store-password = %s
                    """.formatted(
                            certificates.clientKeyStore(),
                            Certificates.PASSWORD,
                            certificates.trustStore(),
                            Certificates.PASSWORD));
            Files.writeString(Files.createDirectory(folder.resolve("routes")).resolve("shop.yaml"), """
                    - templatedRoute:
                        routeTemplateRef: api
                        routeId: shop-api
                        parameters:
                          - { name: name, value: shop }
                          - { name: url, value: "%s" }
                          - { name: rateLimit, value: "off" }
                          - { name: httpVersion, value: "%s" }
                    - route:
                        id: things
                        from:
                          uri: kamelet:api-pull
                          parameters: { api: shop, path: /things, pagination: none }
                          steps:
                            - log: "${body}"
                    """.formatted(
                            server.url(), version));
            CommonOptions options = new CommonOptions();
            new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(options))
                    .parseArgs(
                            "--properties",
                            folder.resolve("application.properties").toString());
            try (App app = App.startByHand(options)) {
                RunResult result = app.pulls().pull("things");
                assertThat(result.error()).isNull();
                assertThat(server.requests()).hasSize(1);
            }
        }
    }
}
