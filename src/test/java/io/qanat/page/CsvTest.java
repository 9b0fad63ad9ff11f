package io.qanat.page;

import static io.qanat.page.Bodies.CSV;
import static io.qanat.page.Bodies.answer;
import static io.qanat.page.Bodies.page;
import static io.qanat.page.Bodies.refused;
import static io.qanat.page.Bodies.rows;
import static io.qanat.page.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.page.PageException.Kind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV, where the answer says that it is one. */
class CsvTest {

    @Test
    void the_header_line_names_the_columns_and_every_value_is_text_or_null() {
        assertThat(rows(CSV, "id,name,paid\r\n1,Zoë,true\r\n2,,\r\n"))
                .isEqualTo("[{\"id\":\"1\",\"name\":\"Zoë\",\"paid\":\"true\"},"
                        + "{\"id\":\"2\",\"name\":null,\"paid\":null}]");
    }

    @Test
    void quotes_protect_separators_line_breaks_and_quotes() {
        assertThat(rows(CSV, "id,\"a,b\"\n\"1\",\"x\r\ny, \"\"z\"\"\"\n"))
                .isEqualTo("[{\"id\":\"1\",\"a,b\":\"x\\r\\ny, \\\"z\\\"\"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void the_header_line_shows_the_separator(String separator) {
        String body = "id|\"price, in; EUR\"|note\n1|9,50|a; b\n".replace("|", separator);
        String quoted = body.replace("9,50", "\"9,50\"").replace("a; b", "\"a; b\"");
        assertThat(rows(CSV, quoted)).isEqualTo("[{\"id\":\"1\",\"price, in; EUR\":\"9,50\",\"note\":\"a; b\"}]");
    }

    @Test
    void blanks_belong_to_the_value() {
        assertThat(rows(CSV, "a,b\n x , \n")).isEqualTo("[{\"a\":\" x \",\"b\":\" \"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv; charset=utf-8; header=present", "application/csv", "text/tab-separated-values"})
    void the_content_type_is_a_sign(String type) {
        assertThat(rows(type, "id\n7\n")).isEqualTo("[{\"id\":\"7\"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/export.csv", "/export.CSV?x=1", "/export.csv.gz", "/export.tsv"})
    void the_path_is_a_sign(String path) {
        Page page = Walks.pagination()
                .accept(answer("https://api.example" + path, "application/octet-stream", utf8("id\n7\n")));
        assertThat(Bodies.json(page)).isEqualTo("[{\"id\":\"7\"}]");
    }

    @Test
    void text_without_a_sign_is_not_taken_for_csv() {
        refused(Kind.UNREADABLE, "text/plain", "id,name\n1,a\n").withMessageContaining("the body is not JSON");
    }

    @Test
    void what_is_json_or_html_is_not_taken_for_csv() {
        assertThat(FakeApi.ids(page(CSV, "[{\"id\":1}]"))).containsExactly(1);
        assertThat(FakeApi.ids(page(CSV, "{\"data\":[{\"id\":1}]}"))).containsExactly(1);
        refused(Kind.UNREADABLE, CSV, "<html><title>Sign in</title>").withMessageContaining("an HTML page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b\n1,2\n3\n", "a,b\n1,2\n3,4,5\n", "a,b\n\"1\n\",2\n3,4\n5,\n6"})
    void a_row_with_the_wrong_number_of_fields_is_named_by_its_line(String body) {
        int line = body.contains("6") ? 6 : 3;
        int fields = body.contains("4,5") ? 3 : 1;
        refused(Kind.UNREADABLE, CSV, body)
                .withMessage("orders page 1: the CSV is broken: line " + line + " has " + fields
                        + " fields, but the header line has 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b\n1,\"two", "a,b\n1,\"two\" and\n"})
    void quotes_that_do_not_end_a_field_are_broken(String body) {
        refused(Kind.UNREADABLE, CSV, body).withMessageStartingWith("orders page 1: the CSV is broken: ");
    }

    @Test
    void a_column_that_comes_twice_is_refused() {
        refused(Kind.FORMAT, CSV, "id,name,id\n1,2,3\n").withMessageContaining("names the column \"id\" twice");
    }

    @Test
    void a_column_without_a_name_is_called_by_its_number() {
        assertThat(rows(CSV, ",name\n1,a\n")).isEqualTo("[{\"column1\":\"1\",\"name\":\"a\"}]");
    }

    @Test
    void a_header_line_alone_is_no_record() {
        assertThat(page(CSV, "id,name\r\n").size()).isZero();
    }

    @Test
    void nothing_at_all_is_not_csv() {
        refused(Kind.UNREADABLE, CSV, "").withMessageContaining("the body is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "windows-1252"})
    void other_charsets_are_read(String charset) {
        byte[] body = "id,name\n1,Zoë\n".getBytes(Charset.forName(charset));
        Page page = Walks.pagination().accept(answer("text/csv; charset=" + charset, body));
        assertThat(Bodies.json(page)).isEqualTo("[{\"id\":\"1\",\"name\":\"Zoë\"}]");
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_name() {
        assertThat(rows(CSV, "\uFEFFid\n1\n")).isEqualTo("[{\"id\":\"1\"}]");
    }

    @Test
    void places_in_the_body_make_no_sense() {
        refused(Kind.NO_RECORDS, CSV, "id\n1\n", "records", "/data")
                .withMessageContaining("the body is CSV, in which each line is a record");
        refused(Kind.PAGING, CSV, "id\n1\n", "pagination", "cursor").withMessageContaining("no place /next_cursor");
    }

    @Test
    void max_records_cuts_between_rows() {
        assertThat(rows(CSV, "id\n1\n2\n3\n", "maxRecords", "2")).isEqualTo("[{\"id\":\"1\"},{\"id\":\"2\"}]");
    }

    @Test
    void a_header_line_ends_a_walk_by_pages() {
        Pagination pagination = Walks.pagination("pagination", "page");
        pagination.accept(answer(CSV, utf8("id\n1\n")));
        pagination.accept(answer(CSV, utf8("id\n")));
        assertThat(pagination.exhausted()).isTrue();
    }

    @Test
    void names_that_need_escapes_are_kept() {
        assertThat(rows(CSV, "\"a\"\"b\",c\\d\n1,2\n")).isEqualTo("[{\"a\\\"b\":\"1\",\"c\\\\d\":\"2\"}]");
    }

    @Test
    void columns_whose_names_would_fill_the_memory_are_refused() {
        String name = "n".repeat(40_000);
        String body = name + "\n" + "1\n".repeat(10_000);
        refused(Kind.FORMAT, answer(CSV, body.getBytes(StandardCharsets.US_ASCII)))
                .withMessageContaining("too large to become JSON");
    }

    @Test
    void names_that_are_repeated_may_take_more_than_the_values() {
        String name = "n".repeat(1_000);
        assertThat(page(CSV, name + ",\"a\nb\"\n" + "1,\n".repeat(10_000)).size())
                .isEqualTo(10_000);
    }

    @Test
    void values_that_need_escapes_find_room() {
        String value = "\\".repeat(100_000);
        assertThat(rows(CSV, "a\n\"" + value + "\"\n")).isEqualTo("[{\"a\":\"" + value + value + "\"}]");
    }
}
