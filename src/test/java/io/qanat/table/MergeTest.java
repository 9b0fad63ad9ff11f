package io.qanat.table;

import static io.qanat.table.Tables.column;
import static io.qanat.table.Tables.page;
import static io.qanat.table.Tables.run;
import static io.qanat.table.Tables.settings;
import static io.qanat.table.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.disk.Disk;
import io.qanat.page.Page;
import io.qanat.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergeTest {
    @TempDir
    Path folder;

    private TableSettings by(String key, String... options) {
        List<String> all = new ArrayList<>(List.of("primaryKey", key));
        all.addAll(List.of(options));
        return settings(folder, all.toArray(String[]::new));
    }

    /** The rows as texts, sorted: {@code {id=1, v=a}}. */
    private List<String> rows() throws IOException {
        return table(folder).first(Integer.MAX_VALUE).stream()
                .map(Map::toString)
                .sorted()
                .toList();
    }

    private List<String> files() throws IOException {
        Path table = folder.resolve("t");
        try (Stream<Path> files = Files.walk(table)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> table.relativize(file).toString())
                    .filter(file -> !file.equals(".staging/lock") && !file.equals("_manifest.json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "jsonl", "csv"})
    void the_last_version_of_a_key_is_seen_whatever_the_format(String format) throws IOException {
        TableSettings settings = by("id", "format", format);
        run(settings, "r1", false, page("{\"id\":1,\"v\":\"a\"}", "{\"id\":2,\"v\":\"b\"}", "{\"id\":3,\"v\":\"c\"}"));
        run(
                settings,
                "r2",
                false,
                page("{\"id\":2,\"v\":\"x\"}", "{\"id\":4,\"v\":\"d\"}"),
                page("{\"id\":2,\"v\":\"y\"}", "{\"id\":4,\"v\":\"e\"}", "{\"id\":5,\"v\":null}"));

        assertThat(rows())
                .containsExactly("{id=1, v=a}", "{id=2, v=y}", "{id=3, v=c}", "{id=4, v=e}", "{id=5, v=null}");
        assertThat(table(folder).rows()).isEqualTo(5);
        assertThat(Manifest.read(folder.resolve("t")).runs())
                .extracting(Manifest.RunFiles::run, Manifest.RunFiles::rows)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("r1", 2L), org.assertj.core.groups.Tuple.tuple("r2", 3L));
    }

    @Test
    void files_without_the_runs_keys_stay_as_they_are() throws IOException {
        for (int i = 1; i <= 3; i++) {
            run(by("id"), "r" + i, true, page("{\"id\":" + i + ",\"v\":0}", "{\"id\":" + (i + 10) + ",\"v\":0}"));
        }
        Path untouched = folder.resolve("t/r1-00001.parquet");
        Object before = Files.getAttribute(untouched, "unix:ino");
        TableSink sink = run(by("id"), "r4", true, page("{\"id\":2,\"v\":1}"));

        assertThat(files())
                .containsExactly("r1-00001.parquet", "r3-00001.parquet", "r4-00001.parquet", "r4-00002.parquet");
        assertThat(Files.getAttribute(untouched, "unix:ino")).isEqualTo(before);
        assertThat(column(table(folder), "id")).containsExactly(1L, 11L, 12L, 3L, 13L, 2L);
        assertThat(sink.published().rows()).isEqualTo(1);
        assertThat(sink.published().files()).hasSize(2);
    }

    @Test
    void a_file_of_which_nothing_is_left_goes_and_its_run_stays_known() throws IOException {
        run(by("id"), "r1", true, page("{\"id\":1,\"v\":0}"));
        run(by("id"), "r2", true, page("{\"id\":1,\"v\":1}"));

        assertThat(files()).containsExactly("r2-00001.parquet");
        assertThat(Manifest.read(folder.resolve("t")).runs()).hasSize(1);
        assertThat(Manifest.read(folder.resolve("t")).has("r1")).isTrue();
    }

    @Test
    void auto_merges_with_a_key_and_explicit_modes_do_not() throws IOException {
        run(by("id"), "r1", false, page("{\"id\":1}"));
        run(by("id"), "r2", false, page("{\"id\":2}"));
        assertThat(column(table(folder), "id")).containsExactly(1L, 2L);
        run(by("id", "mode", "append"), "r3", false, page("{\"id\":2}", "{\"v\":1}"));
        assertThat(column(table(folder), "id")).containsExactly(1L, 2L, 2L, null);
        run(by("id", "mode", "merge"), "r4", false, page("{\"id\":2}"));
        assertThat(column(table(folder), "id")).containsExactly(1L, null, 2L);
        run(by("id", "mode", "replace"), "r5", true, page("{\"id\":9}"));
        assertThat(column(table(folder), "id")).containsExactly(9L);
    }

    @Test
    void keys_of_several_fields_are_compared_part_by_part() throws IOException {
        run(by("a,b"), "r1", true, page("{\"a\":\"x\",\"b\":\"yz\",\"v\":1}", "{\"a\":\"xy\",\"b\":\"z\",\"v\":2}"));
        run(by("a,b"), "r2", true, page("{\"a\":\"xy\",\"b\":\"z\",\"v\":3}", "{\"a\":\"\",\"b\":\"xyz\",\"v\":4}"));

        assertThat(rows()).containsExactly("{a=, b=xyz, v=4}", "{a=x, b=yz, v=1}", "{a=xy, b=z, v=3}");
    }

    @Test
    void keys_are_compared_by_value_when_their_column_widens() throws IOException {
        for (String format : List.of("parquet", "jsonl", "csv")) {
            Path place = Files.createDirectory(folder.resolve(format));
            TableSettings settings = settings(place, "primaryKey", "id", "format", format);
            run(settings, "r1", true, page("{\"id\":1,\"v\":1}", "{\"id\":2,\"v\":1}"));
            run(settings, "r2", true, page("{\"id\":1,\"v\":2}", "{\"id\":1.5,\"v\":2}", "{\"id\":1.0,\"v\":3}"));
            run(settings, "r3", true, page("{\"id\":2,\"v\":4}", "{\"id\":-0.0,\"v\":4}", "{\"id\":0,\"v\":5}"));

            assertThat(table(place).first(9).stream().map(Map::toString))
                    .as(format)
                    .containsExactlyInAnyOrder("{id=1.5, v=2}", "{id=1.0, v=3}", "{id=2.0, v=4}", "{id=0.0, v=5}");
        }
    }

    @Test
    void keys_of_every_type_are_found_again() throws IOException {
        String types = "d=decimal(38,2), s=decimal(9,2), t=timestamp, y=date, b=boolean";
        String record = "{\"d\":12345678901234567890123456.78,\"s\":\"1.5\",\"t\":\"2024-02-29T12:00:00.000001Z\","
                + "\"y\":\"1970-01-01\",\"b\":true,\"u\":\"é🎁\",\"v\":%d}";
        for (String format : List.of("parquet", "jsonl", "csv")) {
            Path place = folder.resolve(format);
            TableSettings settings =
                    settings(place, "primaryKey", "d,s,t,y,b,u", "types", types, "format", format, "mode", "merge");
            run(settings, "r1", true, page(String.format(record, 1)));
            run(
                    settings,
                    "r2",
                    true,
                    page(
                            String.format(record, 2),
                            record.replace("true", "false").replace("%d", "3")));

            assertThat(column(table(place), "v")).as(format).containsExactly(2L, 3L);
        }
    }

    @Test
    void new_columns_and_wider_types_go_together_with_a_merge() throws IOException {
        for (String format : List.of("parquet", "jsonl", "csv")) {
            Path place = folder.resolve(format);
            TableSettings settings = settings(place, "primaryKey", "id", "format", format);
            run(
                    settings,
                    "r1",
                    true,
                    page("{\"id\":1,\"n\":1,\"o\":{\"a\":1},\"l\":[1]}", "{\"id\":2,\"n\":2,\"o\":{},\"l\":[]}"));
            run(settings, "r2", true, page("{\"id\":1,\"n\":0.5,\"o\":{\"b\":[true]},\"l\":[2,3],\"new\":\"x\"}"));

            assertThat(table(place).first(9).stream().map(Map::toString))
                    .as(format)
                    .containsExactly(
                            "{id=2, n=2.0, o={a=null, b=null}, l=[], new=null}",
                            "{id=1, n=0.5, o={a=null, b=[true]}, l=[2, 3], new=x}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonl", "csv"})
    void text_that_is_copied_keeps_every_byte(String format) throws IOException {
        String record =
                "{\"id\":%d,\"d\":1e-7,\"e\":123456789.125,\"i\":9007199254740993,\"z\":-0.0,\"s\":\"\",\"q\":\"a\\\"b,\\r\\n"
                        + "é🎁\",\"t\":\"2024-02-29T12:00:00.123456Z\",\"n\":null,\"m\":{\"x\":[{\"y\":1.50}]},\"p\":\"1.10\",\"j\":[1,{\"k\":2}]}";
        TableSettings settings = by("id", "format", format, "compression", "none", "types", "p=decimal(9,4), j=json");
        run(settings, "r1", true, page(String.format(record, 1), String.format(record, 2)));
        List<String> before = Files.readAllLines(folder.resolve("t/r1-00001." + format));
        run(settings, "r2", true, page(String.format(record, 1)));

        List<String> own = Files.readAllLines(folder.resolve("t/r2-00001." + format));
        List<String> rest = Files.readAllLines(folder.resolve("t/r2-00002." + format));
        assertThat(before).containsSubsequence(own).containsSubsequence(rest);
        assertThat(own.size() + rest.size()).isEqualTo(before.size() + (format.equals("csv") ? 1 : 0));
    }

    @Test
    void a_key_moves_from_one_folder_to_another() throws IOException {
        for (String format : List.of("parquet", "jsonl", "csv")) {
            Path place = folder.resolve(format);
            TableSettings settings = settings(place, "primaryKey", "id", "partitionBy", "c", "format", format);
            run(
                    settings,
                    "r1",
                    true,
                    page("{\"id\":1,\"c\":\"a\"}", "{\"id\":2,\"c\":\"a\"}", "{\"id\":3,\"c\":\"b\"}"));
            run(
                    settings,
                    "r2",
                    true,
                    page("{\"id\":1,\"c\":\"b\"}", "{\"id\":3,\"c\":null}", "{\"id\":1,\"c\":\"d\"}"));

            assertThat(table(place).first(9).stream().map(Map::toString))
                    .as(format)
                    .containsExactlyInAnyOrder("{id=2, c=a}", "{id=1, c=d}", "{id=3, c=null}");
            assertThat(place.resolve("t/c=b")).doesNotExist();
        }
    }

    @Test
    void the_field_that_names_the_folders_may_be_in_the_key() throws IOException {
        for (String format : List.of("parquet", "jsonl", "csv")) {
            Path place = folder.resolve(format);
            TableSettings settings = settings(place, "primaryKey", "id,c", "partitionBy", "c", "format", format);
            run(settings, "r1", true, page("{\"id\":1,\"c\":1,\"v\":1}", "{\"id\":1,\"c\":2,\"v\":1}"));
            run(settings, "r2", true, page("{\"id\":1,\"c\":2,\"v\":2}", "{\"id\":2,\"c\":2,\"v\":2}"));
            TableSettings alone = settings(place, "primaryKey", "c", "partitionBy", "c", "format", format);
            assertThat(table(place).first(9).stream().map(Map::toString))
                    .as(format)
                    .containsExactlyInAnyOrder("{id=1, c=1, v=1}", "{id=1, c=2, v=2}", "{id=2, c=2, v=2}");
            run(alone, "r3", true, page("{\"id\":7,\"c\":2.0,\"v\":3}"));

            assertThat(table(place).first(9).stream().map(Map::toString))
                    .as(format)
                    .containsExactlyInAnyOrder("{id=1, c=1.0, v=1}", "{id=7, c=2.0, v=3}");
        }
    }

    @Test
    void a_record_without_its_key_is_told_with_page_and_place() {
        Page first = page("{\"id\":1}", "{\"id\":2}");
        Page second = new Page(
                7,
                "[{\"id\":3},{\"v\":4}]".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                0,
                18,
                Page.Layout.ARRAY,
                2);

        assertThatThrownBy(() -> run(by("id"), "r1", true, first, second))
                .isInstanceOf(TableException.class)
                .hasMessage("table t: page 7, record 2 has no id, or one of another type, but that is the primaryKey"
                        + " rows are merged by: choose another, or mode=append");
        assertThatThrownBy(() -> run(by("id"), "r1", true, page("{\"id\":1}", "{\"id\":2}", "{\"id\":\"x\"}")))
                .hasMessageContaining("table t: page 1, record 3 has no id");
        assertThatThrownBy(() -> run(by("id"), "r1", true, page("{\"id\":null}")))
                .hasMessageContaining("table t: page 1, record 1 has no id");
        assertThatThrownBy(() -> run(by("o"), "r1", true, page("{\"id\":1,\"o\":{\"a\":1}}")))
                .hasMessage("table t: primaryKey o is no column of single values; there are: id");
    }

    @Test
    void a_record_with_a_deletion_mark_deletes_its_row_and_is_not_written() throws IOException {
        TableSettings settings = by("id", "deletedField", "/gone");
        run(settings, "r1", true, page("{\"id\":1}", "{\"id\":2}", "{\"id\":3}", "{\"id\":4,\"gone\":true}"));
        assertThat(column(table(folder), "id")).containsExactly(1L, 2L, 3L);
        run(
                settings,
                "r2",
                true,
                page("{\"id\":1,\"gone\":true}", "{\"id\":2,\"gone\":false}", "{\"id\":5,\"gone\":null}"),
                page("{\"id\":5,\"gone\":true}", "{\"id\":3,\"gone\":true}", "{\"id\":3,\"gone\":false}"));

        assertThat(rows()).containsExactly("{id=2, gone=false}", "{id=3, gone=false}");
        run(settings, "r3", true, page("{\"id\":2,\"gone\":true}", "{\"id\":3,\"gone\":\"yes\"}"));
        assertThat(rows()).isEmpty();
        assertThat(table(folder).schema()).containsExactly("id  int64", "gone  boolean", "gone__text  string");
    }

    @Test
    void anything_but_null_false_zero_and_nothing_marks_a_deletion() throws IOException {
        List<String> not = List.of("null", "false", "0", "0.0", "\"\"", "\"false\"");
        List<String> marks = List.of(
                "true",
                "1",
                "-0.5",
                "\"2024-02-29T12:00:00Z\"",
                "\"1970-01-01\"",
                "\"x\"",
                "{\"a\":1}",
                "[0]",
                "\"0\"");
        for (String first : Stream.concat(not.stream(), marks.stream()).toList()) {
            List<String> records = new ArrayList<>(List.of("{\"id\":0,\"d\":" + first + "}"));
            Stream.concat(not.stream(), marks.stream())
                    .forEach(mark -> records.add("{\"id\":" + records.size() + ",\"d\":" + mark + "}"));
            Path place = folder.resolve("d" + folder.toFile().list().length);
            run(settings(place, "primaryKey", "id", "deletedField", "d"), "r1", true, page(records));

            assertThat(column(table(place), "id"))
                    .as(first)
                    .containsExactlyElementsOf(Stream.of(0L, 1L, 2L, 3L, 4L, 5L, 6L)
                            .filter(id -> id > 0 || not.contains(first))
                            .map(id -> (Object) id)
                            .toList());
        }
    }

    @Test
    void a_deletion_mark_without_a_merge_is_refused() {
        for (String[] options : new String[][] {
            {"deletedField", "d"},
            {"deletedField", "d", "primaryKey", "id", "mode", "append"},
            {"deletedField", "d", "primaryKey", "id", "mode", "replace"}
        }) {
            assertThatThrownBy(() -> settings(folder, options))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("deletedField: marks rows that a merge deletes: it needs a primaryKey");
        }
        assertThatThrownBy(() -> by("id", "deletedField", "/meta/deleted"))
                .hasMessageContaining("must be a field of the record itself");
    }

    @Test
    void publishing_a_merge_again_changes_nothing() throws IOException {
        run(by("id"), "r1", true, page("{\"id\":1}", "{\"id\":2}"));
        TableSink sink = run(by("id"), "r2", true, page("{\"id\":2}", "{\"id\":3}"));
        byte[] manifest = Files.readAllBytes(folder.resolve("t/_manifest.json"));
        List<String> files = files();
        sink.publish();
        run(by("id"), "r2", true, page("{\"id\":2}", "{\"id\":3}"));

        assertThat(Files.readAllBytes(folder.resolve("t/_manifest.json"))).isEqualTo(manifest);
        assertThat(files()).isEqualTo(files);
    }

    @Test
    void a_merge_waits_for_a_run_that_another_pull_has_prepared() throws IOException {
        run(by("id"), "r1", true, page("{\"id\":1}", "{\"id\":2}"));
        TableSink sink = TableSink.open(by("id"), "r2", "orders", true, Disk.LOCAL);
        sink.write(page("{\"id\":2}"));
        sink.prepare();
        sink.release();

        for (String mode : List.of("merge", "append", "replace")) {
            assertThatThrownBy(() -> TableSink.open(by("id", "mode", mode), "r3", "others", true, Disk.LOCAL))
                    .isInstanceOf(TableException.class)
                    .hasMessage("table t: run r2 of pull orders is complete and waits to be published: run that pull"
                            + " first");
        }
        sink.publish();
        run(by("id"), "r3", true, page("{\"id\":3}"));
        assertThat(column(table(folder), "id")).containsExactly(1L, 2L, 3L);
    }

    /** As many keys as no memory of that size holds: they are dealt to files, and the rows are those of a join in memory. */
    @Test
    void keys_that_do_not_fit_the_memory_give_the_same_rows() throws Exception {
        Map<Long, Integer> expected = new java.util.HashMap<>();
        for (int r = 0; r < 4; r++) {
            Page[] pages = new Page[5];
            for (int p = 0; p < pages.length; p++) {
                List<String> records = new ArrayList<>();
                for (int i = 0; i < 2_000; i++) {
                    long id = (r * 10_000L + p * 2_000L + i) * 7_919 % 15_000;
                    int v = r * 100_000 + p * 10_000 + i;
                    records.add("{\"id\":\"key-" + id + "\",\"v\":" + v + ",\"day\":" + v % 3 + "}");
                    expected.put(id, v);
                }
                pages[p] = page(records);
            }
            TableSink sink = TableSink.open(by("id", "partitionBy", "day"), "r" + r, null, true, Tables.HASTY, 20_000);
            for (Page page : pages) {
                sink.write(page);
            }
            sink.prepare();
            sink.publish();
            sink.release();
        }
        assertThat(table(folder).rows()).isEqualTo(expected.size());
        try (java.sql.Connection duckdb = java.sql.DriverManager.getConnection("jdbc:duckdb:");
                java.sql.Statement statement = duckdb.createStatement();
                java.sql.ResultSet result =
                        statement.executeQuery("select count(*), count(distinct id), sum(v), sum(day)"
                                + " from read_parquet('" + folder + "/t/*/*.parquet', hive_partitioning = true)")) {
            result.next();
            assertThat(result.getLong(1)).isEqualTo(expected.size());
            assertThat(result.getLong(2)).isEqualTo(expected.size());
            assertThat(result.getLong(3))
                    .isEqualTo(expected.values().stream().mapToLong(v -> v).sum());
            assertThat(result.getLong(4))
                    .isEqualTo(expected.values().stream().mapToInt(v -> v % 3).sum());
        }
    }
}
