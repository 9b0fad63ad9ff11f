package io.qanat.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.qanat.settings.NameValue;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Link headers (RFC 8288) and references (RFC 3986). */
class LinksTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</a>; rel=next",
                "</a>; rel=\"next\"",
                "</a>;REL=\"NEXT\"",
                "</a> ; title=\"x, y; rel=prev <z>\" ; rel=\"next\"",
                "</b>; rel=prev, </a>; rel=\"last next\"",
                "</b>; rel=\"nextx\" , </a>;rel = next",
                "</a>; rel=next; rel=prev",
                "</a>; title*=UTF-8''x; rel=\"next\",",
                "</b>; rel=\"next\"; anchor=\"#x\", </a>; rel=\"next\"",
                "</a>; title=\"a\\\"b, \\\\\"; rel=next, </b>; rel=next",
                ", ,</a>; rel=next",
            })
    void the_next_link_is_found(String field) {
        assertThat(links(field).target("next")).contains("/a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "</a>",
                "</a>; rel=prev; rel=next",
                "</a; rel=next",
                "</a>; title=\"rel=next\"",
                "</a>; rev=next"
            })
    void what_is_no_next_link_is_passed_over(String field) {
        assertThat(links(field).has("next")).isFalse();
    }

    @Test
    void links_are_read_over_several_fields() {
        assertThat(links("</b>; rel=prev", "</a,b>; rel=next").target("next")).contains("/a,b");
    }

    /** RFC 3986 §5.4, examples with a base of http://a/b/c/d;p?q, and some that servers send. */
    @ParameterizedTest
    @CsvSource({
        "g, http://a/b/c/g",
        "./g, http://a/b/c/g",
        "g/, http://a/b/c/g/",
        "/g, http://a/g",
        "//g, http://g",
        "?y, http://a/b/c/d;p?y",
        "g?y, http://a/b/c/g?y",
        "#s, http://a/b/c/d;p?q",
        "g#s, http://a/b/c/g",
        "g?y#s, http://a/b/c/g?y",
        ";x, http://a/b/c/;x",
        "'', http://a/b/c/d;p?q",
        "., http://a/b/c/",
        "./, http://a/b/c/",
        ".., http://a/b/",
        "../g, http://a/b/g",
        "../.., http://a/",
        "../../g, http://a/g",
        "../../../g, http://a/g",
        "/./g, http://a/g",
        "/../g, http://a/g",
        "g., http://a/b/c/g.",
        "..g, http://a/b/c/..g",
        "./g/., http://a/b/c/g/",
        "g/../h, http://a/b/c/h",
        "g?y/../x, http://a/b/c/g?y/../x",
        "https://user:pass@x.example:8443/p?a=%2F+b, https://x.example:8443/p?a=%2F+b",
        "/g?a=b c|ü%, http://a/g?a=b%20c%7C%C3%BC%25",
        "/g[1]?f[x]=1, http://a/g%5B1%5D?f[x]=1",
    })
    void references_resolve_as_the_standard_says(String reference, String url) {
        assertThat(UriReference.resolve(URI.create("http://a/b/c/d;p?q"), reference))
                .isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mailto:a@b", "file:///etc/passwd", "https:///x"})
    void other_schemes_are_refused(String reference) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UriReference.resolve(URI.create("http://a/"), reference))
                .withMessageContaining("is no http or https URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a/b~1c", "/a~0b", "$.a[0]", "$.links[?(@.rel=='next')].href", "header:X-Next"})
    void places_are_read(String text) {
        assertThat(Place.of(text).text()).isEqualTo(text);
        assertThat(Place.of(text)).isEqualTo(Place.of(text)).hasSameHashCodeAs(Place.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, must be a JSON Pointer such as /a/b",
        "/a~2, 'write a ~ in a name as ~0'",
        "$.links[?@.rel=='next'], 'a filter stands in round brackets'",
        "header:, 'must be header: and the name'",
        "header:a b, 'must be header: and the name'",
    })
    void other_places_are_refused_with_what_is_allowed(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Place.of(text)).withMessageContaining(message);
    }

    @Test
    void a_filter_finds_the_first_match() {
        Pagination pagination = Walks.pagination(
                "pagination", "next", "nextFrom", "$.links[?(@.rel=='next')].href", "records", "/rows");
        Walks.accept(
                pagination,
                "{\"rows\":[1],\"links\":[{\"rel\":\"self\",\"href\":\"/a\"},{\"rel\":\"next\",\"href\":\"/b\"}]}");
        assertThat(pagination.request()).extracting(PageRequest::target).isEqualTo("https://api.example/b");
        Walks.accept(pagination, "{\"rows\":[1],\"links\":[{\"rel\":\"self\",\"href\":\"/b\"}]}");
        assertThat(pagination.exhausted()).isTrue();
    }

    @Test
    void fingerprints_remember_many_and_confuse_none() {
        Fingerprints seen = new Fingerprints();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add("cursor " + i)).isTrue();
        }
        for (int i = 0; i < 10_000; i += 100) {
            assertThat(seen.add("cursor " + i)).isFalse();
        }
    }

    private static LinkHeader links(String... fields) {
        return LinkHeader.of(new Headers(
                Stream.of(fields).map(field -> new NameValue("link", field)).toList()));
    }

    @Test
    void header_names_compare_without_case() {
        assertThat(new Headers(List.of(new NameValue("LINK", "x"))).first("link"))
                .isEqualTo("x");
    }
}
