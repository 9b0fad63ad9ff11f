package io.qanat.table;

import static io.qanat.table.Tables.column;
import static io.qanat.table.Tables.page;
import static io.qanat.table.Tables.run;
import static io.qanat.table.Tables.settings;
import static io.qanat.table.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import io.qanat.page.Page;
import io.qanat.settings.SettingsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in files of JSON lines and CSV. */
class TextFilesTest {
    @TempDir
    Path folder;

    private static final String EACH_TYPE = """
            {"i":-7,"d":1.50,"big":1e300,"b":true,"s":"Zoë \\"🎁\\", x","e":"","t":"2024-02-29T23:59:59.100+01:00",
             "l":"2024-02-29 23:59:00","day":"1969-12-31","o":{"a":{"b":1},"c":[]},"n":[[1,null],[],null],"x":null,"m":5}""";
    private static final String MISFIT = "{\"m\":{\"k\":[1.10]}}";

    private String text(String format) throws IOException {
        run(settings(folder, "format", format, "compression", "none"), "r1", false, page(EACH_TYPE, MISFIT));
        return Files.readString(folder.resolve("t/r1-00001." + format));
    }

    @Test
    void json_lines_have_an_object_a_line_with_values_by_the_tables_types() throws IOException {
        assertThat(text("jsonl")).isEqualTo("""
                {"i":-7,"d":1.5,"big":1.0E300,"b":true,"s":"Zoë \\"🎁\\", x","e":"","t":"2024-02-29T22:59:59.100Z",\
                "l":"2024-02-29T23:59:00","day":"1969-12-31","o":{"a":{"b":1}},"n":[[1,null],[],null],"m":5}
                {"m__text":"{\\"k\\":[1.10]}"}
                """);
    }

    @Test
    void csv_has_a_header_crlf_empty_fields_for_null_and_quotes_for_the_empty_string() throws IOException {
        assertThat(text("csv"))
                .isEqualTo("i,d,big,b,s,e,t,l,day,o,n,m,m__text\r\n"
                        + "-7,1.5,1.0E300,true,\"Zoë \"\"🎁\"\", x\",\"\",2024-02-29T22:59:59.100Z,2024-02-29T23:59:00,"
                        + "1969-12-31,\"{\"\"a\"\":{\"\"b\"\":1}}\",\"[[1,null],[],null]\",5,\r\n"
                        + ",,,,,,,,,,,,\"{\"\"k\"\":[1.10]}\"\r\n");
    }

    @Test
    void decimals_have_all_digits_of_their_scale() throws IOException {
        TableSettings settings = settings(
                folder, "format", "jsonl", "compression", "none", "types", "a=decimal(18,2), b=decimal(38,10)");
        run(settings, "r1", false, page("{\"a\":12.5,\"b\":\"-1234567890123456789012345678\"}"));

        assertThat(folder.resolve("t/r1-00001.jsonl"))
                .hasContent("{\"a\":12.50,\"b\":-1234567890123456789012345678.0000000000}");
    }

    @Test
    void zstd_and_gzip_compress_whole_files() throws IOException {
        run(settings(folder, "format", "jsonl"), "r1", true, page("{\"a\":1}"));
        run(settings(folder, "format", "jsonl", "compression", "gzip"), "r2", true, page("{\"a\":2}"));

        byte[] zstd = Files.readAllBytes(folder.resolve("t/r1-00001.jsonl.zst"));
        byte[] gzip = Files.readAllBytes(folder.resolve("t/r2-00001.jsonl.gz"));
        assertThat(new ZstdInputStream(new ByteArrayInputStream(zstd)))
                .hasBinaryContent("{\"a\":1}\n".getBytes(StandardCharsets.UTF_8));
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)))
                .hasBinaryContent("{\"a\":2}\n".getBytes(StandardCharsets.UTF_8));
        assertThat(column(table(folder), "a")).containsExactly(1L, 2L);
    }

    @Test
    void gzip_compresses_parquet_as_well() throws IOException {
        run(settings(folder, "compression", "gzip"), "r1", false, page("{\"a\":1}"));

        assertThat(column(table(folder), "a")).containsExactly(1L);
    }

    @Test
    void snappy_is_for_parquet_only() {
        assertThatThrownBy(() -> settings(folder, "format", "csv", "compression", "snappy"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("\"snappy\" is for parquet only: use zstd, gzip or none");
    }

    private List<Page> noise(int pages) {
        Random random = new Random(7);
        List<Page> made = new ArrayList<>();
        for (int i = 0; i < pages; i++) {
            List<String> page = new ArrayList<>();
            for (int j = 0; j < 1_000; j++) {
                page.add("{\"id\":" + (i * 1_000 + j) + ",\"noise\":\"" + Long.toHexString(random.nextLong())
                        + Long.toHexString(random.nextLong()) + "\"}");
            }
            made.add(page(page));
        }
        return made;
    }

    @Test
    void a_file_is_closed_when_it_has_reached_its_size() throws IOException {
        for (String format : List.of("jsonl", "csv")) {
            TableSettings settings = settings(
                    Files.createDirectory(folder.resolve(format)),
                    "format",
                    format,
                    "compression",
                    "none",
                    "maxFileSize",
                    "1MiB");
            run(settings, "r1", false, noise(60).toArray(Page[]::new));

            TableDescription table = TableDescription.read(folder.resolve(format), "t");
            assertThat(table.files()).hasSizeBetween(2, 5).allSatisfy(file -> assertThat(Files.size(file))
                    .isLessThan(2 << 20));
            assertThat(column(table, "id")).hasSize(60_000).isSorted().endsWith(59_999L);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("t"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void json_lines_stay_as_they_are_when_columns_are_added() throws IOException {
        TableSettings settings = settings(folder, "format", "jsonl", "compression", "none");
        run(settings, "r1", false, page("{\"a\":1}"), page("{\"a\":2.5,\"o\":{\"b\":1}}"), page("{\"o\":{\"c\":1}}"));

        assertThat(names()).contains("r1-00001.jsonl", "r1-00002.jsonl", "r1-00003.jsonl");
        assertThat(folder.resolve("t/r1-00001.jsonl")).hasContent("{\"a\":1}");
        assertThat(column(table(folder), "a")).containsExactly(1.0, 2.5, null);
    }

    @Test
    void every_csv_of_a_run_has_the_same_header() throws IOException {
        TableSettings settings = settings(folder, "format", "csv", "compression", "none");
        run(settings, "r1", false, page("{\"a\":1}"), page("{\"a\":2.5,\"b\":\"\"}"), page("{\"c\":1}"));

        assertThat(names()).containsExactly(".staging", "_manifest.json", "r1-00001.csv", "r1-00002.csv");
        assertThat(folder.resolve("t/r1-00001.csv")).hasContent("a,b,c\r\n1.0,,\r\n2.5,\"\",\r\n");
    }

    @Test
    void an_empty_csv_has_its_header() throws IOException {
        run(settings(folder, "format", "csv", "compression", "none"), "r1", false, page("{\"a\":1,\"b\":2}"));
        run(settings(folder, "format", "csv", "compression", "none"), "r2", false);

        assertThat(Files.readString(folder.resolve("t/r2-00001.csv"))).isEqualTo("a,b\r\n");
        assertThat(table(folder).first(9)).isEmpty();
    }

    @Test
    void a_run_that_replaces_may_bring_another_format() throws IOException {
        run(settings(folder, "format", "csv"), "r1", false, page("{\"a\":\"007\"}"));
        run(settings(folder, "format", "jsonl"), "r2", false, page("{\"a\":\"008\"}"));

        assertThat(names()).containsExactly(".staging", "_manifest.json", "r2-00001.jsonl.zst");
        assertThat(column(table(folder), "a")).containsExactly("008");
    }

    @Test
    void a_run_that_appends_must_keep_the_format() throws IOException {
        run(settings(folder), "r1", true, page("{\"a\":1}"));

        assertThatThrownBy(() -> run(settings(folder, "format", "csv"), "r2", true, page("{\"a\":2}")))
                .isInstanceOf(TableException.class)
                .hasMessage(
                        "table t: its files have format=parquet, and files with csv can't be added to them: keep it,"
                                + " or set mode=replace, or choose another table name");
    }

    @Test
    void a_moment_beyond_the_year_9999_in_utc_is_kept_as_text() throws IOException {
        run(
                settings(folder, "format", "csv"),
                "r1",
                false,
                page(
                        "{\"t\":\"2024-02-29T12:00:00Z\"}",
                        "{\"t\":\"9999-12-31T23:59:59-01:00\"}",
                        "{\"t\":\"0001-01-01T00:00:00+01:00\"}"));

        assertThat(column(table(folder), "t__text"))
                .containsExactly(null, "\"9999-12-31T23:59:59-01:00\"", "\"0001-01-01T00:00:00+01:00\"");
    }
}
