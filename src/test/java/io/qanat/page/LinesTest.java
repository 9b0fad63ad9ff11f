package io.qanat.page;

import static io.qanat.page.Bodies.JSON;
import static io.qanat.page.Bodies.LINES;
import static io.qanat.page.Bodies.answer;
import static io.qanat.page.Bodies.page;
import static io.qanat.page.Bodies.refused;
import static io.qanat.page.Bodies.rows;
import static io.qanat.page.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qanat.page.PageException.Kind;
import io.qanat.settings.NameValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON values one after another. */
class LinesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":1}\n{\"id\":2}\n",
                "{\"id\":1}\r\n{\"id\":2}",
                "\n\n {\"id\":1}\n\n\n{\"id\":2}\n \n",
                "{\"id\":1}{\"id\":2}",
                "{\n \"id\": 1\n}\n{\n \"id\": 2\n}",
                "\uFEFF{\"id\":1}\n{\"id\":2}"
            })
    void objects_one_after_another_are_records_whatever_the_header_says(String body) {
        for (String type : List.of(JSON, LINES, "text/plain")) {
            Page page = page(type, body);
            assertThat(page.layout()).isEqualTo(Page.Layout.SEQUENCE);
            assertThat(page.size()).isEqualTo(2);
            assertThat(FakeApi.ids(page)).containsExactly(1, 2);
        }
    }

    @Test
    void records_that_look_like_an_envelope_are_records_all_the_same() {
        assertThat(rows(JSON, "{\"id\":1,\"items\":[7]}\n{\"id\":2,\"items\":[]}\n"))
                .isEqualTo("[{\"id\":1,\"items\":[7]},{\"id\":2,\"items\":[]}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-ndjson", "application/jsonl; charset=utf-8", "Application/NDJSON"})
    void one_line_is_one_record_where_the_header_says_lines(String type) {
        assertThat(rows(type, "{\"id\":1,\"data\":[2,3]}")).isEqualTo("[{\"id\":1,\"data\":[2,3]}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"export.jsonl", "export.NDJSON", "export.jsonl.gz"})
    void the_path_may_say_lines_too(String file) {
        Page page = Walks.pagination().accept(answer("https://api.example/" + file, JSON, utf8("{\"data\":[1]}")));
        assertThat(page.layout()).isEqualTo(Page.Layout.SEQUENCE);
    }

    @Test
    void the_empty_pointer_makes_one_line_one_record_without_a_sign() {
        assertThat(rows(JSON, "{\"id\":1,\"data\":[]}", "records", "")).isEqualTo("[{\"id\":1,\"data\":[]}]");
    }

    @Test
    void an_array_is_an_array_even_where_the_header_says_lines() {
        assertThat(rows(LINES, "[{\"id\":1},{\"id\":2}]")).isEqualTo("[{\"id\":1},{\"id\":2}]");
    }

    @Test
    void no_line_is_no_record_where_the_header_says_lines() {
        assertThat(page(LINES, "").size()).isZero();
        assertThat(page(LINES, " \n\n").size()).isZero();
    }

    @Test
    void an_empty_answer_after_a_page_of_lines_is_the_end() {
        Pagination pagination = Walks.pagination("pagination", "page");
        assertThat(Walks.accept(pagination, "{\"id\":1}\n{\"id\":2}").size()).isEqualTo(2);
        assertThat(Walks.accept(pagination, "{\"id\":3}").size()).isEqualTo(1);
        assertThat(Walks.accept(pagination, "").size()).isZero();
        assertThat(pagination.exhausted()).isTrue();
    }

    @Test
    void a_broken_line_is_named_by_its_number() {
        refused(Kind.UNREADABLE, LINES, "{\"id\":1}\n\n{\"id\":2}\n{\"id\":oops}\n{\"id\":5}\n")
                .withMessageContaining("Unrecognized token 'oops'")
                .withMessageContaining(", line 4); that line begins with: {\"id\":oops}");
    }

    @Test
    void a_line_that_was_cut_is_an_answer_cut_short() {
        refused(Kind.UNREADABLE, LINES, "{\"id\":1}\n{\"id\":").withMessageContaining("the answer was cut short");
    }

    @Test
    void without_a_sign_only_objects_make_lines() {
        refused(Kind.UNREADABLE, JSON, "{\"id\":1}\n[2]").withMessageContaining("the body goes on at byte 9");
        assertThat(rows(LINES, "{\"id\":1}\n[2]\nnull\n\"x\"\n")).isEqualTo("[{\"id\":1},[2],null,\"x\"]");
    }

    @Test
    void max_records_cuts_between_lines() {
        Page page = page(LINES, "{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n", "maxRecords", "2");
        assertThat(FakeApi.ids(page)).containsExactly(1, 2);
        assertThat(new String(stream(page), StandardCharsets.UTF_8)).isEqualTo("{\"id\":1}\n{\"id\":2}");
        assertThat(FakeApi.ids(page(LINES, "{\"id\":1}\n{\"id\":3}\n", "maxRecords", "1")))
                .containsExactly(1);
    }

    @Test
    void a_place_for_records_makes_no_sense() {
        refused(Kind.NO_RECORDS, LINES, "{\"id\":1}\n{\"id\":2}", "records", "/data")
                .withMessage("orders page 1: the body is JSON lines, in which each value is a record and there is no"
                        + " place /data; leave records out");
        refused(Kind.NO_RECORDS, LINES, "{\"id\":1}\n{\"id\":2}", "records", "$.data[*]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cursorFrom=/next", "hasMoreFrom=/more", "totalFrom=$.total"})
    void a_place_for_paging_in_the_body_makes_no_sense(String setting) {
        String[] parts = setting.split("=", 2);
        refused(Kind.PAGING, LINES, "{\"id\":1}\n{\"id\":2}", "pagination", "cursor", parts[0], parts[1])
                .withMessageContaining("the body is JSON lines, in which there is no place "
                        + (parts[0].equals("cursorFrom") ? "/next" : parts[1]))
                .withMessageContaining("header:NAME");
    }

    @Test
    void lines_are_paged_by_the_link_header() {
        Pagination pagination = Walks.pagination();
        Page page = pagination.accept(lines(new NameValue("Link", "</v1/orders?after=2>; rel=\"next\"")));
        assertThat(page.size()).isEqualTo(2);
        assertThat(Objects.requireNonNull(pagination.request()).target())
                .isEqualTo("https://api.example/v1/orders?after=2");
        pagination.accept(lines());
        assertThat(pagination.exhausted()).isTrue();
    }

    @Test
    void lines_are_paged_by_a_cursor_in_a_header() {
        Pagination pagination = Walks.pagination("pagination", "cursor", "cursorFrom", "header:X-Next");
        pagination.accept(lines(new NameValue("X-Next", "abc")));
        assertThat(FakeApi.parameter(Objects.requireNonNull(pagination.request()), "cursor", ""))
                .isEqualTo("abc");
    }

    @Test
    void lines_are_paged_by_the_last_id() {
        Pagination pagination = Walks.pagination("pagination", "last-id");
        Walks.accept(pagination, "{\"id\":1}\n{\"id\":2}\n");
        assertThat(FakeApi.parameter(Objects.requireNonNull(pagination.request()), "starting_after", ""))
                .isEqualTo("2");
    }

    @Test
    void the_same_lines_again_under_a_moving_number_are_a_loop() {
        Pagination pagination = Walks.pagination("pagination", "page");
        Walks.accept(pagination, "{\"id\":1}\n{\"id\":2}\n");
        assertThatExceptionOfType(PageException.class)
                .isThrownBy(() -> Walks.accept(pagination, "{\"id\":1}\n{\"id\":2}\n"))
                .matches(e -> e.kind() == Kind.LOOP);
    }

    @Test
    void an_error_in_the_only_line_is_seen() {
        refused(Kind.API_ERROR, LINES, "{\"error\":\"no\"}", "errorFrom", "/error");
        assertThat(page(LINES, "{\"id\":1}\n{\"id\":2}", "errorFrom", "/error").size())
                .isEqualTo(2);
    }

    private static Answer lines(NameValue... headers) {
        return new Answer(
                URI.create("https://api.example/v1/orders"),
                200,
                new Headers(List.of(headers)),
                utf8("{\"id\":1}\n{\"id\":2}\n"));
    }

    private static byte[] stream(Page page) {
        try (InputStream stream = page.stream()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
