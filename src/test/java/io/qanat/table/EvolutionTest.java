package io.qanat.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.disk.Disk;
import io.qanat.page.Json;
import io.qanat.page.Page;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;

/** Any records, cut into pages in any way: the same schema and the same rows, and each row has what its record says. */
class EvolutionTest {
    private static final Disk DISK = Disk.LOCAL;

    private Path folder = Path.of(".");

    @BeforeTry
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("qanat-evolution");
    }

    @AfterTry
    void removeFolder() throws IOException {
        DISK.deleteTree(folder);
    }

    @Property
    void pages_make_no_difference_and_nothing_is_lost(
            @ForAll("records") List<String> records, @ForAll("cuts") List<Integer> cuts) throws IOException {
        TableDescription whole = written("whole", records, List.of());
        TableDescription cut = written("cut", records, cuts);

        assertThat(cut.schema()).isEqualTo(whole.schema());
        assertThat(Manifest.read(folder.resolve("cut/t")).schema())
                .isEqualTo(Manifest.read(folder.resolve("whole/t")).schema());
        List<Map<String, Object>> rows = whole.first(Integer.MAX_VALUE);
        assertThat(cut.first(Integer.MAX_VALUE)).isEqualTo(rows);
        assertThat(rows).hasSize(records.size());
        Type.Struct schema = Manifest.read(folder.resolve("whole/t")).schema();
        for (int i = 0; i < rows.size(); i++) {
            JsonNode record = Json.MAPPER.readTree(records.get(i));
            assertThat(json(schema, rows.get(i)))
                    .as("%s as %s", record, whole.schema())
                    .isEqualTo(expected(schema, RecordValues.object(record)));
        }
    }

    @Property
    void runs_continue_the_schema(@ForAll("records") List<String> records, @ForAll("cuts") List<Integer> cuts)
            throws IOException {
        List<String> before = List.of();
        int run = 0;
        for (List<String> page : pages(records, cuts)) {
            Tables.run(Tables.settings(folder), "r" + run++, true, Tables.page(page));
            List<String> after = Tables.table(folder).schema();
            List<String> kept = before.stream()
                    .filter(line -> !line.contains("struct") && !line.endsWith("int64") && !line.contains("list"))
                    .toList();
            assertThat(after).containsAll(kept);
            before = after;
        }
        assertThat(Tables.table(folder).first(Integer.MAX_VALUE)).hasSize(records.size());
    }

    private TableDescription written(String name, List<String> records, List<Integer> cuts) throws IOException {
        Path place = Files.createDirectory(folder.resolve(name));
        Tables.run(
                Tables.settings(place),
                "r1",
                false,
                pages(records, cuts).stream().map(Tables::page).toArray(Page[]::new));
        return Tables.table(place);
    }

    private static List<List<String>> pages(List<String> records, List<Integer> cuts) {
        List<List<String>> pages = new ArrayList<>();
        int from = 0;
        for (int length : cuts) {
            int to = Math.min(records.size(), from + length);
            pages.add(records.subList(from, to));
            from = to;
        }
        pages.add(records.subList(from, records.size()));
        return pages;
    }

    // What a record must be when it is read back: as JSON, put together again from a column and its text column.

    private static Map<String, Object> expected(Type.Struct schema, JsonNode record) {
        Map<String, Object> expected = new LinkedHashMap<>();
        for (Field field : schema.fields()) {
            expected.put(field.name(), expected(field.type(), record.path(field.name())));
        }
        return expected;
    }

    private static @Nullable Object expected(Type type, JsonNode value) {
        if (value.isMissingNode() || value.isNull() || (type instanceof Type.Unknown && hollow(value))) {
            return null;
        }
        if (value.isObject() && type instanceof Type.Struct struct) {
            return expected(struct, value);
        }
        if (value.isArray() && type instanceof Type.ListOf list) {
            List<Object> elements = new ArrayList<>();
            value.forEach(element -> elements.add(expected(list.element(), element)));
            return elements;
        }
        return comparable(value);
    }

    /** What holds no value at all is left out, if nothing of its kind ever held one. */
    private static boolean hollow(JsonNode value) {
        for (JsonNode inner : value) {
            if (!hollow(inner)) {
                return false;
            }
        }
        return value.isContainerNode() || value.isNull();
    }

    private static Object comparable(JsonNode value) {
        return value.isNumber()
                ? number(value.decimalValue())
                : value.isTextual() ? text(value.textValue()) : value.toString();
    }

    private static Object number(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    private static Object text(String text) {
        return text.endsWith("Z") && text.length() > 15 ? Instant.parse(text).toString() : text;
    }

    private static Map<String, Object> json(Type.Struct schema, Map<String, ?> row) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        for (Field field : schema.fields()) {
            Object text = field.text() == null ? null : row.get(field.text());
            Object value = row.get(field.column());
            assertThat(text == null || value == null)
                    .as("a value is in one column only")
                    .isTrue();
            json.put(
                    field.name(),
                    text == null
                            ? json(field.type(), value)
                            : expected(field.type(), Json.MAPPER.readTree(text.toString())));
        }
        return json;
    }

    private static @Nullable Object json(Type type, @Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> map && type instanceof Type.Struct struct) {
            Map<String, Object> named = new LinkedHashMap<>();
            map.forEach((key, inner) -> named.put((String) key, inner));
            return json(struct, named);
        }
        if (value instanceof List<?> list && type instanceof Type.ListOf of) {
            List<Object> elements = new ArrayList<>();
            for (Object element : list) {
                elements.add(json(of.element(), element));
            }
            return elements;
        }
        return scalar(value);
    }

    private static @Nullable Object scalar(@Nullable Object value) {
        if (value instanceof Long number) {
            return number(BigDecimal.valueOf(number));
        }
        if (value instanceof Double number) {
            return number(new BigDecimal(Double.toString(number)));
        }
        return value instanceof Boolean || value instanceof Instant || value instanceof LocalDate
                ? value.toString()
                : value;
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return RecordArbitraries.cuts();
    }

    @Provide
    Arbitrary<List<String>> records() {
        return RecordArbitraries.records();
    }
}
