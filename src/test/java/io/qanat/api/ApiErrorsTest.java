package io.qanat.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ApiErrorsTest {
    private static final Call CALL = new Call("shop", "GET", "https://api.example/orders?token=***", 2, 5, 0);
    private final Secrets secrets = new Secrets();
    private final ApiErrors errors = new ApiErrors(secrets);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "400,ClientErrorException",
        "404,ClientErrorException",
        "302,ClientErrorException",
        "429,RateLimitedException",
        "500,ServerErrorException",
        "503,ServerErrorException",
    })
    void each_status_has_its_type(int status, String type) {
        ApiException error = errors.of(CALL, status, bytes("sorry"));
        assertThat(error.getClass().getSimpleName()).isEqualTo(type);
        assertThat(error.status()).isEqualTo(status);
        assertThat(error)
                .hasMessageStartingWith(
                        "shop: GET https://api.example/orders?token=***: status " + status + " (attempt 2 of 5): ")
                .hasMessageEndingWith("; the API says: sorry");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "302|a redirect that leads nowhere: check url and path",
                "400|check query, body and the names of the paging parameters",
                "401|check auth and its token, key or password",
                "403|check what the account or its scope may read",
                "404|check url and path, or set ignoreStatuses: 404",
                "405|check method and path",
                "406|check the Accept header in headers",
                "410|look for its successor",
                "413|lower batchSize or shorten body",
                "414|lower batchSize, or send the values in a body",
                "415|check contentType",
                "422|check query and body",
                "429|lower rateLimit",
                "500|try again later, or tell its owners",
                "501|check method and url",
                "503|try again later, or tell its owners",
                "599|try again later, or tell its owners",
            })
    void each_status_says_what_to_do(int status, String advice) {
        assertThat(errors.of(CALL, status, bytes("sorry")).what())
                .contains(advice)
                .endsWith("the API says: sorry");
    }

    @Test
    void a_status_nobody_knows_is_told_by_the_apis_words_alone() {
        assertThat(errors.of(CALL, 418, bytes("short and stout")).what()).isEqualTo("the API says: short and stout");
        assertThat(errors.of(CALL, 418, new byte[0]).what()).isEqualTo("the body is empty");
    }

    static Stream<Arguments> thrown() {
        return Stream.of(
                Arguments.of(new ConnectException("refused"), ApiConnectionException.class, "no connection: refused"),
                Arguments.of(
                        new SocketTimeoutException(), ApiTimeoutException.class, "timed out: SocketTimeoutException"),
                Arguments.of(
                        new SSLPeerUnverifiedException("not shop"),
                        ApiTlsException.class,
                        "the server's certificate fails: not shop"),
                Arguments.of(
                        new BodyTooLargeException(10),
                        ResponseTooLargeException.class,
                        "the answer is too large: the body has more than maxResponseSize allows (10 bytes"));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void each_fault_has_its_type(Throwable thrown, Class<? extends ApiException> type, String what) {
        assertThat(errors.of(CALL, thrown))
                .isInstanceOf(type)
                .hasMessageStartingWith("shop: GET https://api.example/orders?token=*** (attempt 2 of 5): " + what)
                .hasCause(thrown);
    }

    @Test
    void a_known_exception_stays_itself() {
        ApiException known = new TooManyRedirectsException(CALL);
        assertThat(errors.of(CALL, known)).isSameAs(known);
        assertThat(known).hasMessageEndingWith("more than 5 redirects, a loop");
    }

    @Test
    void a_cause_that_tells_a_secret_is_left_out() {
        secrets.add(new Secret("hunter22"));
        ApiException error = errors.of(CALL, new ConnectException("to https://x.example/hunter22 refused"));
        assertThat(error)
                .hasMessageContaining("to https://x.example/*** refused")
                .hasNoCause();
    }

    @Test
    void the_time_to_come_back_is_told() {
        ApiException error = errors.comeBack(CALL, 429, "too often", Instant.parse("2026-11-24T00:00:00Z"));
        assertThat(error.comeBack()).isEqualTo("2026-11-24T00:00:00Z");
        assertThat(error).hasMessageEndingWith("too often; come back at 2026-11-24T00:00:00Z");
    }

    @Test
    void an_excerpt_is_one_visible_line_of_five_hundred_characters() {
        secrets.add(new Secret("hunter22"));
        assertThat(Excerpt.of(bytes("a\nb\u001b[31m\u202e \u2028 hunter22 {\"token\":\"x1\"}"), secrets))
                .isEqualTo("a\\nb\\u001b[31m\\u202e \\u2028 *** {\"token\":\"***\"}");
        assertThat(Excerpt.of(bytes("x".repeat(500)), secrets)).isEqualTo("x".repeat(500));
        assertThat(Excerpt.of(bytes("x".repeat(501)), secrets)).isEqualTo("x".repeat(500) + "…");
        assertThat(Excerpt.of(bytes("x".repeat(499) + "😀y"), secrets)).isEqualTo("x".repeat(499) + "…");
    }

    @Test
    void a_secret_at_the_cut_of_an_excerpt_is_hidden() {
        secrets.add(new Secret("hunter22"));
        assertThat(Excerpt.of(bytes("x".repeat(495) + "hunter22"), secrets)).doesNotContain("hunt");
        assertThat(Excerpt.of(bytes("x".repeat(490) + "{\"token\":\"hunting\"}"), secrets))
                .doesNotContain("hunt");
    }
}
