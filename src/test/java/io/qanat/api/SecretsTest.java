package io.qanat.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.page.Headers;
import io.qanat.settings.NameValue;
import io.qanat.settings.Parameters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private final Secrets secrets = new Secrets();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token",
                "access_token",
                "refreshToken",
                "id_token",
                "X-Auth-Token",
                "client_secret",
                "password",
                "passwd",
                "api_key",
                "apikey",
                "X-API-Key",
                "key",
                "sig",
                "signature",
                "X-Amz-Signature",
                "X-Amz-Credential",
                "X-Amz-Security-Token",
                "Authorization",
                "Proxy-Authorization",
                "Cookie",
                "Set-Cookie",
                "JSESSIONID",
                "Ocp-Apim-Subscription-Key",
                "jwt",
                "auth"
            })
    void a_telling_name_hides_its_value(String name) {
        assertThat(SecretNames.secret(name)).isTrue();
        assertThat(secrets.url("https://a.example/x?b=c&" + name + "=hidden%2F1&d=e"))
                .isEqualTo("https://a.example/x?b=c&" + name + "=***&d=e");
        assertThat(secrets.header(name, "hidden1")).isEqualTo("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "next_token",
                "nextToken",
                "NextToken",
                "page_token",
                "pageToken",
                "nextPageToken",
                "next_page_token",
                "cursor",
                "next_cursor",
                "continue",
                "continuation_token",
                "ContinuationToken",
                "$skiptoken",
                "syncToken",
                "nextSyncToken",
                "delta_token",
                "max_tokens",
                "total_tokens",
                "token_type",
                "author",
                "keyword",
                "monkey",
                "passenger",
                "signed_at",
                "sort_key",
                "limit",
                "session",
                "updated_since"
            })
    void a_paging_token_or_ordinary_name_shows_it(String name) {
        String url = "https://a.example/x?" + name + "=shown1";
        assertThat(secrets.url(url)).isEqualTo(url);
        assertThat(secrets.header(name, "shown1")).isEqualTo("shown1");
        String json = "{\"" + name + "\": \"shown1\"}";
        assertThat(secrets.json(json)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "https://me:pw@a.example/x | https://***@a.example/x",
                "https://me@a.example/x | https://***@a.example/x",
                "https://a.example/x@y?z=1 | https://a.example/x@y?z=1",
                "https://a.example/x#access_token=abc&state=1 | https://a.example/x#access_token=***&state=1",
                "https://a.example/x?%61pi_key=abc | https://a.example/x?%61pi_key=***",
                "https://a.example/x?token= | https://a.example/x?token=",
                "https://a.example/x?%zz=1&token=abc | https://a.example/x?%zz=1&token=***",
            })
    void a_url_is_masked(String url, String masked) {
        assertThat(secrets.url(url)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"token\":\"abc\",\"a\":1} | {\"token\":\"***\",\"a\":1}",
                "{\"token\" : \"a\\\"b\\\\\", \"a\":1} | {\"token\":\"***\", \"a\":1}",
                "{\"pin_password\":1234} | {\"pin_password\":\"***\"}",
                "{\"secrets\":[\"abc\", \"def\"],\"a\":[\"b\"]} | {\"secrets\":\"***\",\"a\":[\"b\"]}",
                "{\"a\":{\"access_token\":\"abc\"}} | {\"a\":{\"access_token\":\"***\"}}",
                "{\"access_token\":\"cut of | {\"access_token\":\"***\"",
                "{\"key\":\"shown\"} | {\"key\":\"shown\"}",
            })
    void json_is_masked_and_stays_json(String json, String masked) {
        assertThat(secrets.json(json)).isEqualTo(masked);
        assertThat(secrets.text(json)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "got Authorization: Bearer abc.def-ghi here | abc.def",
                "with Basic dXNlcjpwYXNz sent | dXNlcjpwYXNz",
                "password=hunter22 wrong | hunter22",
                "api_key: hunter22 is wrong | hunter22",
                "see https://a.example/?sig=hunter22 for more | hunter22",
                "see https://me:hunter22@a.example/ for more | hunter22",
            })
    void free_text_is_masked(String text, String hidden) {
        assertThat(secrets.text(text)).doesNotContain(hidden).contains("***");
    }

    @Test
    void ordinary_text_is_left_alone() {
        String text = "Connect to https://a.example:443 failed: Connection refused, next_token=abc, at 10:15:30";
        assertThat(secrets.text(text)).isEqualTo(text);
    }

    @Test
    void secrets_of_settings_are_known() {
        Secrets known = Secrets.of(ApiSettings.of(new Parameters(
                "api shop",
                Map.of(
                        "name", "shop",
                        "url", "https://a.example",
                        "auth", "basic",
                        "username", "me",
                        "password", "hunter22",
                        "headers", "X-Auth-Token=second22; X-Version=third33"))));
        String header = Base64.getEncoder().encodeToString("me:hunter22".getBytes(StandardCharsets.UTF_8));
        assertThat(known.text("a hunter22 b second22 c third33 d " + header)).isEqualTo("a *** b *** c third33 d ***");
    }

    @Test
    void secrets_in_a_login_body_are_known() {
        Secrets known = new Secrets();
        new CredentialsSettings.Login(
                        java.net.URI.create("https://a.example"),
                        new Secret("{\"user\":\"alice\",\"password\":\"hunter22\"}"),
                        "/token",
                        java.time.Duration.ofMinutes(5),
                        "Bearer ")
                .secrets()
                .forEach(known::add);
        assertThat(known.text("alice sent hunter22")).isEqualTo("alice sent ***");
    }

    @Test
    void tokens_that_passed_are_forgotten_at_last() {
        secrets.add(new Secret("lasting-secret"));
        secrets.addPassing(new Secret("first-passing"));
        for (int i = 0; i < 40; i++) {
            secrets.addPassing(new Secret("passing-number-" + i));
        }
        assertThat(secrets.text("lasting-secret passing-number-39 first-passing"))
                .isEqualTo("*** *** first-passing");
    }

    @Test
    void headers_are_masked_by_name() {
        Headers headers = new Headers(List.of(new NameValue("Set-Cookie", "sid=1"), new NameValue("Date", "now")));
        assertThat(secrets.headers(headers).fields())
                .containsExactly(new NameValue("Set-Cookie", "***"), new NameValue("Date", "now"));
    }

    @Property
    void a_known_secret_shows_in_no_form(@ForAll @StringLength(min = 6, max = 40) String value) {
        Secrets known = new Secrets();
        known.add(new Secret(value));
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
        String base64 = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
        assertThat(known.text("<" + value + ">")).doesNotContain(value);
        assertThat(known.url("https://a.example/?q=" + Urls.encode(value))).doesNotContain(Urls.encode(value));
        assertThat(known.text("q=" + encoded + " ")).doesNotContain("=" + encoded);
        assertThat(known.text(base64)).doesNotContain(base64);
    }

    @Property
    void no_text_breaks_the_masking(@ForAll String text) {
        assertThat(secrets.text(text)).isNotNull();
        assertThat(secrets.url(text)).isNotNull();
    }

    @Test
    void a_long_text_is_masked_in_time_and_without_a_full_stack() {
        String text = "{\"a\":\"" + "x\\n".repeat(200_000) + "\",\"token\":\"abc\"}";
        assertThat(secrets.text(text)).endsWith("\"token\":\"***\"}");
    }
}
