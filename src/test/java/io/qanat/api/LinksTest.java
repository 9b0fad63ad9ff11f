package io.qanat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.page.PageRequest;
import io.qanat.settings.NameValue;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinksTest {
    private static final Links LINKS =
            links("https://api.example/v1", "https://files.example", "https://b.example:8443+auth");

    private static Links links(String base, String... allowed) {
        return new Links(
                "shop",
                URI.create(base),
                Stream.of(allowed).map(AllowedOrigin::parse).toList());
    }

    private static PageRequest get(String target, NameValue... query) {
        return new PageRequest("GET", target, List.of(query), List.of(), new byte[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example/v1,/orders,https://api.example/v1/orders",
        "https://api.example/v1/,/orders,https://api.example/v1/orders",
        "https://api.example,/orders,https://api.example/orders",
        "https://api.example:8443/a%20b,/orders/,https://api.example:8443/a%20b/orders/",
        "https://api.example/v1,/orders?x=1,https://api.example/v1/orders?x=1",
        "https://api.example/v1,/a b/ü|{c},https://api.example/v1/a%20b/%C3%BC%7C%7Bc%7D",
        "https://api.example/v1,/a%2Fb/100%,https://api.example/v1/a%2Fb/100%25",
        "https://api.example/v1,/a/../b,https://api.example/v1/a/../b",
        "https://api.example/v1,/a;v=1/b:c@d,https://api.example/v1/a;v=1/b:c@d",
        "https://api.example/v1,/,https://api.example/v1/",
    })
    void a_path_lies_below_the_url(String base, String target, String url) {
        assertThat(links(base).resolve(get(target))).isEqualTo(new Target(URI.create(url), true));
    }

    @Test
    void parameters_are_encoded_once() {
        PageRequest request = get(
                "/orders?x=1",
                new NameValue("since", "2026-01-01T00:00:00+01:00"),
                new NameValue("a&b", "c=d e/ü%20"),
                new NameValue("filter[x]", ""));
        assertThat(LINKS.resolve(request).url())
                .hasToString("https://api.example/v1/orders?x=1&since=2026-01-01T00%3A00%3A00%2B01%3A00"
                        + "&a%26b=c%3Dd%20e%2F%C3%BC%2520&filter%5Bx%5D=");
    }

    @Property
    void any_parameter_arrives_as_it_was(@ForAll String name, @ForAll String value) {
        String query =
                LINKS.resolve(get("/x", new NameValue("n" + name, value))).url().getRawQuery();
        String[] parts = query.split("=", -1);
        assertThat(parts).hasSize(2);
        assertThat(decode(parts[0])).isEqualTo(whole("n" + name));
        assertThat(decode(parts[1])).isEqualTo(whole(value));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Half of a surrogate pair is no character and becomes a question mark. */
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example/v1/orders?page=2,true",
        "https://API.example:443/other?a=b%2Fc+d,true",
        "HTTPS://api.example/x,true",
        "https://files.example/x,false",
        "https://files.example:443/x?sig=1,false",
        "https://b.example:8443/x,true",
    })
    void an_absolute_link_is_used_as_it_stands(String url, boolean credentials) {
        assertThat(LINKS.resolve(get(url))).isEqualTo(new Target(URI.create(url), credentials));
    }

    @Test
    void a_port_in_a_link_is_kept() {
        Links links = links("http://localhost:8123/v1");
        assertThat(links.resolve(get("http://localhost:8123/v1/x?p=2")).url())
                .hasToString("http://localhost:8123/v1/x?p=2");
    }

    @Test
    void a_link_with_characters_that_need_encoding_is_mended() {
        assertThat(LINKS.resolve(get("https://api.example/x?q=a b|c&t=%7B1%7D&u=50%#top"))
                        .url())
                .hasToString("https://api.example/x?q=a%20b%7Cc&t=%7B1%7D&u=50%25");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://evil.example/x | another origin; if that is right, list https://evil.example in allowedOrigins",
                "https://api.example:8443/x | another origin",
                "https://api.example.evil.example/x | another origin",
                "https://b.example/x | another origin",
                "http://api.example/v1 | falls from https to http",
                "http://files.example/x | falls from https to http",
                "https://me:pw123@api.example/v1 | holds a user",
                "https://api.example@evil.example/v1 | holds a user",
                "ftp://api.example/v1 | must begin with https:// or http://",
                "file:/etc/passwd | must begin with https:// or http://",
                "orders | must begin with https:// or http://",
                "?page=2 | must begin with https:// or http://",
                "https:///x | names no host",
            })
    void any_other_link_is_refused(String url, String why) {
        assertThatThrownBy(() -> LINKS.resolve(get(url)))
                .isInstanceOf(LinkRefusedException.class)
                .hasMessageStartingWith("shop: the link ")
                .hasMessageContaining(why)
                .hasMessageNotContaining("pw123");
    }

    @ParameterizedTest
    @CsvSource({
        "/../admin",
        "/a/../../admin",
        "/%2e%2e/admin",
        "/a/%2E%2E/.%2e/x",
        "/..%2fadmin",
        "/..\\admin",
        "/..",
        "//../x",
    })
    void a_path_may_not_leave_the_url(String target) {
        assertThatThrownBy(() -> LINKS.resolve(get(target)))
                .isInstanceOf(LinkRefusedException.class)
                .hasMessageContaining("leaves the API's url https://api.example/v1");
    }

    @Test
    void a_path_with_two_slashes_stays_on_the_host() {
        assertThat(LINKS.resolve(get("//evil.example/x")).url()).hasToString("https://api.example/v1//evil.example/x");
    }

    @ParameterizedTest
    @CsvSource({
        "/other,https://api.example/other,true",
        "?page=2,https://api.example/v1/orders?page=2,true",
        "next,https://api.example/v1/next,true",
        "//files.example/y,https://files.example/y,false",
        "https://files.example/y,https://files.example/y,false",
    })
    void a_redirect_may_be_relative(String location, String url, boolean credentials) {
        assertThat(LINKS.follow(URI.create("https://api.example/v1/orders?page=1"), location))
                .isEqualTo(new Target(URI.create(url), credentials));
    }

    @Test
    void a_redirect_from_another_origin_is_judged_by_the_api() {
        URI files = URI.create("https://files.example/y");
        assertThat(LINKS.follow(files, "/z").withCredentials()).isFalse();
        assertThat(LINKS.follow(files, "https://api.example/z").withCredentials())
                .isTrue();
        assertThatThrownBy(() -> LINKS.follow(files, "http://files.example/z"))
                .isInstanceOf(LinkRefusedException.class);
        assertThatThrownBy(() -> LINKS.follow(files, "https://evil.example/z"))
                .isInstanceOf(LinkRefusedException.class);
    }

    @Test
    void http_may_become_https_where_that_is_listed() {
        Links links = links("http://api.example", "https://api.example+auth");
        assertThat(links.resolve(get("https://api.example/x")).withCredentials())
                .isTrue();
        assertThatThrownBy(() -> links("http://api.example").resolve(get("https://api.example/x")))
                .isInstanceOf(LinkRefusedException.class);
    }

    @Property
    void no_link_gets_credentials_but_to_the_apis_host(@ForAll String text) {
        for (String link : List.of(text, "https://" + text, "https://api.example" + text, "//" + text)) {
            try {
                Target target = LINKS.follow(URI.create("https://api.example/v1"), link);
                assertThat(target.url().getHost()).isIn("api.example", "files.example", "b.example");
            } catch (LinkRefusedException e) {
                assertThat(e).hasMessageStartingWith("shop: ");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "301,GET,GET",
        "301,POST,GET",
        "302,POST,GET",
        "302,PUT,PUT",
        "303,POST,GET",
        "303,PUT,GET",
        "303,HEAD,HEAD",
        "307,POST,POST",
        "308,POST,POST",
    })
    void a_redirect_changes_the_method_as_the_rfc_says(int status, String method, String next) {
        assertThat(Redirects.isRedirect(status)).isTrue();
        assertThat(Redirects.method(status, method)).isEqualTo(next);
    }
}
