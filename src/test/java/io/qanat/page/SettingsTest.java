package io.qanat.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.qanat.settings.NameValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which settings are refused, and what the first request looks like. */
class SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "offset, offset=0 limit=5",
        "page, page=1 per_page=5",
        "cursor, limit=5",
        "last-id, limit=5",
        "link, per_page=5",
    })
    void the_page_size_s_name_follows_the_style(String style, String query) {
        PageRequest request = Objects.requireNonNull(
                Walks.pagination("pagination", style, "pageSize", "5").request());
        assertThat(request.query())
                .extracting(pair -> pair.name() + "=" + pair.value())
                .containsExactlyInAnyOrder(query.split(" "));
    }

    @Test
    void paging_parameters_may_be_headers() {
        PageRequest request = Objects.requireNonNull(Walks.pagination(
                        "pagination", "page", "pageIn", "header", "pageParam", "X-Page", "headers", "x-page=9; A=b")
                .request());
        assertThat(request.headers()).containsExactly(new NameValue("x-page", "1"), new NameValue("A", "b"));
    }

    @Test
    void a_paging_parameter_replaces_all_of_its_name_in_its_place() {
        Pagination pagination = Walks.pagination("pagination", "cursor", "query", "cursor=a; q=1; cursor=b");
        Walks.accept(pagination, "{\"data\":[1],\"next_cursor\":\"c\"}");
        assertThat(Objects.requireNonNull(pagination.request()).query())
                .containsExactly(new NameValue("cursor", "c"), new NameValue("q", "1"));
    }

    @Test
    void numbers_stay_numbers_in_a_body() {
        PageRequest request = Objects.requireNonNull(Walks.pagination(
                        "pagination",
                        "offset",
                        "pageIn",
                        "body",
                        "method",
                        "post",
                        "offsetParam",
                        "/page/from",
                        "pageSizeParam",
                        "size",
                        "pageSize",
                        "5",
                        "body",
                        "{\"page\":{\"x\":1.10}}")
                .request());
        assertThat(new String(request.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"page\":{\"x\":1.10,\"from\":0},\"size\":5}");
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers()).containsExactly(new NameValue("Content-Type", "application/json"));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                of("pagination: \"curser\" must be one of auto, none,", "pagination", "curser"),
                of(
                        "cursorFrom: has no effect with pagination=offset; leave it out, or set pagination to cursor",
                        "pagination",
                        "offset",
                        "cursorFrom",
                        "/c"),
                of(
                        "cursorParam: has no effect with pagination=auto; leave it out, or set pagination to cursor or last-id",
                        "cursorParam",
                        "c"),
                of("firstPage: has no effect with pagination=link", "pagination", "link", "firstPage", "0"),
                of("idFrom: has no effect with pagination=cursor", "pagination", "cursor", "idFrom", "/x"),
                of(
                        "totalFrom: has no effect with pagination=none; leave it out, or set pagination to another style",
                        "pagination",
                        "none",
                        "totalFrom",
                        "/x"),
                of("pageSizeParam: is required with pageSize and pagination=auto", "pageSize", "5"),
                of("pageSize: is required with pageSizeParam", "pageSizeParam", "n"),
                of("pageSize: \"0\" must be a whole number of at least 1", "pagination", "page", "pageSize", "0"),
                of("firstPage: \"2\" must be 0 or 1", "pagination", "page", "firstPage", "2"),
                of("pageIn: has no effect with pagination=link", "pagination", "link", "pageIn", "header"),
                of("pageIn: body needs method=POST, PUT or PATCH", "pagination", "offset", "pageIn", "body"),
                of(
                        "pageIn: body needs a JSON object as body: ",
                        "pagination",
                        "offset",
                        "pageIn",
                        "body",
                        "method",
                        "POST",
                        "body",
                        "a=1"),
                of(
                        "pageSizeParam: \"n\" carries the offset, page or cursor too",
                        "pagination",
                        "offset",
                        "offsetParam",
                        "n",
                        "pageSize",
                        "5",
                        "pageSizeParam",
                        "n"),
                of("query: \"limit\" is set by pageSize", "pagination", "offset", "pageSize", "5", "query", "limit=9"),
                of("query: \"page\" is set by firstPage", "pagination", "page", "query", "page=9"),
                of(
                        "query: \"x\" as the first offset must be a whole number",
                        "pagination",
                        "offset",
                        "query",
                        "offset=x"),
                of("idFrom: must be a place in the record", "pagination", "last-id", "idFrom", "header:X"),
                of(
                        "doneFrom: is the same place as hasMoreFrom",
                        "pagination",
                        "offset",
                        "doneFrom",
                        "/x",
                        "hasMoreFrom",
                        "/x"),
                of("pagination: offset can never stop", "pagination", "offset", "records", ""),
                of("pagination: page can never stop", "pagination", "page", "records", ""),
                of("pagination: last-id can never stop", "pagination", "last-id", "records", ""),
                of("records: \"data\" must be a JSON Pointer such as /data", "records", "data"),
                of("records: records can't be in a header", "records", "header:X"),
                of("errorFrom: \"$.[\" is no JSONPath", "errorFrom", "$.["),
                of("method: \"DELETE\" must be one of GET, POST, PUT, PATCH", "method", "DELETE"),
                of("body: needs method=POST, PUT or PATCH", "body", "{}"),
                of("contentType: has no effect without a body", "contentType", "text/xml"),
                of("path: is required", "path", ""),
                of("path: \"https://a/b\" must be a path below", "path", "https://a/b"),
                of("path: \"/a?b=c\" must not hold ?", "path", "/a?b=c"),
                of("path: {idd} has no value; known are {id}, {since}, {until}; did you mean id?", "path", "/a/{idd}"),
                of("query: {sinse} has no value", "query", "from={sinse}"));
    }

    private static Arguments of(String message, String... settings) {
        return Arguments.of(message, settings);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_told_with_what_to_do(String message, String[] settings) {
        assertThat(Walks.mistakes(settings)).singleElement().asString().startsWith("pull orders: " + message);
    }

    @Test
    void a_walk_over_whole_answers_that_can_stop_is_accepted() {
        assertThat(Walks.mistakes("pagination", "page", "records", "", "totalPagesFrom", "/pages"))
                .isEmpty();
        assertThat(Walks.mistakes("pagination", "offset", "records", "", "maxPages", "3"))
                .isEmpty();
    }

    @Test
    void defaults_that_a_template_hands_over_are_no_mistakes() {
        assertThat(Walks.mistakes(
                        "pagination",
                        "link",
                        "firstPage",
                        "1",
                        "cursorFrom",
                        "/next_cursor",
                        "nextFrom",
                        "/next",
                        "pageIn",
                        "query",
                        "contentType",
                        "application/json",
                        "records",
                        "auto",
                        "maxPages",
                        ""))
                .isEmpty();
    }

    @Test
    void all_mistakes_are_told_at_once() {
        assertThat(Walks.mistakes("pagination", "offset", "cursorFrom", "c", "method", "DELETE", "maxPages", "0"))
                .hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void placeholders_are_written_as_their_surroundings_need_it() {
        RequestTemplate template = Walks.settings(
                        "path",
                        "/c/{id}/x y",
                        "method",
                        "POST",
                        "query",
                        "a={id}; b={other}",
                        "headers",
                        "X-Id={id}",
                        "body",
                        "{\"q\":\"{ id } {id} {other}\"}")
                .request();
        PageRequest request = template.fill(new Placeholders(Map.of("id", "a/b \"ü\"")));
        assertThat(request.target()).isEqualTo("/c/a%2Fb%20%22%C3%BC%22/x%20y");
        assertThat(request.query()).containsExactly(new NameValue("a", "a/b \"ü\""), new NameValue("b", "{other}"));
        assertThat(request.headers()).contains(new NameValue("X-Id", "a/b \"ü\""));
        assertThat(new String(request.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"q\":\"{ id } a/b \\\"ü\\\" {other}\"}");
    }

    @Test
    void a_value_of_dots_does_not_climb_in_a_path() {
        RequestTemplate template = Walks.settings("path", "/c/{id}").request();
        assertThat(template.fill(new Placeholders(Map.of("id", ".."))).target()).isEqualTo("/c/%2E%2E");
    }

    @Test
    void a_line_break_in_a_header_is_refused() {
        RequestTemplate template = Walks.settings("headers", "X={id}").request();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> template.fill(new Placeholders(Map.of("id", "a\r\nHost: b"))));
    }

    @Test
    void forms_and_xml_are_escaped_in_their_own_ways() {
        assertThat(new Placeholders(Map.of("id", "a&<")).inBody("x={id}", "application/x-www-form-urlencoded"))
                .isEqualTo("x=a%26%3C");
        assertThat(new Placeholders(Map.of("id", "a&<")).inBody("<x>{id}</x>", "text/xml"))
                .isEqualTo("<x>a&amp;&lt;</x>");
    }

    @Test
    void a_body_may_stand_in_a_file() {
        assertThat(Walks.settings("method", "POST", "body", "file:q.json")
                        .request()
                        .body())
                .isEqualTo("{\"file\":\"q.json\"}");
    }
}
