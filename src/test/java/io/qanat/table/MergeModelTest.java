package io.qanat.table;

import static io.qanat.table.Tables.page;
import static io.qanat.table.Tables.settings;
import static io.qanat.table.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import io.qanat.page.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Whatever runs bring, a merged table has for each key what was said of it last. */
class MergeModelTest {
    /** Small enough that the keys of any run are dealt to files. */
    private static final long TINY = 60;

    private static final long LARGE = 1L << 24;

    /** A record as it was written; what of it the table must show. */
    private record Row(
            double id, @Nullable String c, long n, @Nullable Object x) {}

    @Property(tries = 80)
    void a_merged_table_equals_a_map(
            @ForAll("runs") List<List<List<String>>> runs,
            @ForAll Format format,
            @ForAll boolean inFolders,
            @ForAll boolean twoFields,
            @ForAll boolean tiny)
            throws IOException {
        Path place = Files.createTempDirectory("merge");
        try {
            TableSettings settings = small(options(place, format, inFolders, twoFields));
            Map<List<Object>, Row> model = new LinkedHashMap<>();
            int number = 0;
            for (List<List<String>> run : runs) {
                List<Page> pages = new ArrayList<>();
                for (List<String> records : run) {
                    List<String> numbered = new ArrayList<>();
                    for (String record : records) {
                        numbered.add(record.replace("\"n\":0", "\"n\":" + ++number));
                    }
                    numbered.forEach(record -> apply(record, twoFields, model));
                    pages.add(page(numbered));
                }
                merge(settings, "r" + number + "-" + runs.indexOf(run), pages, tiny ? TINY : LARGE);
                assertThat(rows(place)).isEqualTo(Set.copyOf(model.values()));
                if (number % 3 == 0) {
                    Compaction.run(place, "t", 1 << 20, Tables.HASTY);
                    assertThat(rows(place)).isEqualTo(Set.copyOf(model.values()));
                }
                assertThat(table(place).rows()).isEqualTo(model.size());
                assertNothingElse(place);
            }
        } finally {
            Tables.HASTY.deleteTree(place);
        }
    }

    private static TableSettings options(Path place, Format format, boolean inFolders, boolean twoFields) {
        List<String> options = new ArrayList<>(
                List.of("primaryKey", twoFields ? "id,c" : "id", "format", format.written(), "deletedField", "gone"));
        if (inFolders) {
            options.addAll(List.of("partitionBy", "c"));
        }
        return settings(place, options.toArray(String[]::new));
    }

    /** A file is full with the first rows that come. */
    private static TableSettings small(TableSettings s) {
        PartFormat format = new PartFormat(s.format().format(), s.format().codec(), 1, 1 << 18);
        return new TableSettings(
                s.name(),
                s.directory(),
                s.mode(),
                s.primaryKey(),
                s.deletedField(),
                s.contract(),
                s.types(),
                s.nested(),
                s.partitionBy(),
                format,
                s.database(),
                null);
    }

    private static void merge(TableSettings settings, String run, List<Page> pages, long keyMemory) throws IOException {
        TableSink sink = TableSink.open(settings, run, null, true, Tables.HASTY, keyMemory);
        try {
            for (Page page : pages) {
                sink.write(page);
            }
            sink.prepare();
            sink.publish();
        } finally {
            sink.release();
        }
    }

    private static void apply(String record, boolean twoFields, Map<List<Object>, Row> model) {
        try {
            JsonNode json = Json.MAPPER.readTree(record);
            double id = json.get("id").doubleValue() + 0.0; // not -0.0
            String c = json.get("c").textValue();
            List<Object> key = twoFields ? List.of(id, c) : List.of(id);
            model.remove(key);
            if (!json.path("gone").asBoolean()) {
                model.put(key, new Row(id, c, json.get("n").longValue(), value(json.path("x"))));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static @Nullable Object value(JsonNode x) {
        return x.isNumber() ? (Object) x.doubleValue() : x.isMissingNode() ? null : x.toString();
    }

    private static Set<Row> rows(Path place) throws IOException {
        Set<Row> rows = new LinkedHashSet<>();
        List<Map<String, Object>> there = table(place).first(Integer.MAX_VALUE);
        for (Map<String, Object> row : there) {
            Object x = row.get("x");
            rows.add(new Row(
                    ((Number) row.get("id")).doubleValue() + 0.0,
                    (String) row.get("c"),
                    (Long) row.get("n"),
                    x == null ? row.get("x__text") : ((Number) x).doubleValue()));
        }
        assertThat(rows).hasSameSizeAs(there);
        return rows;
    }

    /** The folder has the files of the manifest, with as many rows, and no other. */
    private static void assertNothingElse(Path place) throws IOException {
        Path table = place.resolve("t");
        try (Stream<Path> files = Files.walk(table)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> table.relativize(file).toString())
                            .filter(name -> !name.equals(".staging/lock") && !name.equals("_manifest.json")))
                    .containsExactlyInAnyOrderElementsOf(Manifest.read(table).files().stream()
                            .map(Manifest.DataFile::name)
                            .toList());
        }
    }

    /** Runs of pages of records; the first ones have integers as keys, so that their column widens. */
    @Provide
    Arbitrary<List<List<List<String>>>> runs() {
        Arbitrary<String> ids = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.integers().between(0, 9).map(String::valueOf)),
                Tuple.of(1, Arbitraries.of("1.0", "2.5", "-0.0", "3e0", "9007199254740992")));
        Arbitrary<String> gone = Arbitraries.of("", "", "", ",\"gone\":false", ",\"gone\":true", ",\"gone\":true");
        Arbitrary<String> x = Arbitraries.of("", "", ",\"x\":1", ",\"x\":1.5", ",\"x\":[true]", ",\"x\":\"\"");
        return Combinators.combine(ids, Arbitraries.of("a", "b", "c/d"), gone, x)
                .as((id, c, mark, more) -> "{\"id\":" + id + ",\"c\":\"" + c + "\",\"n\":0" + mark + more + "}")
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .list()
                .ofMaxSize(3)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(MergeModelTest::withType);
    }

    /** The key must have a type from the first record on that it keeps; and x is a number before it is another thing. */
    private static List<List<List<String>>> withType(List<List<List<String>>> runs) {
        List<List<List<String>>> typed = new ArrayList<>(runs);
        typed.add(0, List.of(List.of("{\"id\":0,\"c\":\"a\",\"n\":0,\"x\":2,\"gone\":false}")));
        return typed;
    }
}
