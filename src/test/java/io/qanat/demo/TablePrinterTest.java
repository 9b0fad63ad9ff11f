package io.qanat.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.demo.TablePrinter.Column;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TablePrinterTest {

    @Test
    void names_types_and_values_stand_in_columns_and_numbers_at_their_right() {
        String table = new TablePrinter(80)
                .print(
                        List.of(new Column("id", "int64"), new Column("name", "string"), new Column("total", "double")),
                        List.of(
                                row("id", 1L, "name", "Zoë", "total", new BigDecimal("1E+2")),
                                row("id", 1001L, "name", null, "total", new BigDecimal("7.50"))));
        assertThat(table).isEqualTo("""
                           id  name     total
                        int64  string  double
                        -----  ------  ------
                            1  Zoë        100
                         1001            7.50
                        """);
    }

    @Test
    void wide_characters_take_two_columns() {
        String table = new TablePrinter(80)
                .print(
                        List.of(new Column("city", "string"), new Column("b", "x")),
                        List.of(
                                row("city", "東京", "b", "|"),
                                row("city", "☕🚲", "b", "|"),
                                row("city", "e\u0301\u0301ab", "b", "|")));
        assertThat(table.lines().skip(3)).containsExactly("東京    |", "☕🚲    |", "e\u0301\u0301ab     |");
    }

    @Test
    void a_family_is_one_character() {
        assertThat(TextWidth.of("👩‍👩‍👧")).isEqualTo(2);
        assertThat(TextWidth.of("🇩🇪")).isEqualTo(2);
        assertThat(TextWidth.of("❤️")).isEqualTo(2);
        assertThat(TextWidth.of("ﾃ")).isEqualTo(1);
        assertThat(TextWidth.of("テ한好！")).isEqualTo(8);
    }

    @Test
    void nothing_is_cut_within_a_character() {
        assertThat(TextWidth.cut("東京都", 4)).isEqualTo("東…");
        assertThat(TextWidth.cut("東京都", 5)).isEqualTo("東京…");
        assertThat(TextWidth.cut("東京都", 6)).isEqualTo("東京都");
        assertThat(TextWidth.cut("a👩‍👩‍👧b", 3)).isEqualTo("a…");
    }

    @Test
    void long_cells_give_way_and_short_ones_stay() {
        String table = new TablePrinter(30)
                .print(
                        List.of(new Column("id", "int64"), new Column("note", "string")),
                        List.of(row("id", 1001, "note", "x".repeat(500))));
        assertThat(table.lines().skip(3)).containsExactly(" 1001  " + "x".repeat(22) + "…");
    }

    @Test
    void nested_values_are_compact_json() {
        Map<String, Object> nested = row("at", Instant.EPOCH, "none", null, "list", List.of(1, "a\u2028"));
        assertThat(Cell.text(nested))
                .isEqualTo("{\"at\":\"1970-01-01T00:00:00Z\",\"none\":null,\"list\":[1,\"a\\u2028\"]}");
    }

    @Test
    void a_text_stays_on_its_line_and_an_empty_one_is_told_from_null() {
        assertThat(Cell.text("two\nlines\u001b[31m")).isEqualTo("\"two\\nlines\\u001B[31m\"");
        assertThat(Cell.text("")).isEqualTo("\"\"");
        assertThat(Cell.text(null)).isEmpty();
        assertThat(Cell.text("plain \"text\"")).isEqualTo("plain \"text\"");
    }

    @Test
    void columns_that_find_no_room_are_named() {
        List<Column> schema = IntStream.range(0, 10)
                .mapToObj(i -> new Column("column" + i, "string"))
                .toList();
        String table = new TablePrinter(40).print(schema, List.of());
        assertThat(table.lines())
                .startsWith("column0  column1  column2")
                .endsWith("and 7 more: column3, column4, column5, …");
    }

    @Test
    void a_table_without_rows_has_its_head() {
        assertThat(new TablePrinter(40).print(List.of(new Column("id", "int64")), List.of()))
                .isEqualTo("id\nint64\n-----\n");
    }

    @Test
    void a_terminal_without_room_is_refused() {
        assertThatThrownBy(() -> new TablePrinter(5)).hasMessageContaining("at least 20");
    }

    @Property(tries = 300)
    void no_line_is_wider_than_the_terminal(
            @ForAll @Size(max = 12) List<String> values, @ForAll @IntRange(min = 20, max = 120) int width) {
        Map<String, Object> row = new LinkedHashMap<>();
        IntStream.range(0, values.size()).forEach(i -> row.put("c" + i, values.get(i)));
        List<Column> schema =
                row.keySet().stream().map(name -> new Column(name, "string")).toList();
        String table = new TablePrinter(width).print(schema, List.of(row));
        assertThat(table.split("\n", -1)).hasSizeBetween(5, 6);
        assertThat(Arrays.stream(table.split("\n", -1)).mapToInt(TextWidth::of)).allMatch(w -> w <= width);
    }

    private static Map<String, Object> row(Object... namesAndValues) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }
}
