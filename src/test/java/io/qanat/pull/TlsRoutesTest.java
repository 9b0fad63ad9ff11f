package io.qanat.pull;

import static io.qanat.testserver.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.Certificates;
import io.qanat.testserver.FaultServer;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Private authorities, client certificates, and certificates that fail: for both versions of HTTP. */
@Timeout(60)
class TlsRoutesTest {
    @TempDir
    static Path folder;

    private static Certificates certificates;

    @BeforeAll
    static void make_the_authority() throws Exception {
        certificates = Certificates.in(folder);
    }

    /** Camel's parameters that trust the authority; with the client's certificate if asked for. */
    static SSLContextParameters parameters(Certificates certificates, boolean client) throws Exception {
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store(certificates.trustStore()));
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        if (client) {
            KeyManagersParameters keys = new KeyManagersParameters();
            keys.setKeyStore(store(certificates.clientKeyStore()));
            keys.setKeyPassword(Certificates.PASSWORD);
            parameters.setKeyManagers(keys);
        }
        return parameters;
    }

    private static KeyStoreParameters store(Path file) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + file);
        store.setPassword(Certificates.PASSWORD);
        store.setType("PKCS12");
        return store;
    }

    private static PullHarness pulling(FaultServer server, SSLContextParameters tls, String... api) throws Exception {
        return PullHarness.prepared(
                harness -> harness.context.getRegistry().bind("tls", tls),
                RouteText.api(
                        server.url(),
                        Stream.concat(Stream.of("sslContextParameters=#tls", "jitter=none"), Stream.of(api))
                                .toArray(String[]::new)),
                RouteText.pull("path=/things", "pagination=none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "2"})
    void a_private_authority_is_trusted_by_a_bean(String version) throws Exception {
        try (FaultServer server = FaultServer.startTls(certificates.server(), json("[{\"id\":1}]"));
                PullHarness pull = pulling(server, parameters(certificates, false), "httpVersion=" + version)) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.ids()).containsExactly(1L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "2"})
    void a_client_certificate_is_shown_to_who_demands_one(String version) throws Exception {
        try (FaultServer server = FaultServer.startMutualTls(certificates.server(), json("[{\"id\":1}]"))) {
            try (PullHarness pull = pulling(server, parameters(certificates, true), "httpVersion=" + version)) {
                assertThat(pull.run().error()).isNull();
                assertThat(pull.ids()).containsExactly(1L);
            }
            try (PullHarness pull = pulling(server, parameters(certificates, false), "httpVersion=" + version)) {
                assertThat(pull.run().result()).isEqualTo(Outcome.FAILED);
            }
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "2"})
    void a_certificate_that_fails_is_not_tried_again(String version) throws Exception {
        refused(certificates.wrongHost(), version, "127.0.0.1");
        refused(certificates.expired(), version, "NotAfter");
        refused(certificates.selfSigned(), version, "unable to find valid certification path");
    }

    private static void refused(SSLContext context, String version, String why) throws Exception {
        try (FaultServer server = FaultServer.startTls(context, json("[]"));
                PullHarness pull = pulling(server, parameters(certificates, false), "httpVersion=" + version)) {
            RunResult result = pull.run();
            assertThat(result.result()).isEqualTo(Outcome.FAILED);
            assertThat(result.error())
                    .startsWith("shop: GET " + server.url("/things")
                            + " (attempt 1 of 5): the server's certificate fails: ")
                    .contains(why);
            assertThat(pull.waits()).isEmpty();
            assertThat(server.requests()).isEmpty();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "2"})
    void the_contexts_own_tls_parameters_are_taken_where_camel_takes_them(String version) throws Exception {
        SSLContextParameters tls = parameters(certificates, false);
        try (FaultServer server = FaultServer.startTls(certificates.server(), json("[{\"id\":1}]"));
                PullHarness pull = PullHarness.prepared(
                        harness -> {
                            harness.context.setSSLContextParameters(tls);
                            harness.context
                                    .getComponent("https", HttpComponent.class)
                                    .setUseGlobalSslContextParameters(true);
                        },
                        RouteText.api(server.url(), "httpVersion=" + version),
                        RouteText.pull("path=/things", "pagination=none"))) {
            assertThat(pull.run().error()).isNull();
        }
    }

    @Test
    void token_requests_use_the_same_tls() throws Exception {
        try (FaultServer server = FaultServer.startMutualTls(
                        certificates.server(), json("{\"access_token\":\"tk-1\"}"), json("[{\"id\":1}]"));
                PullHarness pull = pulling(
                        server,
                        parameters(certificates, true),
                        "auth=oauth2",
                        "tokenUrl=" + server.url("/token"),
                        "clientId=me",
                        "clientSecret=very-secret")) {
            assertThat(pull.run().error()).isNull();
            assertThat(server.requests()).extracting("target").containsExactly("/token", "/things");
        }
    }
}
