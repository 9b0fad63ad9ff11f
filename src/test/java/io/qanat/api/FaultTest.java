package io.qanat.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.core5.http.HttpStreamResetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {

    @ParameterizedTest
    @ValueSource(strings = {"certificate_required", "bad_certificate", "unknown_ca", "certificate_unknown"})
    void a_server_that_refuses_the_client_s_certificate_is_not_asked_again(String alert) {
        IOException thrown = new IOException(new SSLHandshakeException("Received fatal alert: " + alert));
        assertThat(Fault.of(thrown)).isEqualTo(Fault.CLIENT_CERTIFICATE);
        assertThat(Fault.CLIENT_CERTIFICATE.passing()).isFalse();
    }

    @Test
    void other_alerts_may_pass() {
        assertThat(Fault.of(new SSLException("Received fatal alert: internal_error")))
                .isEqualTo(Fault.RESET);
    }

    @Test
    void a_stream_that_was_reset_may_pass() {
        assertThat(Fault.of(new HttpStreamResetException("refused"))).isEqualTo(Fault.RESET);
        assertThat(Fault.RESET.passing()).isTrue();
    }
}
