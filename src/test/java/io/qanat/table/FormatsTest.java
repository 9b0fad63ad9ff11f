package io.qanat.table;

import static io.qanat.table.Tables.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.disk.Disk;
import io.qanat.page.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Any records: the same rows and the same schema, whatever the format of the table. */
class FormatsTest {
    private static final String DECLARED = "a=decimal(20,3), value=json, A=map(int64), b=decimal(20,3)";

    private Path folder = Path.of(".");

    @BeforeTry
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("qanat-formats");
    }

    @AfterTry
    void removeFolder() throws IOException {
        Disk.LOCAL.deleteTree(folder);
    }

    @Property(tries = 500)
    void all_formats_have_the_same_rows(
            @ForAll("records") List<String> records,
            @ForAll("cuts") List<Integer> cuts,
            @ForAll Nested nested,
            @ForAll boolean declared)
            throws IOException {
        String[] options = {"nested", nested.name().toLowerCase(Locale.ROOT), "types", declared ? DECLARED : ""};
        TableDescription parquet = written("parquet", "snappy", records, cuts, options);
        List<Map<String, Object>> rows = parquet.first(Integer.MAX_VALUE);

        for (String format : List.of("jsonl", "csv")) {
            TableDescription text = written(format, "none", records, cuts, options);
            assertThat(text.schema()).as(format).isEqualTo(parquet.schema());
            assertThat(text.first(Integer.MAX_VALUE)).as(format).isEqualTo(rows);
        }
    }

    @Property(tries = 300)
    void folders_have_the_same_rows(
            @ForAll("records") List<String> records, @ForAll("cuts") List<Integer> cuts, @ForAll Format format)
            throws IOException {
        TableDescription whole = written("parquet", "snappy", records, cuts, "types", DECLARED);
        List<String> rows = sorted(whole);
        Disk.LOCAL.deleteTree(folder.resolve("parquet"));
        TableDescription dealt =
                written(format.written(), "none", records, cuts, "types", DECLARED, "partitionBy", "b");

        assertThat(dealt.schema()).isEqualTo(whole.schema());
        assertThat(sorted(dealt)).isEqualTo(rows);
    }

    private static List<String> sorted(TableDescription table) throws IOException {
        return table.first(Integer.MAX_VALUE).stream()
                .map(String::valueOf)
                .sorted()
                .toList();
    }

    private TableDescription written(
            String format, String compression, List<String> records, List<Integer> cuts, String... more)
            throws IOException {
        List<String> options = new ArrayList<>(List.of("format", format, "compression", compression));
        options.addAll(List.of(more));
        Path place = Files.createDirectory(folder.resolve(format));
        TableSettings settings = Tables.settings(place, options.toArray(String[]::new));
        Tables.run(settings, "r1", false, pages(records, cuts).toArray(Page[]::new));
        return Tables.table(place);
    }

    private static List<Page> pages(List<String> records, List<Integer> cuts) {
        List<Page> pages = new ArrayList<>();
        int from = 0;
        for (int length : cuts) {
            int to = Math.min(records.size(), from + length);
            pages.add(page(records.subList(from, to)));
            from = to;
        }
        pages.add(page(records.subList(from, records.size())));
        return pages;
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
