package io.qanat.pull;

import static io.qanat.testserver.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.testserver.Certificates;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Proxy;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProxyRoutesTest {
    private static final String[] PULL = {"path=/things", "pagination=none"};

    @TempDir
    static Path folder;

    private static SSLContextParameters tls;
    private static Certificates certificates;

    @BeforeAll
    static void make_the_authority() throws Exception {
        certificates = Certificates.in(folder);
        tls = TlsRoutesTest.parameters(certificates, false);
    }

    private static PullHarness secure(FaultServer server, String... api) throws Exception {
        return PullHarness.prepared(
                harness -> harness.context.getRegistry().bind("tls", tls),
                RouteText.api(
                        server.url(),
                        Stream.concat(Stream.of("sslContextParameters=#tls"), Stream.of(api))
                                .toArray(String[]::new)),
                RouteText.pull(PULL));
    }

    @Test
    void requests_pass_the_proxy_one_for_one() throws Exception {
        try (FaultServer server = FaultServer.start(json("[{\"id\":1}]"));
                Proxy proxy = Proxy.start();
                PullHarness pull =
                        PullHarness.start(RouteText.api(server.url(), "proxy=" + proxy.url()), RouteText.pull(PULL))) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.ids()).containsExactly(1L);
            assertThat(proxy.lines()).containsExactly("GET " + server.url("/things") + " HTTP/1.1");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "2"})
    void https_passes_the_proxy_by_a_tunnel_that_is_kept(String version) throws Exception {
        try (FaultServer server = FaultServer.startTls(certificates.server(), json("[{\"id\":1}]"));
                Proxy proxy = Proxy.start();
                PullHarness pull = secure(server, "proxy=" + proxy.url(), "httpVersion=" + version)) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.run().error()).isNull();
            assertThat(proxy.lines()).containsExactly("CONNECT 127.0.0.1:" + server.port() + " HTTP/1.1");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void the_api_s_credentials_are_not_shown_to_the_proxy() throws Exception {
        try (FaultServer server = FaultServer.startTls(certificates.server(), json("[{\"id\":1}]"));
                Proxy proxy = Proxy.start();
                PullHarness pull = secure(server, "proxy=" + proxy.url(), "auth=bearer", "token=very-secret")) {
            assertThat(pull.run().error()).isNull();
            assertThat(proxy.heads()).hasSize(1).noneMatch(head -> head.contains("very-secret"));
        }
    }

    @Test
    void token_requests_pass_the_proxy_too() throws Exception {
        try (FaultServer server = FaultServer.startTls(
                        certificates.server(), json("{\"access_token\":\"tk-1\"}"), json("[{\"id\":1}]"));
                Proxy proxy = Proxy.start();
                PullHarness pull = secure(
                        server,
                        "proxy=" + proxy.url(),
                        "auth=oauth2",
                        "tokenUrl=" + server.url("/token"),
                        "clientId=me",
                        "clientSecret=very-secret")) {
            assertThat(pull.run().error()).isNull();
            assertThat(server.requests()).hasSize(2);
            assertThat(proxy.lines()).hasSize(2).allMatch(line -> line.startsWith("CONNECT "));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "2"})
    void the_proxy_of_camels_component_is_used_with_its_credentials(String version) throws Exception {
        try (FaultServer server = FaultServer.startTls(
                        certificates.server(), json("{\"access_token\":\"tk-1\"}"), json("[{\"id\":1}]"));
                Proxy proxy = Proxy.demanding("bWU6cHJveHktcGFzc3dvcmQ=");
                PullHarness pull = PullHarness.prepared(
                        harness -> {
                            harness.context.getRegistry().bind("tls", tls);
                            proxy(harness.context.getComponent("https", HttpComponent.class), proxy);
                        },
                        RouteText.api(
                                server.url(),
                                "sslContextParameters=#tls",
                                "httpVersion=" + version,
                                "auth=oauth2",
                                "tokenUrl=" + server.url("/token"),
                                "clientId=me",
                                "clientSecret=very-secret"),
                        RouteText.pull(PULL))) {
            assertThat(pull.run().error()).isNull();
            assertThat(proxy.lines()).allMatch(line -> line.startsWith("CONNECT "));
            assertThat(proxy.heads())
                    .filteredOn(head -> head.contains("Proxy-Authorization: Basic"))
                    .hasSize(2);
            assertThat(server.requests()).hasSize(2).allSatisfy(request -> assertThat(
                            request.headers().first("Proxy-Authorization"))
                    .isNull());
        }
    }

    private static void proxy(HttpComponent component, Proxy proxy) {
        component.setProxyHost(proxy.url().getHost());
        component.setProxyPort(proxy.url().getPort());
        component.setProxyAuthScheme("http");
        component.setProxyAuthUsername("me");
        component.setProxyAuthPassword("proxy-password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example:3128",
                "https://proxy.example:3128",
                "http://me:pw@proxy.example:3128",
                "http://proxy.example",
                "http://proxy.example:1/x"
            })
    void a_proxy_that_is_no_host_and_port_is_refused(String proxy) throws Exception {
        try (FaultServer server = FaultServer.start(json("[]"))) {
            assertThatThrownBy(() -> PullHarness.start(RouteText.api(server.url(), "proxy=" + proxy)))
                    .hasStackTraceContaining("must be like http://proxy.example:3128")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("me:pw"));
        }
    }
}
