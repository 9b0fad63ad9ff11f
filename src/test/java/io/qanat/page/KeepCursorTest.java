package io.qanat.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.qanat.page.PageException.Kind;
import io.qanat.settings.NameValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The last cursor, next link or delta link, from one run to the next. */
class KeepCursorTest {

    @Property(tries = 200)
    void an_incremental_export_gives_each_record_once_over_any_runs(
            @ForAll @IntRange(max = 60) int records,
            @ForAll @IntRange(min = 1, max = 20) int cut,
            @ForAll @IntRange(min = 1, max = 5) int runs,
            @ForAll boolean endOfStream) {
        FakeApi api = new FakeApi(0, cut, (served, response) -> {});
        FakeApi export = new FakeApi(0, cut, (served, response) -> {
            response.body.put("next_cursor", "at=" + served.end());
            if (endOfStream) {
                response.body.put("end_of_stream", served.end() == api.ids.size());
            }
        });
        JsonNode kept = null;
        List<Integer> ids = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            while (export.ids.size() < records * run / runs) {
                export.ids.add(export.ids.size() + 1);
                api.ids.add(export.ids.size());
            }
            Pagination pagination = endOfStream
                    ? kept(kept, "pagination", "cursor", "doneFrom", "/end_of_stream")
                    : kept(kept, "pagination", "cursor");
            ids.addAll(Walks.ids(pagination, request -> export.serve(request, at(request), 7)));
            kept = pagination.kept();
        }
        assertThat(ids).isEqualTo(export.ids);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"more\":false"})
    void the_last_cursor_is_kept_on_the_last_page_too(String member) {
        Pagination pagination = kept(null, "pagination", "cursor", "hasMoreFrom", "/more");
        Walks.accept(pagination, "{\"data\":[1],\"next_cursor\":\"a\",\"more\":true}");
        Walks.accept(pagination, "{\"data\":[2]" + (member.isEmpty() ? "" : ",\"next_cursor\":\"b\"") + member + "}");
        assertThat(pagination.exhausted()).isTrue();
        assertThat(pagination.kept()).hasToString(member.isEmpty() ? "\"a\"" : "\"b\"");
    }

    @Test
    void the_first_request_carries_the_kept_cursor_where_cursors_go() {
        Pagination pagination =
                kept(TextNode.valueOf("x y"), "pagination", "cursor", "query", "start_time=0; cursor=*");
        assertThat(request(pagination).query())
                .containsExactly(new NameValue("start_time", "0"), new NameValue("cursor", "x y"));
    }

    @Test
    void a_kept_number_is_a_number_again_in_a_body() {
        Pagination pagination = inBody(null);
        Walks.accept(pagination, "{\"data\":[1],\"next_cursor\":{\"n\":12345678901234567890}}");
        Pagination later = inBody(pagination.kept());
        assertThat(new String(request(later).body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"after\":{\"n\":12345678901234567890}}");
    }

    @Test
    void an_empty_page_that_leads_to_itself_is_the_end() {
        Pagination pagination = kept(TextNode.valueOf("a"), "pagination", "cursor");
        Walks.accept(pagination, "{\"data\":[],\"next_cursor\":\"a\"}");
        assertThat(pagination.stoppedBy()).isEqualTo("an empty page that leads to itself");
        assertThat(pagination.kept()).hasToString("\"a\"");
    }

    @Test
    void a_full_page_that_leads_to_itself_is_a_loop() {
        loop(kept(TextNode.valueOf("a"), "pagination", "cursor"), "{\"data\":[1],\"next_cursor\":\"a\"}");
    }

    @Test
    void an_empty_page_that_leads_to_an_earlier_one_is_a_loop() {
        Pagination pagination = kept(TextNode.valueOf("a"), "pagination", "cursor");
        Walks.accept(pagination, "{\"data\":[1],\"next_cursor\":\"b\"}");
        loop(pagination, "{\"data\":[],\"next_cursor\":\"a\"}");
    }

    @Test
    void without_keep_cursor_an_empty_page_that_leads_to_itself_is_a_loop_and_nothing_is_kept() {
        Pagination pagination = Walks.pagination("pagination", "cursor");
        Walks.accept(pagination, "{\"data\":[1],\"next_cursor\":\"a\"}");
        assertThat(pagination.kept()).isNull();
        loop(pagination, "{\"data\":[],\"next_cursor\":\"a\"}");
    }

    @Test
    void the_delta_link_beside_the_next_link_is_kept() {
        Pagination pagination = kept(null, "pagination", "next", "nextFrom", "/@odata.nextLink");
        Walks.accept(
                pagination, "{\"value\":[1],\"@odata.nextLink\":\"https://api.example/v1/users/delta?$skiptoken=s\"}");
        Walks.accept(
                pagination,
                "{\"value\":[2],\"@odata.deltaLink\":\"https://api.example/v1/users/delta?$deltatoken=d\"}");
        assertThat(pagination.exhausted()).isTrue();
        Pagination later = kept(pagination.kept(), "pagination", "next", "nextFrom", "/@odata.nextLink");
        assertThat(request(later).target()).isEqualTo("https://api.example/v1/users/delta?$deltatoken=d");
        assertThat(request(later).query()).isEmpty();
        Walks.accept(later, "{\"value\":[],\"@odata.deltaLink\":\"https://api.example/v1/users/delta?$deltatoken=d\"}");
        assertThat(later.exhausted()).isTrue();
    }

    @Test
    void a_delta_link_is_found_beside_a_next_link_deep_in_the_body() {
        Pagination pagination =
                kept(null, "pagination", "next", "nextFrom", "/d/@odata.nextLink", "records", "/d/value");
        Walks.accept(pagination, "{\"d\":{\"value\":[1],\"@odata.deltaLink\":\"/delta?t=1\"}}");
        assertThat(pagination.kept()).hasToString("\"https://api.example/delta?t=1\"");
    }

    @Test
    void without_a_delta_link_the_last_next_link_stays() {
        Pagination pagination = kept(null, "pagination", "next");
        Walks.accept(pagination, "{\"data\":[1],\"next\":\"?page=2\"}");
        Walks.accept(pagination, "{\"data\":[2],\"next\":null}");
        assertThat(pagination.kept()).hasToString("\"https://api.example/v1/orders?page=2\"");
    }

    @Test
    void the_next_of_the_link_header_is_kept() {
        Pagination pagination = kept(null, "pagination", "link");
        pagination.accept(FakeApi.answer("[1]", new NameValue("Link", "</v1/orders?after=1>; rel=next")));
        assertThat(pagination.kept()).hasToString("\"https://api.example/v1/orders?after=1\"");
        Pagination later = kept(pagination.kept(), "pagination", "link");
        assertThat(request(later).target()).isEqualTo("https://api.example/v1/orders?after=1");
        later.accept(FakeApi.answer("[]", new NameValue("Link", "</v1/orders?after=1>; rel=next")));
        assertThat(later.exhausted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"maxPages, 1, b", "maxRecords, 2, b", "maxRecords, 1, a"})
    void a_limit_keeps_the_way_to_what_is_missing(String limit, String most, String expected) {
        Pagination pagination = kept(TextNode.valueOf("a"), "pagination", "cursor", limit, most);
        Walks.accept(pagination, "{\"data\":[1,2],\"next_cursor\":\"b\"}");
        assertThat(pagination.limited()).isTrue();
        assertThat(pagination.kept()).isEqualTo(TextNode.valueOf(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/orders", "file:///etc/passwd", "x"})
    void a_kept_link_that_is_none_is_refused(String link) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kept(TextNode.valueOf(link), "pagination", "next"))
                .withMessageContaining("what was kept is no http or https URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "none", "offset", "page", "last-id", "continue"})
    void a_style_without_cursor_or_link_keeps_none(String style) {
        assertThat(Walks.mistakes("pagination", style, "keepCursor", "true"))
                .singleElement()
                .asString()
                .contains("keepCursor", "has no effect with pagination=" + style, "cursor or link or next");
    }

    private static Pagination inBody(@Nullable JsonNode earlier) {
        return kept(earlier, "pagination", "cursor", "method", "POST", "pageIn", "body", "cursorParam", "after");
    }

    private static Pagination kept(@Nullable JsonNode earlier, String... namesAndValues) {
        List<String> all = new ArrayList<>(List.of(namesAndValues));
        all.addAll(List.of("keepCursor", "true"));
        PageSettings settings = Walks.settings(all.toArray(String[]::new));
        PageRequest first = settings.request().fill(new Placeholders(Map.of()));
        return new Pagination(settings, first, "orders", null, earlier);
    }

    private static PageRequest request(Pagination pagination) {
        return Objects.requireNonNull(pagination.request());
    }

    private static long at(PageRequest request) {
        return Long.parseLong(FakeApi.parameter(request, "cursor", "at=0").substring("at=".length()));
    }

    private static void loop(Pagination pagination, String body) {
        assertThatExceptionOfType(PageException.class)
                .isThrownBy(() -> Walks.accept(pagination, body))
                .matches(e -> e.kind() == Kind.LOOP);
    }
}
