package io.qanat.table;

import static io.qanat.table.Tables.column;
import static io.qanat.table.Tables.page;
import static io.qanat.table.Tables.run;
import static io.qanat.table.Tables.settings;
import static io.qanat.table.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.page.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlattenTest {
    @TempDir
    Path folder;

    private List<Map<String, Object>> rows(String types, Page... pages) throws IOException {
        run(settings(folder, "nested", "flatten", "types", types), "r1", false, pages);
        return table(folder).first(99);
    }

    @Test
    void fields_of_objects_become_columns_and_arrays_json_text() throws IOException {
        List<Map<String, Object>> rows = rows(
                "",
                page(
                        "{\"id\":1,\"address\":{\"city\":\"Köln\",\"geo\":{\"lat\":50.9},\"tags\":[{\"a\":{\"b\":1}}]},\"z\":true}",
                        "{\"address\":{\"geo\":{},\"city\":null},\"id\":2,\"e\":{},\"z\":false}",
                        "{\"id\":3,\"address\":null}"));

        assertThat(table(folder).schema())
                .containsExactly(
                        "id  int64",
                        "address_city  string",
                        "address_geo_lat  double",
                        "address_tags  json",
                        "z  boolean");
        assertThat(rows.get(0).values()).containsExactly(1L, "Köln", 50.9, "[{\"a\":{\"b\":1}}]", true);
        assertThat(rows.get(1).values()).containsExactly(2L, null, null, null, false);
        assertThat(rows.get(2).values()).containsExactly(3L, null, null, null, null);
    }

    @Test
    void a_column_that_is_taken_gets_an_underscore_in_the_order_of_appearance() throws IOException {
        List<Map<String, Object>> rows = rows(
                "", page("{\"a\":{\"b\":1},\"a_b\":2,\"a.b\":3,\"a\\\\\":{\"b\":4}}", "{\"a_b\":5,\"a\":{\"b\":6}}"));

        assertThat(rows.get(0))
                .containsEntry("a_b", 1L)
                .containsEntry("a_b_", 2L)
                .containsEntry("a.b", 3L)
                .containsEntry("a\\_b", 4L);
        assertThat(rows.get(1)).containsEntry("a_b", 6L).containsEntry("a_b_", 5L);
    }

    @Test
    void new_fields_and_values_that_do_not_fit_are_treated_as_in_any_record() throws IOException {
        rows(
                "",
                page("{\"a\":{\"b\":1}}"),
                page("{\"a\":{\"b\":\"x\",\"c\":{\"d\":[]}}}"),
                page("{\"a\":5}", "{\"a\":[6]}", "{\"a\":{\"b\":2}}"));

        assertThat(column(table(folder), "a_b")).containsExactly(1L, null, null, null, 2L);
        assertThat(column(table(folder), "a_b__text")).containsExactly(null, "\"x\"", null, null, null);
        assertThat(column(table(folder), "a_c_d")).containsExactly(null, "[]", null, null, null);
        assertThat(column(table(folder), "a")).containsExactly(null, null, 5L, null, null);
        assertThat(column(table(folder), "a__text")).containsExactly(null, null, null, "[6]", null);
    }

    @Test
    void declared_types_are_found_by_the_path_and_declared_objects_stay_whole() throws IOException {
        List<Map<String, Object>> rows = rows(
                "o.total=decimal(9,2), m=map(int64), raw=json",
                page(
                        "{\"o\":{\"total\":\"1.5\"},\"m\":{\"x.y\":1,\"z\":2},\"raw\":{\"a\":{\"b\":[{}]}},\"q\":{\"r\":1}}"));

        assertThat(rows.get(0))
                .containsEntry("o_total", new java.math.BigDecimal("1.50"))
                .containsEntry("m", Map.of("x.y", 1L, "z", 2L))
                .containsEntry("raw", "{\"a\":{\"b\":[{}]}}")
                .containsEntry("q_r", 1L);
    }

    @Test
    void records_that_are_no_objects_have_one_column() throws IOException {
        List<Map<String, Object>> rows = rows("", page("[{\"a\":1}]", "7", "null", "{\"value\":{\"x\":1}}"));

        assertThat(rows).extracting(row -> row.get("value")).containsExactly("[{\"a\":1}]", null, null, null);
        assertThat(rows).extracting(row -> row.get("value__text")).containsExactly(null, "7", null, null);
        assertThat(rows).extracting(row -> row.get("value_x")).containsExactly(null, null, null, 1L);
    }
}
