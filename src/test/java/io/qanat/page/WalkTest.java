package io.qanat.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.qanat.page.PageException.Kind;
import io.qanat.settings.NameValue;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a walk stops, when it refuses to go on, and what it asks for. */
class WalkTest {

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"next_cursor\":null", ",\"next_cursor\":\"\"", ",\"next_cursor\":false"})
    void no_cursor_is_the_end(String member) {
        Pagination pagination = Walks.pagination("pagination", "cursor");
        Walks.accept(pagination, "{\"data\":[{\"id\":1}]" + member + "}");
        assertThat(pagination.request()).isNull();
        assertThat(pagination.stoppedBy()).isEqualTo("no next cursor at /next_cursor");
    }

    @Test
    void an_empty_page_with_a_cursor_is_not_the_end() {
        Pagination pagination = Walks.pagination("pagination", "cursor");
        Walks.accept(pagination, "{\"data\":[],\"next_cursor\":\"b\"}");
        assertThat(next(pagination, "cursor")).isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "\"false\"", "\"False\"", "0", "\"0\"", "\"no\""})
    void has_more_false_is_the_end(String no) {
        Pagination pagination = Walks.pagination("pagination", "cursor", "hasMoreFrom", "/has_more");
        Walks.accept(pagination, "{\"data\":[1],\"next_cursor\":\"b\",\"has_more\":" + no + "}");
        assertThat(pagination.stoppedBy()).isEqualTo("no more at /has_more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "\"true\"", "1", "\"1\"", "250"})
    void has_more_true_goes_on(String yes) {
        Pagination pagination = Walks.pagination("pagination", "offset", "hasMoreFrom", "/has_more");
        Walks.accept(pagination, "{\"data\":[1],\"has_more\":" + yes + "}");
        assertThat(next(pagination, "offset")).isEqualTo("1");
    }

    @Test
    void has_more_that_is_neither_is_refused() {
        refused(Kind.PAGING, "{\"data\":[1],\"more\":\"maybe\"}", "pagination", "offset", "hasMoreFrom", "/more")
                .withMessage("orders page 1: there is \"maybe\" at /more, where true or false was expected");
    }

    @Test
    void has_more_true_without_a_way_on_is_refused() {
        refused(Kind.PAGING, "{\"data\":[1],\"more\":true}", "pagination", "cursor", "hasMoreFrom", "/more")
                .withMessageStartingWith("orders page 1: there is no next cursor at /next_cursor, but the answer says")
                .withMessageContaining("hasMoreFrom");
        refused(Kind.PAGING, "{\"data\":[],\"more\":true}", "pagination", "offset", "hasMoreFrom", "/more")
                .withMessageContaining("an empty page, but the answer says that there is more");
    }

    @Test
    void done_is_the_end() {
        Pagination pagination = Walks.pagination("pagination", "offset", "doneFrom", "/done");
        Walks.accept(pagination, "{\"data\":[1],\"done\":true}");
        assertThat(pagination.stoppedBy()).isEqualTo("done at /done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "\"2\"", "2.0", "\" 2 \""})
    void the_total_is_the_end(String total) {
        Pagination pagination = Walks.pagination("pagination", "page", "totalFrom", "/total");
        Walks.accept(pagination, "{\"data\":[1,2],\"total\":" + total + "}");
        assertThat(pagination.stoppedBy()).isEqualTo("total of 2 reached");
    }

    @Test
    void a_total_that_only_the_first_answer_tells_is_kept() {
        Pagination pagination = Walks.pagination("pagination", "offset", "totalFrom", "/total");
        Walks.accept(pagination, "{\"data\":[1,2],\"total\":3}");
        Walks.accept(pagination, "{\"data\":[3]}");
        assertThat(pagination.stoppedBy()).isEqualTo("total of 3 reached");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "-1", "\"\""})
    void an_unknown_total_stops_nothing(String total) {
        Pagination pagination = Walks.pagination("pagination", "offset", "totalFrom", "/total");
        Walks.accept(pagination, "{\"data\":[1,2],\"total\":" + total + "}");
        assertThat(pagination.request()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"many\"", "{\"value\":2}", "1.5", "true"})
    void a_total_that_is_no_whole_number_is_refused(String total) {
        refused(Kind.PAGING, "{\"data\":[1],\"total\":" + total + "}", "pagination", "offset", "totalFrom", "/total")
                .withMessageContaining("at /total, where a whole number was expected");
    }

    @Test
    void a_total_below_the_page_s_own_rows_is_refused() {
        refused(Kind.PAGING, "{\"data\":[1,2],\"total\":0}", "pagination", "offset", "totalFrom", "/total")
                .withMessageContaining("the total of 0 at /total is less than the 2 rows of this page");
    }

    @Test
    void a_total_from_a_header_counts() {
        Pagination pagination = Walks.pagination("pagination", "offset", "totalFrom", "header:X-Total-Count");
        pagination.accept(FakeApi.answer("[1,2]", new NameValue("x-total-count", "2")));
        assertThat(pagination.stoppedBy()).isEqualTo("total of 2 reached");
    }

    @Test
    void a_short_page_is_not_the_end_where_the_total_says_more() {
        Pagination pagination = Walks.pagination("pagination", "offset", "pageSize", "100", "totalFrom", "/total");
        Walks.accept(pagination, "{\"data\":[1,2],\"total\":3}");
        assertThat(next(pagination, "offset")).isEqualTo("2");
    }

    @Test
    void an_empty_page_before_the_total_is_refused() {
        Pagination pagination = Walks.pagination("pagination", "offset", "totalFrom", "/total");
        Walks.accept(pagination, "{\"data\":[1,2],\"total\":9}");
        assertThatExceptionOfType(PageException.class)
                .isThrownBy(() -> Walks.accept(pagination, "{\"data\":[],\"total\":9}"))
                .withMessageStartingWith("orders page 2: there is an empty page, but only 2 of 9 rows have come");
    }

    @Test
    void an_empty_page_before_the_last_page_number_is_not_the_end() {
        Pagination pagination = Walks.pagination("pagination", "page", "totalPagesFrom", "/pages");
        Walks.accept(pagination, "{\"data\":[],\"pages\":2}");
        assertThat(next(pagination, "page")).isEqualTo("2");
        Walks.accept(pagination, "{\"data\":[],\"pages\":2}");
        assertThat(pagination.stoppedBy()).isEqualTo("last of 2 pages");
    }

    @Test
    void page_numbers_end_with_the_link_header() {
        Pagination pagination = Walks.pagination("pagination", "page");
        pagination.accept(FakeApi.answer("[1]", new NameValue("Link", "</?page=2>; rel=next, </?page=2>; rel=last")));
        pagination.accept(FakeApi.answer("[2]", new NameValue("Link", "</?page=1>; rel=prev, </?page=1>; rel=first")));
        assertThat(pagination.stoppedBy()).isEqualTo("no next in the Link header");
    }

    @Test
    void a_limit_of_pages_ends_the_walk_and_says_so() {
        Pagination pagination = Walks.pagination("pagination", "offset", "maxPages", "1");
        Walks.accept(pagination, "[1,2]");
        assertThat(pagination.limited()).isTrue();
        assertThat(pagination.stoppedBy()).isEqualTo("maxPages of 1 reached");
    }

    @Test
    void a_limit_that_falls_on_the_end_is_no_limit() {
        Pagination pagination =
                Walks.pagination("pagination", "offset", "maxPages", "1", "maxRecords", "2", "totalFrom", "/total");
        Walks.accept(pagination, "{\"data\":[1,2],\"total\":2}");
        assertThat(pagination.limited()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,3", "4,3"})
    void a_limit_of_records_within_a_page_cuts_it(int limit, int rows) {
        Pagination pagination = Walks.pagination("pagination", "none", "maxRecords", String.valueOf(limit));
        Page page = Walks.accept(pagination, "{\"data\":[ {\"id\":1} ,{\"id\":2}, {\"id\":3} ],\"x\":[]}");
        assertThat(FakeApi.ids(page)).hasSize(rows).startsWith(1);
        assertThat(page.size()).isEqualTo(rows);
        assertThat(pagination.limited()).isEqualTo(limit < 3);
    }

    @Test
    void a_cut_within_text_records_keeps_whole_records() {
        Pagination pagination = Walks.pagination("pagination", "none", "maxRecords", "2");
        Page page = Walks.accept(pagination, "[\"a,]\", \"b\", \"c\"]");
        assertThat(page.stream()).hasContent("[\"a,]\", \"b\"]");
    }

    @Test
    void a_cursor_that_came_before_is_a_loop() {
        Pagination pagination = Walks.pagination("pagination", "cursor");
        Walks.accept(pagination, "{\"data\":[1],\"next_cursor\":\"a\"}");
        Walks.accept(pagination, "{\"data\":[2],\"next_cursor\":\"b\"}");
        loop(pagination, "{\"data\":[3],\"next_cursor\":\"a\"}", "orders page 3: a loop: the cursor \"a\" came before");
    }

    @Test
    void the_cursor_of_the_first_request_counts_for_loops() {
        Pagination pagination = Walks.pagination("pagination", "cursor", "query", "cursor=*; x=1");
        loop(pagination, "{\"data\":[],\"next_cursor\":\"*\"}", "the cursor \"*\" came before");
    }

    @Test
    void a_next_url_that_came_before_is_a_loop() {
        Pagination pagination = Walks.pagination("pagination", "next");
        Walks.accept(pagination, "{\"data\":[1],\"next\":\"/a\"}");
        loop(pagination, "{\"data\":[1],\"next\":\"https://api.example/a#x\"}", "the URL \"https://api.example/a\"");
    }

    @Test
    void a_next_url_to_the_first_page_is_a_loop() {
        Pagination pagination = Walks.pagination("pagination", "next", "query", "q=1");
        loop(pagination, "{\"data\":[1],\"next\":\"?q=1\"}", "the URL \"https://api.example/v1/orders?q=1\"");
    }

    @Test
    void a_last_id_that_came_before_is_a_loop() {
        Pagination pagination = Walks.pagination("pagination", "last-id");
        Walks.accept(pagination, "[{\"id\":\"x\"}]");
        loop(pagination, "[{\"id\":\"x\"}]", "the id \"x\" came before");
    }

    @Test
    void a_continue_token_that_came_before_is_a_loop() {
        Pagination pagination = Walks.pagination("pagination", "continue");
        Walks.accept(pagination, "{\"data\":[1],\"continue\":{\"a\":1}}");
        loop(pagination, "{\"data\":[2],\"continue\":{\"a\":1}}", "the continue token \"{\"a\":1}\" came before");
    }

    @ParameterizedTest
    @ValueSource(strings = {"offset", "page"})
    void the_same_records_again_are_a_loop(String style) {
        Pagination pagination = Walks.pagination("pagination", style);
        Walks.accept(pagination, "{\"data\":[1],\"time\":1}");
        Walks.accept(pagination, "{\"data\":[2],\"time\":2}");
        loop(pagination, "{\"time\":3,\"data\":[1]}", "a loop: its 1 records are the same, byte for byte");
    }

    @Test
    void a_changed_total_is_noted_once_per_change() {
        Pagination pagination = Walks.pagination("pagination", "offset", "totalFrom", "/total");
        Walks.accept(pagination, "{\"data\":[1,2],\"total\":9}");
        assertThat(pagination.notes()).isEmpty();
        Walks.accept(pagination, "{\"data\":[3,4],\"total\":10}");
        assertThat(pagination.notes())
                .containsExactly("orders page 2: the total changed from 9 to 10: records were added or removed while"
                        + " pulling, so some may be missing or come twice");
        Walks.accept(pagination, "{\"data\":[5,6],\"total\":10}");
        assertThat(pagination.notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"offset, 3", "offset, -3", "page, 3", "page, -3"})
    void rows_inserted_or_deleted_between_pages_are_noticed_and_the_walk_ends(String style, int change) {
        FakeApi[] api = new FakeApi[1];
        api[0] = new FakeApi(20, 5, (served, response) -> response.body.put("total", api[0].ids.size()));
        Pagination pagination = Walks.pagination("pagination", style, "totalFrom", "/total");
        Walks.ids(pagination, request -> {
            long from = FakeApi.number(request, "offset", 0) + (FakeApi.number(request, "page", 1) - 1) * 5;
            Answer answer = api[0].serve(request, from, 5);
            if (api[0].requests.size() == 2) {
                change(api[0].ids, change);
            }
            return answer;
        });
        assertThat(pagination.notes())
                .first()
                .asString()
                .contains("page 3: the total changed from 20 to " + (20 + change));
        assertThat(pagination.rows()).isEqualTo(20 + change);
    }

    private static void change(List<Integer> ids, int change) {
        for (int i = 0; i < Math.abs(change); i++) {
            if (change > 0) {
                ids.add(0, 100 + i);
            } else {
                ids.remove(0);
            }
        }
    }

    @Test
    void the_same_answers_give_the_same_requests() {
        PageSettings settings = Walks.settings("pagination", "auto");
        List<String> bodies = List.of(
                "{\"data\":[1],\"next_cursor\":\"a\"}", "{\"data\":[2],\"next_cursor\":\"b\"}", "{\"data\":[]}");
        assertThat(queries(settings, bodies))
                .isEqualTo(queries(settings, bodies))
                .containsExactly("[]", "[NameValue[name=cursor, value=a]]", "[NameValue[name=cursor, value=b]]");
    }

    private static List<String> queries(PageSettings settings, List<String> bodies) {
        Pagination pagination = Walks.pagination(settings, null);
        return bodies.stream()
                .map(body -> {
                    String query = String.valueOf(
                            Objects.requireNonNull(pagination.request()).query());
                    Walks.accept(pagination, body);
                    return query;
                })
                .toList();
    }

    @Test
    void an_answer_after_the_end_is_refused() {
        Pagination pagination = Walks.pagination("pagination", "none");
        Walks.accept(pagination, "[]");
        assertThatIllegalStateException()
                .isThrownBy(() -> pagination.accept(FakeApi.answer("[]")))
                .withMessageContaining("orders: the walk has ended (pagination=none)");
    }

    @Test
    void a_next_url_is_used_as_it_stands_with_its_own_query() {
        Pagination pagination =
                Walks.pagination("pagination", "next", "pageSize", "5", "pageSizeParam", "n", "query", "n2=x; q=a b");
        assertThat(Objects.requireNonNull(pagination.request()).query()).contains(new NameValue("n", "5"));
        Walks.accept(pagination, "{\"data\":[1],\"next\":\"https://api.example:8443/v2/orders?q=a%20b&c=%2B|x#frag\"}");
        PageRequest next = Objects.requireNonNull(pagination.request());
        assertThat(next.target()).isEqualTo("https://api.example:8443/v2/orders?q=a%20b&c=%2B%7Cx");
        assertThat(next.query()).isEmpty();
        assertThat(next.absolute()).isTrue();
    }

    @Test
    void a_next_object_with_href_is_followed() {
        Pagination pagination = Walks.pagination("pagination", "next", "nextFrom", "/_links/next");
        Walks.accept(pagination, "{\"data\":[1],\"_links\":{\"next\":{\"href\":\"/v1/orders?page=2\"}}}");
        assertThat(Objects.requireNonNull(pagination.request()).target())
                .isEqualTo("https://api.example/v1/orders?page=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"abc\"", "[\"/a\"]", "{\"url\":\"/a\"}"})
    void a_next_that_is_no_url_is_refused_or_absent(String value) {
        Pagination pagination = Walks.pagination("pagination", "next");
        if (value.startsWith("{")) {
            Walks.accept(pagination, "{\"data\":[1],\"next\":" + value + "}");
            assertThat(pagination.notes()).singleElement().asString().contains("/next is {\"url\":\"/a\"}");
            return;
        }
        assertThatExceptionOfType(PageException.class)
                .isThrownBy(() -> Walks.accept(pagination, "{\"data\":[1],\"next\":" + value + "}"))
                .withMessageContaining("at /next, where a URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://api.example/x", "javascript:alert(1)//x", "http:///x"})
    void a_next_url_of_another_kind_is_refused(String url) {
        refused(Kind.PAGING, "{\"data\":[1],\"next\":\"" + url + "\"}", "pagination", "next")
                .withMessageContaining("the next link can't be followed: \"" + url + "\" is no http or https URL");
    }

    @Test
    void a_misspelt_cursor_place_is_noted_where_the_answer_shows_more() {
        Pagination pagination = Walks.pagination("pagination", "cursor", "cursorFrom", "/nextcursor");
        Walks.accept(pagination, "{\"data\":[1],\"next_cursor\":\"b\"}");
        assertThat(pagination.notes())
                .containsExactly("orders page 1: cursor: /nextcursor is sent as cursor shows no further page, but"
                        + " /next_cursor is \"b\"; check the pull's paging parameters");
    }

    @Test
    void a_cursor_of_several_parts_goes_into_a_body_as_it_is() {
        Pagination pagination = Walks.pagination(
                "pagination",
                "cursor",
                "method",
                "POST",
                "pageIn",
                "body",
                "cursorParam",
                "search_after",
                "cursorFrom",
                "$.hits.hits[-1].sort",
                "records",
                "/hits/hits",
                "body",
                "{\"size\":2}");
        Walks.accept(
                pagination, "{\"hits\":{\"hits\":[{\"sort\":[1,\"a\"]},{\"sort\":[12345678901234567890,\"b\"]}]}}");
        assertThat(new String(
                        Objects.requireNonNull(pagination.request()).body(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"size\":2,\"search_after\":[12345678901234567890,\"b\"]}");
        Walks.accept(pagination, "{\"hits\":{\"hits\":[]}}");
        assertThat(pagination.exhausted()).isTrue();
    }

    @Test
    void a_cursor_of_several_parts_cannot_go_into_a_query() {
        refused(Kind.PAGING, "{\"data\":[1],\"next_cursor\":[1,2]}", "pagination", "cursor")
                .withMessageContaining("there is [1,2] at /next_cursor, where a cursor (text or number) was expected");
    }

    @Test
    void the_offset_of_the_query_is_where_the_walk_begins() {
        Pagination pagination = Walks.pagination(
                "pagination", "offset", "offsetParam", "startIndex", "query", "startIndex=1", "totalFrom", "/total");
        Walks.accept(pagination, "{\"data\":[1,2],\"total\":3}");
        assertThat(next(pagination, "startIndex")).isEqualTo("3");
        Walks.accept(pagination, "{\"data\":[3],\"total\":3}");
        assertThat(pagination.stoppedBy()).isEqualTo("total of 3 reached");
    }

    @Test
    void a_last_record_without_id_is_refused() {
        refused(Kind.PAGING, "[{\"key\":1}]", "pagination", "last-id")
                .withMessageContaining("the last record has no id at /id; set idFrom");
    }

    @Test
    void the_last_record_s_id_may_be_a_large_number_deep_in_it() {
        Pagination pagination = Walks.pagination("pagination", "last-id", "idFrom", "/a/id");
        Walks.accept(pagination, "[{\"a\":{\"id\":1}}, {\"a\":{\"id\":12345678901234567890}} ]");
        assertThat(next(pagination, "starting_after")).isEqualTo("12345678901234567890");
    }

    @ParameterizedTest
    @ValueSource(strings = {"offset", "page"})
    void pages_are_foreseen_by_the_first_page_s_rows_and_the_total(String style) {
        Pagination pagination = Walks.pagination("pagination", style, "pageSize", "9", "totalFrom", "/total");
        assertThat(pagination.foreseen(1)).isNull();
        Walks.accept(pagination, "{\"data\":[1,2],\"total\":7}");
        PageRequest third = Objects.requireNonNull(pagination.foreseen(1));
        PageRequest fourth = Objects.requireNonNull(pagination.foreseen(2));
        assertThat(pagination.foreseen(3)).isNull();
        Walks.accept(pagination, "{\"data\":[3,4],\"total\":7}");
        assertThat(Objects.requireNonNull(pagination.request()).same(third)).isTrue();
        Walks.accept(pagination, "{\"data\":[5],\"total\":7}");
        assertThat(Objects.requireNonNull(pagination.request()).same(fourth)).isEqualTo(style.equals("page"));
    }

    @ParameterizedTest
    @CsvSource({"maxPages, 2", "maxRecords, 4"})
    void nothing_is_foreseen_beyond_a_limit(String limit, String most) {
        Pagination pagination = Walks.pagination("pagination", "page", "totalFrom", "/total", limit, most);
        Walks.accept(pagination, "{\"data\":[1,2],\"total\":9}");
        assertThat(pagination.request()).isNotNull();
        assertThat(pagination.foreseen(1)).isNull();
    }

    @Test
    void a_cursor_cannot_be_foreseen() {
        Pagination pagination = Walks.pagination("pagination", "cursor", "totalFrom", "/total");
        Walks.accept(pagination, "{\"data\":[1,2],\"total\":7,\"next_cursor\":\"a\"}");
        assertThat(pagination.foreseen(1)).isNull();
    }

    private static String next(Pagination pagination, String parameter) {
        return FakeApi.parameter(Objects.requireNonNull(pagination.request()), parameter, "none");
    }

    private static void loop(Pagination pagination, String body, String message) {
        assertThatExceptionOfType(PageException.class)
                .isThrownBy(() -> Walks.accept(pagination, body))
                .withMessageContaining(message)
                .matches(e -> e.kind() == Kind.LOOP);
    }

    private static ThrowableAssertAlternative<PageException> refused(Kind kind, String body, String... settings) {
        return assertThatExceptionOfType(PageException.class)
                .isThrownBy(() -> Walks.accept(Walks.pagination(settings), body))
                .matches(e -> e.kind() == kind, "kind " + kind);
    }
}
