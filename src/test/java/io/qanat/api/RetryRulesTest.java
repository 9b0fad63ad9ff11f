package io.qanat.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.page.Headers;
import io.qanat.testing.TestClock;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryRulesTest {
    private final TestClock clock = TestClock.jumping();

    private Decision decide(RetrySettings settings, Attempt attempt) {
        return new RetryRules(settings, new Random(1), clock).decide(attempt);
    }

    private Decision answered(int number, int status, String headers) {
        return decide(RetrySettings.DEFAULT, attempt(number, "GET", status, headers));
    }

    private static Attempt attempt(int number, String method, int status, String headers) {
        return new Attempt(
                number, method, true, false, new Outcome.Answered(status, RetryHeadersTest.headers(headers)));
    }

    private Decision failed(Throwable thrown) {
        return decide(RetrySettings.DEFAULT, new Attempt(1, "GET", true, false, new Outcome.Failed(thrown)));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 507, 520, 599})
    void what_may_pass_is_repeated(int status) {
        assertThat(answered(1, status, "")).isInstanceOf(Decision.Retry.class);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {300, 400, 401, 403, 404, 405, 406, 409, 410, 413, 415, 418, 422, 431, 451, 501, 505, 600, 999, 99})
    void what_stays_wrong_is_not(int status) {
        assertThat(answered(1, status, "")).isInstanceOf(Decision.GiveUp.class);
        assertThat(answered(1, status, "").reason()).contains("status " + status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | Retry-After: 7 | PT7.5S",
                "503 | Retry-After: 7 | PT7.5S",
                "403 | Retry-After: 7 | PT7.5S",
                "403 | X-RateLimit-Remaining: 0 ! X-RateLimit-Reset: 20 | PT20.5S",
                "403 | X-RateLimit-Remaining: 0 | PT5S",
                "429 | X-RateLimit-Remaining: 0 ! X-RateLimit-Reset: 20 | PT20.5S",
                "429 | Retry-After: 2 ! X-RateLimit-Remaining: 0 ! X-RateLimit-Reset: 20 | PT2.5S",
                "429 | Retry-After: nonsense | PT5S",
                "429 | Retry-After: -1 | PT5S",
                "429 | | PT5S",
                "503 | Backoff: 9 | PT9.5S",
                "429 | Retry-After: 300 | PT300.5S",
            })
    void the_wait_that_an_answer_asks_for_is_kept(int status, String headers, Duration wait) {
        assertThat(answered(1, status, headers == null ? "" : headers))
                .isInstanceOfSatisfying(
                        Decision.Retry.class, retry -> assertThat(retry.after()).isEqualTo(wait));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Retry-After: 301", "X-RateLimit-Remaining: 0 ! X-RateLimit-Reset: 301"})
    void a_longer_wait_than_allowed_fails_with_the_time_to_come_back(String headers) {
        assertThat(answered(1, 429, headers)).isInstanceOfSatisfying(Decision.ComeBack.class, comeBack -> {
            assertThat(comeBack.at()).isEqualTo(clock.now().plusMillis(301_500));
            assertThat(comeBack.reason()).contains("status 429").contains("longer than maxWait (300 s)");
        });
    }

    @Test
    void attempts_end() {
        assertThat(answered(4, 503, "")).isInstanceOf(Decision.Retry.class);
        assertThat(answered(5, 503, "")).isInstanceOfSatisfying(Decision.GiveUp.class, end -> assertThat(end.reason())
                .isEqualTo("status 503, after 5 attempts"));
        assertThat(answered(9, 429, "Retry-After: 1")).isInstanceOf(Decision.GiveUp.class);
    }

    @Test
    void a_429_without_a_wait_still_backs_off_longer_later() {
        RetrySettings settings = new RetrySettings(
                9,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                RetrySettings.Jitter.NONE,
                Duration.ofMinutes(5),
                RetryStatuses.DEFAULT);
        List<Long> waits = Stream.of(1, 3, 4, 5)
                .map(n -> ((Decision.Retry) decide(settings, attempt(n, "GET", 429, "")))
                        .after()
                        .toSeconds())
                .toList();
        assertThat(waits).containsExactly(5L, 5L, 8L, 16L);
    }

    @Test
    void unsafe_methods_are_repeated_only_where_they_read() {
        for (String method : List.of("POST", "PATCH")) {
            Outcome outcome = new Outcome.Answered(503, Headers.NONE);
            assertThat(decide(RetrySettings.DEFAULT, new Attempt(1, method, true, false, outcome)))
                    .isInstanceOf(Decision.Retry.class);
            assertThat(decide(RetrySettings.DEFAULT, new Attempt(1, method, false, false, outcome)))
                    .isInstanceOfSatisfying(Decision.GiveUp.class, end -> assertThat(end.reason())
                            .contains(method));
        }
        Attempt put = new Attempt(1, "PUT", false, false, new Outcome.Answered(503, Headers.NONE));
        assertThat(decide(RetrySettings.DEFAULT, put)).isInstanceOf(Decision.Retry.class);
    }

    @Test
    void statuses_can_be_chosen() {
        RetrySettings settings = new RetrySettings(
                5,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                RetrySettings.Jitter.FULL,
                Duration.ofMinutes(5),
                RetryStatuses.parse(List.of("404")));
        assertThat(decide(settings, attempt(1, "GET", 404, ""))).isInstanceOf(Decision.Retry.class);
        assertThat(decide(settings, attempt(1, "GET", 503, ""))).isInstanceOf(Decision.GiveUp.class);
        assertThat(decide(settings, attempt(1, "GET", 429, "Retry-After: 1"))).isInstanceOf(Decision.GiveUp.class);
    }

    @Test
    void a_401_renews_a_token_that_can_be_renewed() {
        Outcome outcome = new Outcome.Answered(401, Headers.NONE);
        assertThat(decide(RetrySettings.DEFAULT, new Attempt(1, "GET", true, true, outcome)))
                .isInstanceOf(Decision.Renew.class);
        assertThat(decide(RetrySettings.DEFAULT, new Attempt(1, "GET", true, false, outcome)))
                .isInstanceOf(Decision.GiveUp.class);
    }

    static Stream<Arguments> passing() throws Exception {
        return Stream.of(
                Arguments.of(new UnknownHostException("shop"), Fault.UNKNOWN_HOST),
                Arguments.of(new ConnectException("Connection refused"), Fault.REFUSED),
                Arguments.of(new HttpHostConnectException("Connect to shop failed"), Fault.REFUSED),
                Arguments.of(new NoRouteToHostException(), Fault.REFUSED),
                Arguments.of(new SocketException("Connection reset"), Fault.RESET),
                Arguments.of(new SocketTimeoutException("Read timed out"), Fault.TIMEOUT),
                Arguments.of(new ConnectTimeoutException("connect timed out"), Fault.TIMEOUT),
                Arguments.of(new DeadlineExceededException(Duration.ofSeconds(1)), Fault.TIMEOUT),
                Arguments.of(new InterruptedIOException("lease"), Fault.TIMEOUT),
                Arguments.of(new ConnectionRequestTimeoutException("no free connection"), Fault.TIMEOUT),
                Arguments.of(new NoHttpResponseException("shop failed to respond"), Fault.NO_ANSWER),
                Arguments.of(
                        new ConnectionClosedException("Premature end of Content-Length delimited message body"),
                        Fault.TRUNCATED),
                Arguments.of(new TruncatedChunkException("Truncated chunk"), Fault.TRUNCATED),
                Arguments.of(new EOFException("Unexpected end of ZLIB input stream"), Fault.TRUNCATED),
                Arguments.of(new ZipException("invalid block type"), Fault.TRUNCATED),
                Arguments.of(new SSLException("closed"), Fault.RESET),
                Arguments.of(new SSLHandshakeException("Remote host terminated the handshake"), Fault.RESET),
                Arguments.of(new IOException("something"), Fault.OTHER),
                Arguments.of(new IOException("wrapped", new ConnectException("refused")), Fault.REFUSED),
                Arguments.of(new RuntimeException("wrapped", new SocketTimeoutException()), Fault.TIMEOUT));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void a_fault_that_may_pass_is_repeated(Throwable thrown, Object fault) {
        assertThat(Fault.of(thrown)).isEqualTo(fault);
        assertThat(failed(thrown)).isInstanceOf(Decision.Retry.class);
    }

    static Stream<Arguments> lasting() {
        SSLHandshakeException path = new SSLHandshakeException("PKIX path building failed");
        path.initCause(new CertificateException("no", new CertPathValidatorException("expired")));
        return Stream.of(
                Arguments.of(path, Fault.CERTIFICATE),
                Arguments.of(new IOException("wrapped", path), Fault.CERTIFICATE),
                Arguments.of(new SSLPeerUnverifiedException("shop is not shop"), Fault.CERTIFICATE),
                Arguments.of(new BodyTooLargeException(10), Fault.TOO_LARGE),
                Arguments.of(new MessageConstraintException("too many headers"), Fault.TOO_LARGE),
                Arguments.of(new ProtocolException("not HTTP"), Fault.PROTOCOL),
                Arguments.of(new IOException("wrapped", new ProtocolException("not HTTP")), Fault.PROTOCOL),
                Arguments.of(new IllegalStateException("a bug"), Fault.PROTOCOL));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void a_fault_that_stays_is_not(Throwable thrown, Object fault) {
        assertThat(Fault.of(thrown)).isEqualTo(fault);
        assertThat(failed(thrown)).isInstanceOf(Decision.GiveUp.class);
    }

    @Test
    void errors_of_a_token_request_are_judged_alike() {
        ApiErrors errors = new ApiErrors(new Secrets());
        Call call = new Call("shop token", "POST", "https://id.example", 1, 1, 0);
        assertThat(failed(errors.of(call, 503, new byte[0]))).isInstanceOf(Decision.Retry.class);
        assertThat(failed(errors.of(call, 400, new byte[0]))).isInstanceOf(Decision.GiveUp.class);
        assertThat(failed(errors.of(call, new ConnectException("refused")))).isInstanceOf(Decision.Retry.class);
        assertThat(failed(errors.of(call, 429, new byte[0])))
                .isInstanceOfSatisfying(
                        Decision.Retry.class, retry -> assertThat(retry.after()).isEqualTo(RetryRules.LEAST_AFTER_429));
        Instant later = Instant.parse("2026-11-24T00:00:00Z");
        assertThat(failed(errors.comeBack(call, 429, "later", later)))
                .isInstanceOfSatisfying(Decision.ComeBack.class, comeBack -> assertThat(comeBack.at())
                        .isEqualTo(later));
    }
}
