package io.qanat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qanat.settings.NameValue;
import io.qanat.settings.Parameters;
import io.qanat.settings.SettingsException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiSettingsTest {
    private static ApiSettings read(String... namesAndValues) {
        Map<String, String> values = new HashMap<>(Map.of("name", "shop", "url", "https://api.shop.example/v1"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return ApiSettings.of(new Parameters("api shop", values));
    }

    private static String mistakes(String... namesAndValues) {
        return catchThrowableOfType(SettingsException.class, () -> read(namesAndValues))
                .getMessage();
    }

    @Test
    void name_and_url_are_enough() {
        ApiSettings settings = read();
        assertThat(settings)
                .isEqualTo(new ApiSettings(
                        "shop",
                        URI.create("https://api.shop.example/v1"),
                        new CredentialsSettings.None(),
                        List.of(new Rate(1, Duration.ofSeconds(1))),
                        false,
                        10,
                        "qanat/dev",
                        List.of(),
                        new ApiSettings.Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5)),
                        new RetrySettings(
                                5,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(60),
                                RetrySettings.Jitter.FULL,
                                Duration.ofMinutes(5),
                                RetryStatuses.DEFAULT),
                        64 << 20,
                        List.of(),
                        new Transport(false, null, "")));
    }

    @Test
    void all_mistakes_are_told_at_once() {
        String message = mistakes(
                "url",
                "ftp://x",
                "auth",
                "bearer",
                "rateLimit",
                "fast",
                "concurrency",
                "0",
                "jitter",
                "some",
                "callTimeout",
                "30",
                "retryStatuses",
                "6xx",
                "maxResponseSize",
                "3GiB",
                "httpVersion",
                "3",
                "allowedOrigins",
                "files",
                "headers",
                "a b=c; Host=x; User-Agent=me");
        assertThat(message.lines())
                .hasSize(13)
                .allMatch(line -> line.startsWith("api shop: "))
                .anyMatch(line -> line.contains("url: the URL must begin with https:// or http://"))
                .anyMatch(line -> line.contains("token: is required"))
                .anyMatch(line -> line.contains("rateLimit: \"fast\" is not a rate limit: write requests/period"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url | https://me:pw123@api.example/v1 | must not hold a user or password: write auth: basic",
                "url | https://me:pw1@23@api.example/v1 | must not hold a user or password",
                "url | https://api.example/v1/../v2 | must not hold \"..\"",
                "url | https://api.example/v1/%2e%2e/v2 | must not hold \"..\"",
                "url | https://api.example/v1?key=pw123 | must end with its path",
                "url | https:/api | names no host",
                "url | api.example | must begin with https://",
                "url | https://a b | is not a URL",
                "auth | authorizationCode | needs a user who logs in with a browser, and a scheduled pull has none",
                "auth | authorization_code | needs a user",
                "auth | beerer | must be one of none, bearer, basic, digest, apiKey, oauth2, login; did you mean bearer?",
                "token | pw123 | is given, but auth: none doesn't use it",
                "rateLimit | 0/1s | at least 1 request",
                "rateLimit | 5/0s | longer than nothing",
                "rateLimit | 10/1s, 500 | \"500\" is not a rate limit",
                "backoffCap | 500ms | must not be shorter than backoffBase",
                "allowedOrigins | http://files.example | fall from https to http",
                "allowedOrigins | https://files.example/path | an origin must be written as",
            })
    void a_mistake_is_told_with_what_to_do(String name, String value, String message) {
        assertThat(mistakes(name, value))
                .startsWith("api shop: " + name)
                .contains(message)
                .doesNotContain("pw1");
    }

    @Test
    void several_rates_hold_at_once() {
        assertThat(read("rateLimit", "10/1s, 500/60s").rates())
                .containsExactly(new Rate(10, Duration.ofSeconds(1)), new Rate(500, Duration.ofSeconds(60)));
        assertThat(read("rateLimit", "3/m").rates()).containsExactly(new Rate(3, Duration.ofMinutes(1)));
        assertThat(read("rateLimit", "off").rates()).isEmpty();
        assertThat(read("rateLimit", "off").rateGiven()).isTrue();
    }

    @Test
    void every_kind_of_credentials_is_read() {
        assertThat(read("auth", "bearer", "token", "t0ken").credentials())
                .isEqualTo(new CredentialsSettings.Bearer(new Secret("t0ken")));
        assertThat(read("auth", "basic", "username", "me", "password", "pw").credentials())
                .isEqualTo(new CredentialsSettings.Basic("me", new Secret("pw")));
        assertThat(read("auth", "digest", "username", "me", "password", "pw").credentials())
                .isEqualTo(new CredentialsSettings.Digest("me", new Secret("pw")));
        assertThat(read("auth", "apiKey", "apiKey", "k", "apiKeyName", "api_key", "apiKeyIn", "query")
                        .credentials())
                .isEqualTo(new CredentialsSettings.ApiKey(
                        "api_key", new Secret("k"), CredentialsSettings.ApiKey.Place.QUERY));
        assertThat(read(
                                "auth",
                                "oauth2",
                                "tokenUrl",
                                "https://id.example/token",
                                "clientId",
                                "c",
                                "clientSecret",
                                "s",
                                "scope",
                                "read",
                                "clientAuth",
                                "body")
                        .credentials())
                .isEqualTo(new CredentialsSettings.OAuth2(
                        URI.create("https://id.example/token"),
                        "c",
                        new Secret("s"),
                        "read",
                        "",
                        CredentialsSettings.OAuth2.ClientAuth.BODY,
                        new Secret("")));
        assertThat(read(
                                "auth",
                                "login",
                                "loginUrl",
                                "https://id.example/login",
                                "loginBody",
                                "{}",
                                "tokenPrefix",
                                "JWT ")
                        .credentials())
                .isEqualTo(new CredentialsSettings.Login(
                        URI.create("https://id.example/login"),
                        new Secret("{}"),
                        "/token",
                        Duration.ofMinutes(5),
                        "JWT "));
    }

    @ParameterizedTest
    @CsvSource({
        "bearer,token",
        "basic,username",
        "digest,username",
        "apiKey,apiKey",
        "oauth2,tokenUrl",
        "oauth2,clientId",
        "oauth2,clientSecret",
        "login,loginUrl",
        "login,loginBody"
    })
    void what_credentials_need_is_required(String auth, String missing) {
        assertThat(mistakes("auth", auth)).contains("api shop: " + missing + ": is required");
    }

    @Test
    void their_text_shows_no_secret() {
        String text = read(
                        "auth",
                        "oauth2",
                        "tokenUrl",
                        "https://id.example/token",
                        "clientId",
                        "c",
                        "clientSecret",
                        "s3cret",
                        "refreshToken",
                        "r3fresh")
                .toString();
        assertThat(text).contains("api shop").doesNotContain("s3cret").doesNotContain("r3fresh");
    }

    @Test
    void retry_and_transport_settings_are_read() {
        ApiSettings settings = read(
                "maxAttempts",
                "3",
                "backoffBase",
                "2s",
                "backoffCap",
                "10s",
                "jitter",
                "equal",
                "maxWait",
                "1m",
                "retryStatuses",
                "404, 5xx",
                "maxResponseSize",
                "1KiB",
                "httpVersion",
                "2",
                "connectTimeout",
                "1s",
                "responseTimeout",
                "2s",
                "callTimeout",
                "3s",
                "userAgent",
                "me/1 (me@example.org)",
                "headers",
                "X-A=b=c; D=e",
                "allowedOrigins",
                "https://files.example, https://b.example:8443+auth");
        assertThat(settings.retry().statuses()).isEqualTo(RetryStatuses.parse(List.of("5xx", "404")));
        assertThat(settings.retry().statuses().contains(429)).isFalse();
        assertThat(settings.retry().jitter()).isEqualTo(RetrySettings.Jitter.EQUAL);
        assertThat(settings.headers()).containsExactly(new NameValue("X-A", "b=c"), new NameValue("D", "e"));
        assertThat(settings.allowedOrigins())
                .containsExactly(
                        new AllowedOrigin(new Origin("https", "files.example", 443), false),
                        new AllowedOrigin(new Origin("https", "b.example", 8443), true));
        assertThat(settings.timeouts().call()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.maxResponseSize()).isEqualTo(1024);
        assertThat(settings.transport().http2()).isTrue();
    }

    @Test
    void the_version_comes_from_the_jar() {
        assertThat(Version.of("1.2.3")).isEqualTo("1.2.3");
        assertThat(Version.of(null)).isEqualTo("dev");
    }
}
