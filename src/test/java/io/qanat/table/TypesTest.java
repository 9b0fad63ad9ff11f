package io.qanat.table;

import static io.qanat.table.Tables.column;
import static io.qanat.table.Tables.page;
import static io.qanat.table.Tables.rows;
import static io.qanat.table.Tables.run;
import static io.qanat.table.Tables.settings;
import static io.qanat.table.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypesTest {
    @TempDir
    Path folder;

    @Test
    void each_json_value_gets_its_type() throws IOException {
        List<Map<String, Object>> rows = rows(folder, """
                {"i":-7,"d":1.5,"b":true,"s":"Zoë 🎁","t":"2024-02-29T23:59:59.123456+01:00","l":"2024-02-29T23:59:59",
                 "day":"1969-12-31","o":{"a":{"b":1}},"n":[[1,null],[],null],"x":null}""");

        assertThat(rows).hasSize(1);
        assertThat(rows.get(0))
                .containsEntry("i", -7L)
                .containsEntry("d", 1.5)
                .containsEntry("b", true)
                .containsEntry("s", "Zoë 🎁")
                .containsEntry("t", Instant.parse("2024-02-29T22:59:59.123456Z"))
                .containsEntry("l", LocalDateTime.parse("2024-02-29T23:59:59"))
                .containsEntry("day", LocalDate.of(1969, 12, 31))
                .containsEntry("o", Map.of("a", Map.of("b", 1L)))
                .doesNotContainKey("x");
        assertThat(rows.get(0).get("n"))
                .isEqualTo(java.util.Arrays.asList(java.util.Arrays.asList(1L, null), List.of(), null));
        assertThat(table(folder).schema())
                .containsExactly(
                        "i  int64",
                        "d  double",
                        "b  boolean",
                        "s  string",
                        "t  timestamp",
                        "l  local-timestamp",
                        "day  date",
                        "o  struct(a struct(b int64))",
                        "n  list(list(int64))");
    }

    @Test
    void an_integer_column_becomes_double_at_the_first_fraction() throws IOException {
        run(settings(folder), "r1", false, page("{\"x\":1}"), page("{\"x\":2}", "{\"x\":2.5}"), page("{\"x\":3}"));

        assertThat(column(table(folder), "x")).containsExactly(1.0, 2.0, 2.5, 3.0);
        assertThat(table(folder).schema()).containsExactly("x  double");
    }

    @Test
    void an_integer_beyond_two_to_the_53_keeps_its_column_from_becoming_double() throws IOException {
        run(settings(folder), "r1", false, page("{\"x\":9007199254740993}"), page("{\"x\":2.5}", "{\"x\":4}"));

        assertThat(column(table(folder), "x")).containsExactly(9007199254740993L, null, 4L);
        assertThat(column(table(folder), "x__text")).containsExactly(null, "2.5", null);
    }

    @Test
    void an_integer_beyond_two_to_the_53_in_an_earlier_run_counts_as_well() throws IOException {
        run(settings(folder), "r1", true, page("{\"x\":9007199254740993}"));
        run(settings(folder), "r2", true, page("{\"x\":2.5}"));

        assertThat(column(table(folder), "x")).containsExactly(9007199254740993L, null);
        assertThat(column(table(folder), "x__text")).containsExactly(null, "2.5");
    }

    @Test
    void a_column_with_a_text_column_goes_on_learning() throws IOException {
        run(
                settings(folder),
                "r1",
                false,
                page("{\"x\":1,\"y\":1}"),
                page("{\"x\":\"a\",\"y\":\"a\"}"),
                page("{\"x\":2.5,\"y\":9007199254740993}"));

        assertThat(column(table(folder), "x")).containsExactly(1.0, null, 2.5);
        assertThat(column(table(folder), "y")).containsExactly(1L, null, 9007199254740993L);
        assertThat(column(table(folder), "x__text")).containsExactly(null, "\"a\"", null);
    }

    @Test
    void no_number_is_rounded() throws IOException {
        rows(
                folder,
                "{\"x\":0.5}",
                "{\"x\":9007199254740993}",
                "{\"x\":1e400}",
                "{\"x\":18446744073709551616}",
                "{\"x\":0.1234567890123456789}",
                "{\"x\":9007199254740993.0}",
                "{\"x\":1e-400}",
                "{\"x\":0.1}",
                "{\"x\":123456789012345.67}",
                "{\"x\":0.10000000000000000555}");

        assertThat(column(table(folder), "x"))
                .containsExactly(0.5, null, null, null, null, null, null, 0.1, 123456789012345.67, 0.1);
        assertThat(column(table(folder), "x__text").subList(1, 7))
                .containsExactly(
                        "9007199254740993",
                        "1E+400",
                        "18446744073709551616",
                        "0.1234567890123456789",
                        "9007199254740993.0",
                        "1E-400");
    }

    @Test
    void a_column_that_begins_with_a_number_too_large_waits_for_its_type() throws IOException {
        rows(folder, "{\"x\":18446744073709551616}", "{\"x\":7}");

        assertThat(table(folder).schema()).containsExactly("x  int64", "x__text  string");
        assertThat(column(table(folder), "x__text")).containsExactly("18446744073709551616", null);
    }

    @Test
    void a_column_that_only_has_numbers_too_large_has_only_its_text() throws IOException {
        rows(folder, "{\"x\":18446744073709551616}");
        run(settings(folder), "r2", true, page("{\"x\":7}"));

        assertThat(column(table(folder), "x__text")).containsExactly("18446744073709551616", null);
        assertThat(column(table(folder), "x")).containsExactly(null, 7L);
    }

    @Test
    void what_does_not_fit_goes_to_the_text_column_beside_it_at_any_depth() throws IOException {
        List<Map<String, Object>> rows = rows(
                folder,
                "{\"d\":\"2024-01-01\",\"lines\":[{\"qty\":1}],\"tags\":[\"a\"],\"o\":{\"p\":true}}",
                "{\"d\":\"\",\"lines\":[{\"qty\":\"two\"},{\"qty\":3}],\"tags\":[\"b\",4],\"o\":{\"p\":{\"q\":[1]}}}",
                "{\"d\":\"soon\",\"lines\":5,\"tags\":{\"a\":1},\"o\":[]}");

        assertThat(rows.get(1))
                .containsEntry("d__text", "\"\"")
                .containsEntry("tags", null)
                .containsEntry("tags__text", "[\"b\",4]");
        assertThat(String.valueOf(rows.get(1).get("lines")))
                .isEqualTo("[{qty=null, qty__text=\"two\"}, {qty=3, qty__text=null}]");
        assertThat(String.valueOf(rows.get(1).get("o"))).isEqualTo("{p=null, p__text={\"q\":[1]}}");
        assertThat(rows.get(2))
                .containsEntry("d__text", "\"soon\"")
                .containsEntry("lines", null)
                .containsEntry("lines__text", "5")
                .containsEntry("tags__text", "{\"a\":1}")
                .containsEntry("o__text", "[]");
    }

    @Test
    void an_array_that_does_not_fit_itself_still_makes_the_type_of_those_that_follow() throws IOException {
        run(settings(folder), "r1", false, page("{\"a\":[\"2024-02-29\",\"\"]}", "{\"a\":[\"\",null]}"));

        assertThat(table(folder).schema()).containsExactly("a  list(date)", "a__text  string");
        assertThat(column(table(folder), "a__text")).containsExactly("[\"2024-02-29\",\"\"]", "[\"\",null]");
    }

    @Test
    void empty_lists_and_objects_differ_from_null_once_their_type_is_known() throws IOException {
        run(
                settings(folder),
                "r1",
                false,
                page("{\"l\":[],\"o\":{},\"m\":[null]}", "{\"l\":null,\"o\":null}", "{}"),
                page("{\"l\":[{\"a\":1}],\"o\":{\"b\":\"x\"},\"m\":[[\"y\"]]}"));

        assertThat(String.valueOf(column(table(folder), "l"))).isEqualTo("[[], null, null, [{a=1}]]");
        assertThat(String.valueOf(column(table(folder), "o"))).isEqualTo("[{b=null}, null, null, {b=x}]");
        assertThat(String.valueOf(column(table(folder), "m"))).isEqualTo("[[null], null, null, [[y]]]");
    }

    @Test
    void what_never_has_a_type_is_left_out() throws IOException {
        run(settings(folder), "r1", false, page("{\"id\":1,\"n\":null,\"l\":[],\"o\":{\"p\":null},\"k\":[{}]}"));

        assertThat(table(folder).schema()).containsExactly("id  int64");
        assertThat(table(folder).rows()).isEqualTo(1);
    }

    @Test
    void records_that_are_no_objects_have_one_column() throws IOException {
        List<Map<String, Object>> rows = rows(folder, "1", "\"a\"", "null", "[2]", "{\"value\":3,\"b\":4}");

        assertThat(rows).extracting(row -> row.get("value")).containsExactly(1L, null, null, null, 3L);
        assertThat(rows).extracting(row -> row.get("value__text")).containsExactly(null, "\"a\"", null, "[2]", null);
    }

    @Test
    void rows_without_any_value_are_counted() throws IOException {
        run(settings(folder), "r1", false, page("{}", "null", "{\"a\":null}"));

        assertThat(table(folder).rows()).isEqualTo(3);
        assertThat(table(folder).first(9)).hasSize(3);
    }

    @Test
    void a_value_that_is_always_an_empty_list_leaves_rows_without_columns() throws IOException {
        run(settings(folder), "r1", false, page("{\"value\":[]}"));

        assertThat(table(folder).rows()).isEqualTo(1);
        assertThat(table(folder).schema()).isEmpty();
    }

    @Test
    void names_are_kept_as_they_are() throws IOException {
        List<Map<String, Object>> rows = rows(
                folder, "{\"a.b\":1,\"a\":{\"b\":2},\"with space\":3,\"Id\":4,\"ID\":5,\"🎁\":6,\"\":7,\"__empty\":8}");

        assertThat(rows.get(0))
                .containsEntry("a.b", 1L)
                .containsEntry("a", Map.of("b", 2L))
                .containsEntry("with space", 3L)
                .containsEntry("Id", 4L)
                .containsEntry("ID", 5L)
                .containsEntry("🎁", 6L)
                .containsEntry("_", 7L)
                .containsEntry("__empty_", 8L);
    }

    @Test
    void a_field_named_like_a_text_column_gets_a_column_of_its_own() throws IOException {
        List<Map<String, Object>> rows =
                rows(folder, "{\"x\":1}", "{\"x\":\"no\"}", "{\"x\":2,\"x__text\":\"a field\"}");

        assertThat(rows.get(1)).containsEntry("x__text", "\"no\"").containsEntry("x__text_", null);
        assertThat(rows.get(2)).containsEntry("x__text", null).containsEntry("x__text_", "a field");
    }

    @Test
    void a_name_that_comes_twice_has_its_last_value() throws IOException {
        List<Map<String, Object>> rows = rows(folder, "{\"a\":1,\"b\":2}", "{\"a\":1,\"b\":2,\"a\":3}");

        assertThat(rows.get(1)).containsEntry("a", 3L).containsEntry("b", 2L);
    }

    @Test
    void declared_types_are_taken() throws IOException {
        run(
                settings(
                        folder,
                        "types",
                        "total=decimal(18,2), big=decimal(38,10), zip=string, attr=map(int64), n=int64, o.day=string, raw=json"),
                "r1",
                false,
                page(
                        "{\"total\":12.5,\"big\":-0.0000000001,\"zip\":1067,\"attr\":{\"a b\":1},\"n\":\"42\",\"o\":{\"day\":\"2024-01-01\"},\"raw\":\"x\"}",
                        "{\"total\":\"12.50\",\"big\":1234567890123456789012345678,\"zip\":\"01067\",\"attr\":{},\"n\":5,\"o\":{},\"raw\":{\"a\":1.10}}",
                        "{\"total\":12.345,\"zip\":{\"a\":[1]},\"attr\":{\"a\":\"b\"},\"n\":\"x\",\"o\":null,\"raw\":2}"));

        List<Map<String, Object>> rows = table(folder).first(3);
        assertThat(rows.get(0))
                .containsEntry("total", new BigDecimal("12.50"))
                .containsEntry("big", new BigDecimal("-0.0000000001"))
                .containsEntry("zip", "1067")
                .containsEntry("attr", Map.of("a b", 1L))
                .containsEntry("n", 42L)
                .containsEntry("o", Map.of("day", "2024-01-01"))
                .containsEntry("raw", "\"x\"");
        assertThat(rows.get(1))
                .containsEntry("total", new BigDecimal("12.50"))
                .containsEntry("big", new BigDecimal("1234567890123456789012345678.0000000000"))
                .containsEntry("attr", Map.of())
                .containsEntry("raw", "{\"a\":1.10}");
        assertThat(rows.get(2))
                .containsEntry("total__text", "12.345")
                .containsEntry("zip", "{\"a\":[1]}")
                .containsEntry("attr__text", "{\"a\":\"b\"}")
                .containsEntry("n__text", "\"x\"")
                .containsEntry("raw", "2");
    }

    @Test
    void nested_values_can_be_kept_as_json() throws IOException {
        run(settings(folder, "nested", "json"), "r1", false, page("{\"o\":{\"a\":[1.10]},\"l\":[]}"));

        assertThat(table(folder).first(1).get(0))
                .containsEntry("o", "{\"a\":[1.10]}")
                .containsEntry("l", "[]");
    }
}
