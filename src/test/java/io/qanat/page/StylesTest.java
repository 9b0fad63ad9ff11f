package io.qanat.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.settings.NameValue;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Every style against an API that serves any number of records, in pages that it cuts without a word. */
class StylesTest {
    @Property(tries = 200)
    void offset_without_total_ends_with_an_empty_page(
            @ForAll @IntRange(max = 60) int records, @ForAll @IntRange(min = 1, max = 20) int cut) {
        FakeApi api = new FakeApi(records, cut, StylesTest::nothing);
        Pagination pagination = Walks.pagination("pagination", "offset", "pageSize", "7");
        assertAll(api, pagination, request -> api.serve(request, offset(request), limit(request)));
        assertThat(api.requests).hasSize(pages(records, Math.min(7, cut)) + 1);
    }

    @Property(tries = 200)
    void offset_with_total_never_asks_past_the_end(
            @ForAll @IntRange(max = 60) int records, @ForAll @IntRange(min = 1, max = 20) int cut) {
        FakeApi counting = new FakeApi(records, cut, (served, response) -> response.body.put("total", records));
        Pagination pagination = Walks.pagination("pagination", "offset", "pageSize", "7", "totalFrom", "/total");
        assertAll(counting, pagination, request -> counting.serve(request, offset(request), limit(request)));
        assertThat(counting.requests).hasSize(Math.max(1, pages(records, Math.min(7, cut))));
    }

    @Property(tries = 200)
    void page_numbers_go_on_until_an_empty_page(
            @ForAll @IntRange(max = 60) int records,
            @ForAll @IntRange(min = 1, max = 20) int cut,
            @ForAll @IntRange(max = 1) int first) {
        FakeApi api = new FakeApi(records, cut, StylesTest::nothing);
        int size = Math.min(7, cut);
        Pagination pagination =
                Walks.pagination("pagination", "page", "pageSize", "7", "firstPage", String.valueOf(first));
        assertAll(
                api,
                pagination,
                request -> api.serve(request, (FakeApi.number(request, "page", -1) - first) * size, (int)
                        FakeApi.number(request, "per_page", -1)));
        assertThat(api.requests).hasSize(pages(records, size) + 1);
    }

    @Property(tries = 200)
    void page_numbers_stop_at_the_total_of_pages(
            @ForAll @IntRange(max = 60) int records,
            @ForAll @IntRange(min = 1, max = 20) int cut,
            @ForAll @IntRange(max = 1) int first) {
        int size = Math.min(7, cut);
        FakeApi api = new FakeApi(
                records, cut, (served, response) -> response.body.put("pages", String.valueOf(pages(records, size))));
        Pagination pagination = Walks.pagination(
                "pagination", "page", "pageSize", "7", "firstPage", String.valueOf(first), "totalPagesFrom", "/pages");
        assertAll(
                api,
                pagination,
                request -> api.serve(request, (FakeApi.number(request, "page", -1) - first) * size, 7));
        assertThat(api.requests).hasSize(Math.max(1, pages(records, size)));
    }

    @Property(tries = 200)
    void cursor_in_the_query(@ForAll @IntRange(max = 60) int records, @ForAll @IntRange(min = 1, max = 20) int cut) {
        FakeApi api = new FakeApi(records, cut, (served, response) -> {
            if (served.end() < records) {
                response.body.put("next_cursor", "at=" + served.end());
            }
        });
        Pagination pagination = Walks.pagination("pagination", "cursor", "pageSize", "7");
        assertAll(
                api,
                pagination,
                request -> api.serve(request, after(FakeApi.parameter(request, "cursor", "at=0")), limit(request)));
        assertThat(api.requests).hasSize(Math.max(1, pages(records, Math.min(7, cut))));
    }

    @Property(tries = 100)
    void cursor_in_the_body(@ForAll @IntRange(max = 60) int records, @ForAll @IntRange(min = 1, max = 20) int cut) {
        FakeApi api = new FakeApi(records, cut, (served, response) -> response.body
                .putObject("pageInfo")
                .put("hasNextPage", served.end() < records)
                .put("endCursor", "at=" + served.end()));
        Pagination pagination = Walks.pagination(
                "pagination",
                "cursor",
                "pageSize",
                "7",
                "method",
                "POST",
                "pageIn",
                "body",
                "body",
                "{\"query\":\"q\"}",
                "cursorParam",
                "/variables/after",
                "pageSizeParam",
                "/variables/first",
                "cursorFrom",
                "/pageInfo/endCursor",
                "hasMoreFrom",
                "/pageInfo/hasNextPage");
        assertAll(api, pagination, request -> {
            PagingParameter after = new PagingParameter(PageIn.BODY, "/variables/after");
            String cursor = after.get(request);
            assertThat(new PagingParameter(PageIn.BODY, "/variables/first").get(request))
                    .isEqualTo("7");
            assertThat(new PagingParameter(PageIn.BODY, "query").get(request)).isEqualTo("q");
            return api.serve(request, after(cursor == null ? "at=0" : cursor), 7);
        });
        assertThat(api.requests).hasSize(Math.max(1, pages(records, Math.min(7, cut))));
    }

    @Property(tries = 100)
    void cursor_from_header_to_header(
            @ForAll @IntRange(max = 60) int records, @ForAll @IntRange(min = 1, max = 20) int cut) {
        FakeApi api = new FakeApi(records, cut, (served, response) -> {
            if (served.end() < records) {
                response.headers.add(new NameValue("x-continuation", "at=" + served.end()));
            }
        });
        Pagination pagination = Walks.pagination(
                "pagination",
                "cursor",
                "pageIn",
                "header",
                "cursorParam",
                "X-Continuation",
                "cursorFrom",
                "header:X-Continuation",
                "headers",
                "Accept=application/json");
        assertAll(
                api,
                pagination,
                request -> api.serve(
                        request,
                        after(request.headers().stream()
                                .filter(field -> field.name().equals("X-Continuation"))
                                .map(NameValue::value)
                                .findFirst()
                                .orElse("at=0")),
                        20));
        assertThat(api.requests).hasSize(Math.max(1, pages(records, cut)));
    }

    @Property(tries = 100)
    void link_header(@ForAll @IntRange(max = 60) int records, @ForAll @IntRange(min = 1, max = 20) int cut) {
        FakeApi api = new FakeApi(records, cut, (served, response) -> {
            if (served.end() < records) {
                response.headers.add(new NameValue("link", "<?limit=7&offset=" + served.end() + ">; rel=\"next\""));
            }
        });
        Pagination pagination =
                Walks.pagination("pagination", "link", "pageSize", "7", "pageSizeParam", "limit", "query", "q=a b");
        assertAll(api, pagination, request -> api.serve(request, offset(request), limit(request)));
        assertThat(api.requests).hasSize(Math.max(1, pages(records, Math.min(7, cut))));
    }

    @Property(tries = 100)
    void next_url(@ForAll @IntRange(max = 60) int records, @ForAll @IntRange(min = 1, max = 20) int cut) {
        FakeApi api = new FakeApi(
                records,
                cut,
                (served, response) -> response.body.put(
                        "@odata.nextLink",
                        served.end() < records
                                ? "https://api.example:8443/v1/orders?limit=7&offset=" + served.end()
                                : null));
        Pagination pagination = Walks.pagination("pagination", "next", "nextFrom", "/@odata.nextLink");
        assertAll(api, pagination, request -> api.serve(request, offset(request), 7));
        assertThat(api.requests).hasSize(Math.max(1, pages(records, Math.min(7, cut))));
    }

    @Property(tries = 200)
    void last_id_with_has_more_or_an_empty_page(
            @ForAll @IntRange(max = 60) int records,
            @ForAll @IntRange(min = 1, max = 20) int cut,
            @ForAll boolean withHasMore) {
        FakeApi api = new FakeApi(records, cut, (served, response) -> {
            if (withHasMore) {
                response.body.put("has_more", served.end() < records ? "true" : "false");
            }
        });
        Pagination pagination = Walks.pagination("pagination", "last-id", "pageSize", "7", "hasMoreFrom", "/has_more");
        assertAll(
                api,
                pagination,
                request -> api.serve(request, FakeApi.number(request, "starting_after", 0), limit(request)));
        int pages = pages(records, Math.min(7, cut));
        assertThat(api.requests).hasSize(withHasMore ? Math.max(1, pages) : pages + 1);
    }

    @Property(tries = 100)
    void continue_tokens(@ForAll @IntRange(max = 60) int records, @ForAll @IntRange(min = 1, max = 20) int cut) {
        FakeApi api = new FakeApi(records, cut, (served, response) -> {
            if (served.end() < records) {
                response.body
                        .putObject("continue")
                        .put("apcontinue", served.end())
                        .put("continue", "-||");
            }
        });
        Pagination pagination = Walks.pagination("pagination", "continue", "query", "action=query; continue=");
        assertAll(api, pagination, request -> {
            assertThat(request.query()).extracting(NameValue::name).doesNotHaveDuplicates();
            return api.serve(request, FakeApi.number(request, "apcontinue", 0), 7);
        });
        assertThat(api.requests).hasSize(Math.max(1, pages(records, Math.min(7, cut))));
    }

    @Property(tries = 50)
    void a_limit_of_records_cuts_the_last_page(
            @ForAll @IntRange(min = 1, max = 40) int records, @ForAll @IntRange(min = 1, max = 40) int limit) {
        FakeApi api = new FakeApi(records, 7, StylesTest::nothing);
        Pagination pagination = Walks.pagination("pagination", "offset", "maxRecords", String.valueOf(limit));
        List<Integer> ids = Walks.ids(pagination, request -> api.serve(request, offset(request), 7));
        assertThat(ids).isEqualTo(api.ids.subList(0, Math.min(limit, records)));
        assertThat(pagination.rows()).isEqualTo(ids.size());
    }

    private static void assertAll(FakeApi api, Pagination pagination, Function<PageRequest, Answer> serve) {
        assertThat(Walks.ids(pagination, serve)).isEqualTo(api.ids);
        assertThat(pagination.exhausted()).isTrue();
        assertThat(pagination.limited()).isFalse();
        assertThat(pagination.pages()).isEqualTo(api.requests.size());
        assertThat(pagination.rows()).isEqualTo(api.ids.size());
        assertThat(pagination.notes()).isEmpty();
    }

    private static void nothing(FakeApi.Served served, FakeApi.Response response) {}

    private static long offset(PageRequest request) {
        return FakeApi.number(request, "offset", 0);
    }

    private static int limit(PageRequest request) {
        return (int) FakeApi.number(request, "limit", -1);
    }

    private static long after(String cursor) {
        return Long.parseLong(cursor.substring("at=".length()));
    }

    private static int pages(int records, int size) {
        return (int) IntStream.range(0, records).filter(i -> i % size == 0).count();
    }
}
