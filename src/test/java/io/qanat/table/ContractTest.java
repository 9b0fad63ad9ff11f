package io.qanat.table;

import static io.qanat.table.Tables.column;
import static io.qanat.table.Tables.page;
import static io.qanat.table.Tables.run;
import static io.qanat.table.Tables.settings;
import static io.qanat.table.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractTest {
    @TempDir
    Path folder;

    private TableSettings discard = settings(Path.of("."));
    private TableSettings freeze = settings(Path.of("."));

    @BeforeEach
    void firstRun() throws IOException {
        discard = settings(folder, "mode", "append", "contract", "discard");
        freeze = settings(folder, "mode", "append", "contract", "freeze");
        run(freeze, "r1", true, page("{\"id\":1}"), page("{\"id\":2,\"o\":{\"a\":\"x\"},\"l\":[1]}"));
    }

    @Test
    void the_first_run_makes_the_schema_over_all_its_pages() throws IOException {
        assertThat(table(folder).schema()).containsExactly("id  int64", "o  struct(a string)", "l  list(int64)");
    }

    @Test
    void discard_leaves_out_what_is_new_or_does_not_fit() throws IOException {
        run(
                discard,
                "r2",
                true,
                page("{\"id\":2.5,\"new\":1,\"o\":{\"a\":\"y\",\"b\":[{}]},\"l\":[1,\"a\"]}"),
                page("{\"id\":9007199254740993,\"o\":5,\"l\":[2]}", "{\"id\":1.5}"));

        assertThat(table(folder).schema()).containsExactly("id  int64", "o  struct(a string)", "l  list(int64)");
        assertThat(column(table(folder), "id")).containsExactly(1L, 2L, null, 9007199254740993L, null);
        assertThat(String.valueOf(column(table(folder), "o"))).isEqualTo("[null, {a=x}, {a=y}, null, null]");
        assertThat(String.valueOf(column(table(folder), "l"))).isEqualTo("[null, [1], null, [2], null]");
    }

    @Test
    void freeze_fails_at_a_new_column() {
        assertThatThrownBy(() -> run(freeze, "r2", true, page("{\"id\":3,\"o\":{\"b\":1}}")))
                .isInstanceOf(TableException.class)
                .hasMessage(
                        "table t: column o.b (int64) is new, but contract=freeze: allow it once with contract=evolve,"
                                + " or leave it out with contract=discard");
    }

    @Test
    void freeze_fails_at_another_type() {
        assertThatThrownBy(() -> run(freeze, "r2", true, page("{\"id\":\"x\"}")))
                .hasMessageContaining("column id__text (string) is new");
    }

    @Test
    void freeze_fails_when_an_integer_would_become_double() {
        assertThatThrownBy(() -> run(freeze, "r2", true, page("{\"id\":2.5}")))
                .hasMessageContaining("column id changes from int64 to double");
    }

    @Test
    void freeze_bears_new_fields_that_are_only_null_and_larger_integers() throws IOException {
        run(freeze, "r2", true, page("{\"id\":9007199254740993,\"new\":null,\"none\":[]}"));

        assertThat(table(folder).schema()).containsExactly("id  int64", "o  struct(a string)", "l  list(int64)");
        assertThat(column(table(folder), "id")).containsExactly(1L, 2L, 9007199254740993L);
    }

    @Test
    void a_declared_type_may_not_change_a_column_of_older_files() throws IOException {
        assertThatThrownBy(() -> run(settings(folder, "types", "id=decimal(18,2)"), "r2", true, page("{\"id\":1}")))
                .isInstanceOf(TableException.class)
                .hasMessageStartingWith("table t: types: \"id\" is int64 in the table and can't become decimal(18,2)");

        run(settings(folder, "types", "id=decimal(18,2)"), "r2", false, page("{\"id\":1}"));
        assertThat(table(folder).schema()).contains("id  decimal(18,2)");
        assertThat(String.valueOf(column(table(folder), "id"))).isEqualTo("[1.00]");
    }

    @Test
    void a_declared_type_that_the_column_has_already_goes_on() throws IOException {
        run(settings(folder, "types", "id=int64, l=list(double)"), "r2", true, page("{\"id\":\"3\",\"l\":[1.5]}"));

        assertThat(column(table(folder), "id")).containsExactly(1L, 2L, 3L);
        assertThat(table(folder).schema()).contains("l  list(double)");
    }

    @Test
    void names_that_are_data_are_refused_with_what_to_do() {
        StringBuilder record = new StringBuilder("{\"id\":1,\"names\":{\"n\":1");
        for (int i = 0; i < 16_100; i++) {
            record.append(",\"n").append(i).append("\":").append(i);
        }

        assertThatThrownBy(() -> run(discardNothing(), "r2", true, page(record + "}}")))
                .isInstanceOf(TableException.class)
                .hasMessageContaining("more than 16000 different names")
                .hasMessageContaining("map(string)");
    }

    private TableSettings discardNothing() {
        return settings(folder);
    }
}
