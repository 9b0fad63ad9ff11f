package io.qanat.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qanat.settings.NameValue;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code pagination=auto} makes of the first answers of well-known APIs. */
class AutoTest {

    @Test
    void github_s_link_header() {
        Pagination pagination = first(
                "[{\"id\":1}]",
                new NameValue(
                        "Link",
                        "<https://api.github.com/repositories/1/issues?page=2>; rel=\"next\", "
                                + "<https://api.github.com/repositories/1/issues?page=7>; rel=\"last\""));
        assertUrl(pagination, "https://api.github.com/repositories/1/issues?page=2", "link: the Link header's next");
    }

    @Test
    void shopify_s_link_header() {
        Pagination pagination = first(
                "{\"orders\":[{\"id\":1}]}",
                new NameValue("link", "<https://shop.example/admin/orders.json?limit=50&page_info=abc>; rel=next"));
        assertUrl(pagination, "https://shop.example/admin/orders.json?limit=50&page_info=abc", "link: ");
    }

    @Test
    void stripe_s_list_object() {
        Pagination pagination = first(
                "{\"object\":\"list\",\"url\":\"/v1/charges\",\"has_more\":true,\"data\":[{\"id\":\"ch_1\"},{\"id\":\"ch_2\"}]}");
        assertQuery(pagination, "starting_after", "ch_2", "last-id: ");
        Walks.accept(pagination, "{\"object\":\"list\",\"has_more\":false,\"data\":[{\"id\":\"ch_3\"}]}");
        assertThat(pagination.stoppedBy()).isEqualTo("no more at /has_more");
    }

    @Test
    void slack_s_response_metadata() {
        Pagination pagination = firstOf(
                "/members",
                "{\"ok\":true,\"members\":[{\"id\":1}],\"response_metadata\":{\"next_cursor\":\"dXNlcjo=\"}}");
        assertQuery(pagination, "cursor", "dXNlcjo=", "cursor: /response_metadata/next_cursor is sent as cursor");
        Walks.accept(pagination, "{\"members\":[{\"id\":2}],\"response_metadata\":{\"next_cursor\":\"\"}}");
        assertThat(pagination.exhausted()).isTrue();
    }

    @Test
    void media_wiki_s_continue() {
        Pagination pagination = firstOf(
                "/query/pages",
                "{\"continue\":{\"gapcontinue\":\"B\",\"continue\":\"gapcontinue||\"},\"query\":{\"pages\":[{\"id\":1}]}}");
        assertQuery(pagination, "gapcontinue", "B", "continue: ");
        Walks.accept(pagination, "{\"batchcomplete\":true,\"query\":{\"pages\":[{\"id\":2}]}}");
        assertThat(pagination.exhausted()).isTrue();
    }

    @Test
    void odata_s_next_link() {
        assertUrl(
                first(
                        "{\"@odata.count\":9,\"value\":[{\"id\":1}],\"@odata.nextLink\":\"https://api.example/v1/o?$skip=1\"}"),
                "https://api.example/v1/o?$skip=1",
                "next: the URL at /@odata.nextLink");
    }

    @Test
    void json_api_s_links() {
        assertUrl(
                first("{\"data\":[{\"id\":1}],\"links\":{\"self\":\"/a\",\"next\":\"/v1/orders?page[cursor]=b\"}}"),
                "https://api.example/v1/orders?page[cursor]=b",
                "next: the URL at /links/next");
    }

    @Test
    void hal_s_links() {
        assertUrl(
                firstOf(
                        "/_embedded/orders",
                        "{\"_embedded\":{\"orders\":[{\"id\":1}]},\"_links\":{\"next\":{\"href\":\"?page=2\"}}}"),
                "https://api.example/v1/orders?page=2",
                "next: the URL at /_links/next");
    }

    @Test
    void google_s_page_token() {
        assertQuery(
                first("{\"items\":[{\"id\":1}],\"nextPageToken\":\"t\"}"), "pageToken", "t", "cursor: /nextPageToken");
    }

    @Test
    void zendesk_s_next_page() {
        Pagination pagination = firstOf(
                "/tickets", "{\"tickets\":[{\"id\":1}],\"next_page\":\"https://x.example/t.json?page=2\",\"count\":2}");
        assertUrl(pagination, "https://x.example/t.json?page=2", "next: the URL at /next_page");
        Walks.accept(pagination, "{\"tickets\":[{\"id\":2}],\"next_page\":null,\"count\":2}");
        assertThat(pagination.exhausted()).isTrue();
    }

    @Test
    void django_s_next() {
        assertUrl(
                first(
                        "{\"count\":2,\"next\":\"http://api.example/v1/orders?page=2\",\"previous\":null,\"results\":[{\"id\":1}]}"),
                "http://api.example/v1/orders?page=2",
                "next: the URL at /next");
    }

    @Test
    void salesforce_s_next_records_url() {
        assertUrl(
                first(
                        "{\"totalSize\":2,\"done\":false,\"nextRecordsUrl\":\"/services/data/query/01g-2000\",\"records\":[{\"id\":1}]}"),
                "https://api.example/services/data/query/01g-2000",
                "next: the URL at /nextRecordsUrl");
    }

    @Test
    void facebook_s_paging_next() {
        assertUrl(
                first(
                        "{\"data\":[{\"id\":1}],\"paging\":{\"cursors\":{\"after\":\"a\"},\"next\":\"https://graph.example/x?after=a\"}}"),
                "https://graph.example/x?after=a",
                "next: the URL at /paging/next");
    }

    @Test
    void hub_spot_s_after() {
        assertQuery(
                first("{\"results\":[{\"id\":1}],\"paging\":{\"next\":{\"after\":\"394\"}}}"),
                "after",
                "394",
                "cursor: /paging/next/after");
    }

    @Test
    void jira_s_start_at() {
        Pagination pagination =
                firstOf("/issues", "{\"startAt\":0,\"maxResults\":1,\"total\":2,\"issues\":[{\"id\":1}]}");
        assertQuery(pagination, "startAt", "1", "offset: startAt grows");
        Walks.accept(pagination, "{\"startAt\":1,\"maxResults\":1,\"total\":2,\"issues\":[{\"id\":2}]}");
        assertThat(pagination.stoppedBy()).isEqualTo("total of 2 reached");
    }

    @Test
    void spring_s_page_from_zero() {
        Pagination pagination = firstOf(
                "/content",
                "{\"content\":[{\"id\":1}],\"number\":0,\"totalPages\":2,\"totalElements\":2,\"last\":false}");
        assertQuery(pagination, "page", "1", "page: page counts from 0");
        Walks.accept(pagination, "{\"content\":[{\"id\":2}],\"number\":1,\"totalPages\":2,\"last\":true}");
        assertThat(pagination.stoppedBy()).isEqualTo("last of 2 pages");
    }

    @Test
    void page_and_total_pages_under_meta() {
        assertQuery(
                first("{\"data\":[{\"id\":1}],\"meta\":{\"current_page\":1,\"last_page\":3,\"total\":3}}"),
                "page",
                "2",
                "page: page counts from 1");
    }

    @Test
    void git_lab_s_headers() {
        assertQuery(
                first("[{\"id\":1}]", new NameValue("X-Page", "1"), new NameValue("X-Total-Pages", "2")),
                "page",
                "2",
                "page: ");
    }

    @Test
    void one_page_where_nothing_hints_at_more() {
        Pagination pagination = first("{\"data\":[{\"id\":1}],\"next\":null,\"total\":1,\"has_more\":false}");
        assertThat(pagination.exhausted()).isTrue();
        assertThat(pagination.recognised()).isEqualTo("one page: the first answer shows no further page");
        assertThat(pagination.limited()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"has_more\":true",
                "\"hasMore\":\"true\"",
                "\"total\":2",
                "\"meta\":{\"total_count\":\"2\"}",
                "\"total_pages\":2",
                "\"next\":2",
                "\"next\":\"abc\"",
                "\"next_page\":2",
                "\"done\":false",
                "\"next_cursor\":{\"a\":1}",
                "\"pageInfo\":{\"hasNextPage\":true}",
                "\"next_cursor\":null,\"has_more\":true",
            })
    void a_hint_that_cannot_be_followed_is_refused(String member) {
        assertThatExceptionOfType(PageException.class)
                .isThrownBy(() -> first("{\"data\":[{\"id\":1}]," + member + "}"))
                .withMessageStartingWith("orders page 1: how to get the next page can't be told from the answer, but")
                .withMessageContaining("set pagination to offset, page, cursor");
    }

    @Test
    void elasticsearch_s_hits_are_refused_with_their_total() {
        assertThatExceptionOfType(PageException.class)
                .isThrownBy(
                        () -> firstOf("/hits/hits", "{\"hits\":{\"total\":{\"value\":2},\"hits\":[{\"_id\":\"a\"}]}}"))
                .withMessageContaining("/hits/total/value is 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Total-Count: 2", "X-WP-TotalPages: 3", "Content-Range: items 0-0/2"})
    void a_header_that_says_more_is_a_hint(String header) {
        String[] parts = header.split(": ", 2);
        assertThatExceptionOfType(PageException.class)
                .isThrownBy(() -> first("[{\"id\":1}]", new NameValue(parts[0], parts[1])))
                .withMessageContaining("there seems to be one");
    }

    @Test
    void a_full_page_is_a_hint() {
        Pagination pagination = Walks.pagination("pageSize", "2", "pageSizeParam", "limit");
        assertThatExceptionOfType(PageException.class)
                .isThrownBy(() -> Walks.accept(pagination, "[1,2]"))
                .withMessageContaining("the page is full (2 rows)");
    }

    @Test
    void a_count_of_the_page_s_own_rows_is_not_taken_for_the_total() {
        assertThatExceptionOfType(PageException.class)
                .isThrownBy(() -> first("{\"offset\":0,\"limit\":2,\"count\":2,\"data\":[1,2]}"))
                .withMessageContaining("the page is full (2 rows)");
        assertQuery(first("{\"offset\":0,\"limit\":2,\"count\":3,\"data\":[1,2]}"), "offset", "2", "offset: ");
        assertThat(first("{\"offset\":0,\"limit\":3,\"count\":2,\"data\":[1,2]}")
                        .exhausted())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"total\":2", "\"next\":null", "\"has_more\":false", "\"next_cursor\":\"\"", "\"pages\":1"})
    void a_full_page_that_is_said_to_be_the_last_is_one_page(String member) {
        assertThat(first("{\"limit\":2,\"data\":[1,2]," + member + "}").exhausted())
                .isTrue();
    }

    @Test
    void has_more_beside_a_cursor_ends_the_walk() {
        Pagination pagination = first("{\"data\":[{\"id\":1}],\"has_more\":true,\"next_cursor\":\"a\"}");
        Walks.accept(pagination, "{\"data\":[{\"id\":2}],\"has_more\":false,\"next_cursor\":\"b\"}");
        assertThat(pagination.stoppedBy()).isEqualTo("no more at /has_more");
    }

    @Test
    void an_api_that_ignores_a_guessed_parameter_is_a_loop() {
        Pagination pagination = firstOf("/issues", "{\"startAt\":0,\"total\":2,\"issues\":[{\"id\":1}]}");
        assertThatExceptionOfType(PageException.class)
                .isThrownBy(() -> Walks.accept(pagination, "{\"startAt\":0,\"total\":2,\"issues\":[{\"id\":1}]}"))
                .matches(e -> e.kind() == PageException.Kind.LOOP);
    }

    @Test
    void no_content_is_one_page() {
        Pagination pagination = Walks.pagination();
        Answer answer = FakeApi.answer("");
        pagination.accept(new Answer(answer.url(), 204, Headers.NONE, answer.body()));
        assertThat(pagination.exhausted()).isTrue();
    }

    private static Pagination first(String body, NameValue... headers) {
        return first(Walks.pagination(), body, headers);
    }

    private static Pagination firstOf(String records, String body) {
        return first(Walks.pagination("records", records), body);
    }

    private static Pagination first(Pagination pagination, String body, NameValue... headers) {
        assertThat(pagination.accept(FakeApi.answer(body, headers)).size()).isPositive();
        return pagination;
    }

    private static void assertUrl(Pagination pagination, String url, String recognised) {
        PageRequest request = Objects.requireNonNull(pagination.request());
        assertThat(request.target()).isEqualTo(url);
        assertThat(request.query()).isEmpty();
        assertThat(pagination.recognised()).startsWith(recognised);
    }

    private static void assertQuery(Pagination pagination, String name, String value, String recognised) {
        List<NameValue> query = Objects.requireNonNull(pagination.request()).query();
        assertThat(query).contains(new NameValue(name, value));
        assertThat(pagination.recognised()).startsWith(recognised);
    }
}
