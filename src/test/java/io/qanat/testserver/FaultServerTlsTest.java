package io.qanat.testserver;

import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.resetBeforeHeaders;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FaultServerTlsTest {
    @TempDir
    static Path folder;

    private static Certificates certificates;

    @BeforeAll
    static void make_the_authority() throws Exception {
        certificates = Certificates.in(folder);
    }

    @Test
    void a_server_signed_by_the_authority_is_trusted_by_those_who_trust_it() throws Exception {
        try (FaultServer server = FaultServer.startTls(certificates.server(), json("[]"))) {
            assertThat(get(server, certificates.client())).isEqualTo("[]");
            assertThatThrownBy(() -> get(server, SSLContext.getDefault())).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void a_certificate_for_another_host_is_refused() throws Exception {
        try (FaultServer server = FaultServer.startTls(certificates.wrongHost(), json("[]"))) {
            assertThatThrownBy(() -> get(server, certificates.client()))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("subject alternative");
        }
    }

    @Test
    void an_expired_certificate_is_refused() throws Exception {
        try (FaultServer server = FaultServer.startTls(certificates.expired(), json("[]"))) {
            assertThatThrownBy(() -> get(server, certificates.client()))
                    .isInstanceOf(SSLException.class)
                    .hasStackTraceContaining("CertificateExpiredException");
        }
    }

    @Test
    void a_self_signed_certificate_is_refused() throws Exception {
        try (FaultServer server = FaultServer.startTls(certificates.selfSigned(), json("[]"))) {
            assertThatThrownBy(() -> get(server, certificates.client()))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("unable to find valid certification path");
        }
    }

    @Test
    void a_server_may_demand_a_certificate_of_the_client() throws Exception {
        try (FaultServer server = FaultServer.startMutualTls(certificates.server(), json("[]"))) {
            assertThatThrownBy(() -> get(server, certificates.client())).isInstanceOf(IOException.class);
            assertThat(server.requests()).isEmpty();
            assertThat(get(server, certificates.clientWithCertificate())).isEqualTo("[]");
        }
    }

    @Test
    void connections_can_be_reset_below_tls() throws Exception {
        try (FaultServer server = FaultServer.startTls(certificates.server(), resetBeforeHeaders());
                Socket socket = certificates
                        .client()
                        .getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void the_stores_can_be_read_from_their_files() throws Exception {
        KeyStore trust = KeyStore.getInstance(certificates.trustStore().toFile(), Certificates.PASSWORD.toCharArray());
        KeyStore keys =
                KeyStore.getInstance(certificates.clientKeyStore().toFile(), Certificates.PASSWORD.toCharArray());
        assertThat(trust.size()).isOne();
        assertThat(trust.isCertificateEntry("authority")).isTrue();
        assertThat(keys.isKeyEntry("client")).isTrue();
    }

    private static String get(FaultServer server, SSLContext context) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context)
                .build();
        HttpRequest request = HttpRequest.newBuilder(server.url("/")).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
