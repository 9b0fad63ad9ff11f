package io.qanat.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qanat.page.PageException.Kind;
import io.qanat.settings.NameValue;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where records are found, and what is said where they aren't. */
class ScanTest {

    @Test
    void a_top_level_array_holds_the_records() {
        assertThat(FakeApi.ids(first("[{\"id\":1},{\"id\":2}]"))).containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "items", "results", "records", "rows", "value", "entries", "values", "orders"})
    void usual_members_and_the_path_s_last_word_hold_the_records(String name) {
        Pagination pagination = Walks.pagination("pagination", "none");
        Page page = Walks.accept(pagination, "{\"meta\":{\"a\":[1]},\"" + name + "\":[{\"id\":7}],\"z\":[]}");
        assertThat(FakeApi.ids(page)).containsExactly(7);
        assertThat(pagination.recordsFound()).isEqualTo("/" + name);
    }

    @Test
    void of_several_usual_members_the_first_of_the_list_counts() {
        assertThat(FakeApi.ids(first("{\"items\":[],\"data\":[{\"id\":1}]}"))).containsExactly(1);
    }

    @Test
    void records_that_cannot_be_told_are_refused_with_the_arrays_that_are_there() {
        refused("{\"shop\":{\"orders\":[1,2],\"a/b\":{\"c\":[]}},\"ok\":true}", Kind.NO_RECORDS)
                .withMessageStartingWith("orders page 1: the records can't be told: none of data, items, ")
                .withMessageContaining("arrays at /shop/orders (2), /shop/a~1b/c (0) (members: shop, ok)")
                .withMessageEndingWith("set records to the right one");
    }

    @Test
    void a_missing_pointer_is_an_error_that_says_what_is_there() {
        refused("{\"data\":[1],\"error\":\"no\"}", Kind.NO_RECORDS, "records", "/items")
                .withMessage("orders page 1: there is nothing at /items; the answer has arrays at /data (1)"
                        + " (members: data, error); set records to the right one");
    }

    @Test
    void null_at_the_pointer_is_no_row() {
        assertThat(first("{\"items\":null}", "records", "/items").size()).isZero();
    }

    @Test
    void an_object_at_the_pointer_is_one_row() {
        Page page = first("{\"item\": {\"id\":3} }", "records", "/item");
        assertThat(page.layout()).isEqualTo(Page.Layout.SINGLE);
        assertThat(page.length()).isEqualTo("{\"id\":3}".length());
        assertThat(FakeApi.ids(page)).containsExactly(3);
    }

    @Test
    void the_empty_pointer_is_the_whole_answer_as_one_row() {
        assertThat(FakeApi.ids(first("{\"id\":3,\"data\":[]}", "records", ""))).containsExactly(3);
    }

    @Test
    void a_scalar_at_the_pointer_is_refused() {
        refused("{\"data\":\"none\"}", Kind.NO_RECORDS, "records", "/data")
                .withMessageContaining("there is \"none\" at /data, where an array of records");
    }

    @Test
    void a_pointer_goes_through_arrays() {
        assertThat(FakeApi.ids(first("[{\"pages\":1},[{\"id\":5}]]", "records", "/1")))
                .containsExactly(5);
    }

    @Test
    void a_pointer_reads_escaped_names() {
        assertThat(FakeApi.ids(first("{\"a/b\":{\"c~d\":[{\"id\":5}]}}", "records", "/a~1b/c~0d")))
                .containsExactly(5);
    }

    @Test
    void a_json_path_finds_the_array() {
        assertThat(FakeApi.ids(first("{\"a\":[{\"b\":[{\"id\":5},{\"id\":6}]}]}", "records", "$.a[0].b")))
                .containsExactly(5, 6);
    }

    @Test
    void the_matches_of_a_json_path_are_the_records() {
        String body = "{\"hits\":{\"hits\":[{\"_source\":{\"id\":1}},{\"_source\":{\"id\":2}}]}}";
        assertThat(FakeApi.ids(first(body, "records", "$.hits.hits[*]._source")))
                .containsExactly(1, 2);
    }

    @Test
    void a_json_path_that_matches_nothing_among_hits_is_an_empty_page() {
        assertThat(first("{\"hits\":{\"hits\":[]}}", "records", "$.hits.hits[*]._source")
                        .size())
                .isZero();
    }

    @Test
    void a_definite_json_path_without_a_match_is_an_error() {
        refused("{\"hits\":{}}", Kind.NO_RECORDS, "records", "$.hits.rows")
                .withMessageContaining("nothing at $.hits.rows");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 205, 304})
    void an_answer_without_content_is_an_empty_page(int status) {
        Pagination pagination = Walks.pagination("pagination", "none", "records", "/data");
        Answer answer = new Answer(URI.create("https://api.example/"), status, Headers.NONE, new byte[0]);
        assertThat(pagination.accept(answer).size()).isZero();
        assertThat(pagination.exhausted()).isTrue();
    }

    @Test
    void a_status_that_the_pull_ignores_is_an_empty_page() {
        Pagination pagination = Walks.pagination("pagination", "offset", "totalFrom", "/total");
        Walks.accept(pagination, "{\"data\":[1],\"total\":9}");
        Answer gone = new Answer(URI.create("https://api.example/"), 404, Headers.NONE, bytes("{\"message\":\"no\"}"));
        assertThat(pagination.accept(gone).size()).isZero();
        assertThat(pagination.stoppedBy()).isEqualTo("an empty page");
        assertThat(pagination.notes()).singleElement().asString().contains("after 1 rows, but the API said 9 in all");
    }

    @Test
    void records_found_before_let_null_be_an_empty_first_page() {
        PageSettings settings = Walks.settings("pagination", "none");
        assertThat(Walks.accept(Walks.pagination(settings, "/data"), "{\"data\":null}")
                        .size())
                .isZero();
        assertThat(Walks.accept(Walks.pagination(settings, "/x/y"), "{\"x\":{\"y\":null}}")
                        .size())
                .isZero();
        assertThat(Walks.accept(Walks.pagination(settings, "/x/y"), "{\"x\":{\"y\":[1]}}")
                        .size())
                .isEqualTo(1);
        assertThatExceptionOfType(PageException.class)
                .isThrownBy(() -> Walks.accept(Walks.pagination(settings, null), "{\"data\":null}"));
        assertThatExceptionOfType(PageException.class)
                .isThrownBy(() -> Walks.accept(Walks.pagination(settings, "/data"), "{\"error\":null}"));
    }

    @Test
    void an_empty_body_is_unreadable() {
        refused(" \n", Kind.UNREADABLE)
                .withMessage("orders page 1: the body is empty, with status 200; JSON was expected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"data\":[{\"id\":1},{\"id\"", "{\"data\":[1,2]", "[{\"a\":\"text", "{\"data\":[", "[1,2,3"})
    void truncated_json_says_that_it_was_cut(String body) {
        refused(body, Kind.UNREADABLE).withMessageContaining("the answer was cut short");
    }

    @Property(tries = 300)
    void no_beginning_of_an_answer_passes_for_the_whole(@ForAll @IntRange(max = 200) int length) {
        String whole =
                "{\"total\":12,\"data\":[{\"id\":1,\"name\":\"Zoë \\\" \\u00e9\",\"tags\":[true,null,-1.5e3]},{}],"
                        + "\"next\":{\"cursor\":\"a]}\"},\"more\":false}";
        byte[] cut = Arrays.copyOf(bytes(whole), Math.min(length, bytes(whole).length - 1));
        assertThatExceptionOfType(PageException.class)
                .isThrownBy(() -> Walks.pagination("pagination", "none").accept(answer(cut, "text/json")))
                .matches(PageException::retryable);
        assertThat(first(whole).size()).isEqualTo(2);
    }

    @Test
    void broken_json_shows_its_place_and_beginning() {
        refused("{\"data\":[1,,2]}", Kind.UNREADABLE)
                .withMessageContaining("not JSON (its Content-Type says text/json)")
                .withMessageContaining("(byte 1")
                .withMessageEndingWith("it begins with: {\"data\":[1,,2]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1] [2]", "{\"data\":[]}x", "[1]\n{\"a\":1}"})
    void a_body_that_goes_on_after_its_value_is_unreadable(String body) {
        refused(body, Kind.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<!doctype html>\n", "<html>", "\uFEFF  <!DOCTYPE HTML PUBLIC \"x\">", "<!-- a --><HTML lang=en>"
            })
    void html_is_recognised_and_its_title_shown(String begin) {
        refused(begin + "<head><title>\n Sign  in</title></head>", Kind.UNREADABLE)
                .withMessageContaining("the body is an HTML page, titled \"Sign in\", with status 200");
    }

    @Test
    void json_that_holds_xml_says_so() {
        refused("\"<?xml version=\\\"1.0\\\"?><a/>\"", Kind.FORMAT)
                .withMessageContaining("the JSON holds XML in a string at the top level: <?xml version");
        refused("{\"d\":\"<orders/>\"}", Kind.FORMAT, "records", "/d").withMessageContaining("at /d: <orders/>");
    }

    @Test
    void json_that_holds_json_in_a_string_says_so() {
        refused("{\"d\":\"[{\\\"id\\\":1}]\"}", Kind.FORMAT, "records", "/d")
                .withMessageContaining("the JSON holds JSON in a string at /d");
    }

    @Test
    void a_declared_charset_is_read() {
        byte[] latin = "{\"data\":[{\"id\":1,\"é\":\"ü\"}]}".getBytes(StandardCharsets.ISO_8859_1);
        Page page = Walks.pagination("pagination", "none").accept(answer(latin, "text/json; charset=\"ISO-8859-1\""));
        assertThat(FakeApi.ids(page)).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
    void wide_encodings_are_read(String charset) {
        byte[] wide = "{\"data\":[{\"id\":1},{\"id\":2}]}".getBytes(Charset.forName(charset));
        assertThat(FakeApi.ids(Walks.pagination("pagination", "none").accept(answer(wide, "text/json"))))
                .containsExactly(1, 2);
    }

    @Test
    void a_byte_order_mark_is_passed_over() {
        assertThat(FakeApi.ids(first("\uFEFF{\"data\": [{\"id\":1},{\"id\":2}] , \"é\":1}")))
                .containsExactly(1, 2);
    }

    @Test
    void the_error_place_comes_before_missing_records() {
        refused("{\"errors\":[{\"message\":\"bad\"}],\"data\":null}", Kind.API_ERROR, "errorFrom", "/errors")
                .withMessage("orders page 1: the API says an error at /errors: [{\"message\":\"bad\"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "false", "\"\"", "[]", "{}", "0"})
    void nothing_at_the_error_place_is_no_error(String nothing) {
        assertThat(first("{\"data\":[1],\"error\":" + nothing + "}", "errorFrom", "/error")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void a_retryable_failure_leaves_the_walk_where_it_was() {
        Pagination pagination = Walks.pagination("pagination", "cursor");
        assertThatExceptionOfType(PageException.class)
                .isThrownBy(() -> Walks.accept(pagination, "{\"data\":[1],\"next_cursor\":\"a\""))
                .matches(PageException::retryable);
        assertThat(Walks.accept(pagination, "{\"data\":[1],\"next_cursor\":\"a\"}")
                        .number())
                .isEqualTo(1);
        assertThat(pagination.pages()).isEqualTo(1);
    }

    @Test
    void a_wanted_value_may_contain_another_and_the_records() {
        Pagination pagination = Walks.pagination(
                "records", "/data/rows", "pagination", "cursor", "cursorFrom", "/data/next", "totalFrom", "/data/n");
        assertThat(Walks.accept(pagination, "{\"data\":{\"n\":\"20\",\"next\":17,\"rows\":[{\"id\":1}]}}")
                        .size())
                .isEqualTo(1);
        assertThat(FakeApi.parameter(Objects.requireNonNull(pagination.request()), "cursor", ""))
                .isEqualTo("17");
    }

    private static Page first(String body, String... settings) {
        return Walks.accept(Walks.pagination(none(settings)), body);
    }

    private static ThrowableAssertAlternative<PageException> refused(String body, Kind kind, String... settings) {
        Pagination pagination = Walks.pagination(none(settings));
        return assertThatExceptionOfType(PageException.class)
                .isThrownBy(() -> pagination.accept(answer(bytes(body), "text/json")))
                .matches(e -> e.kind() == kind, "kind " + kind);
    }

    private static String[] none(String... settings) {
        String[] all = new String[settings.length + 2];
        System.arraycopy(settings, 0, all, 2, settings.length);
        all[0] = "pagination";
        all[1] = "none";
        return all;
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private static Answer answer(byte[] body, String type) {
        return new Answer(
                URI.create("https://api.example/v1/orders"),
                200,
                new Headers(List.of(new NameValue("content-type", type))),
                body);
    }
}
