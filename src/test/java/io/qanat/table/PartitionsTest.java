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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionsTest {
    @TempDir
    Path folder;

    /** The table's files, without the manifest and the staging folder. */
    private List<String> files() throws IOException {
        Path table = folder.resolve("t");
        try (Stream<Path> files = Files.walk(table)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> table.relativize(file).toString())
                    .filter(file -> !file.startsWith(".staging") && !file.equals("_manifest.json"))
                    .sorted()
                    .toList();
        }
    }

    private TableSettings by(String partitionBy, String... options) {
        List<String> all = new ArrayList<>(List.of("partitionBy", partitionBy));
        all.addAll(List.of(options));
        return settings(folder, all.toArray(String[]::new));
    }

    @Test
    void each_value_has_a_folder_and_is_not_in_its_files() throws IOException {
        run(
                by("country", "format", "jsonl", "compression", "none"),
                "r1",
                false,
                page("{\"id\":1,\"country\":\"DE\"}", "{\"id\":2,\"country\":\"FR\"}"),
                page("{\"id\":3,\"country\":\"DE\"}", "{\"id\":4}", "{\"id\":5,\"country\":\"\"}"));

        assertThat(files())
                .containsExactly(
                        "country=/r1-00004.jsonl",
                        "country=DE/r1-00001.jsonl",
                        "country=FR/r1-00002.jsonl",
                        "country=__HIVE_DEFAULT_PARTITION__/r1-00003.jsonl");
        assertThat(folder.resolve("t/country=DE/r1-00001.jsonl")).hasContent("{\"id\":1}\n{\"id\":3}");
        assertThat(column(table(folder), "id")).containsExactly(1L, 3L, 2L, 4L, 5L);
        assertThat(column(table(folder), "country")).containsExactly("DE", "DE", "FR", null, "");
        assertThat(table(folder).schema()).containsExactly("id  int64", "country  string");
    }

    @Test
    void values_that_a_file_system_or_reader_may_misread_are_encoded() throws IOException {
        List<Object> values =
                List.of("a/b=c", "..", "50%", "Zoë 🎁", "__HIVE_DEFAULT_PARTITION__", "x:y*?", "\n", "end ");
        List<String> records = new ArrayList<>();
        for (Object value : values) {
            records.add(io.qanat.page.Json.MAPPER.writeValueAsString(Map.of("v", value, "id", 1)));
        }
        for (String format : List.of("parquet", "csv")) {
            run(by("v", "format", format), "r-" + format, false, page(records));
            assertThat(column(table(folder), "v")).containsExactlyElementsOf(values);
        }

        assertThat(files().stream().map(file -> file.substring(0, file.indexOf('/'))))
                .containsExactlyInAnyOrder(
                        "v=a%2Fb%3Dc",
                        "v=.%2E",
                        "v=50%25",
                        "v=Zoë 🎁",
                        "v=%5F_HIVE_DEFAULT_PARTITION__",
                        "v=x%3Ay%2A%3F",
                        "v=%0A",
                        "v=end%20");
    }

    @Test
    void a_name_too_long_is_told() {
        assertThatThrownBy(() -> run(by("v"), "r1", false, page("{\"v\":\"" + "x".repeat(300) + "\"}")))
                .isInstanceOf(TableException.class)
                .hasMessageStartingWith("table t: partitionBy: the value \"xxx")
                .hasMessageContaining("longer than 255 bytes");
    }

    @Test
    void days_months_and_hours_of_moments_make_folders_and_the_field_stays() throws IOException {
        Page moments = page(
                "{\"t\":\"2024-02-29T23:30:00-01:00\",\"d\":\"2024-02-29\"}",
                "{\"t\":\"2024-03-01T00:00:00Z\",\"d\":\"2024-03-31\"}",
                "{\"t\":\"soon\",\"d\":null}");
        run(by("t:hour"), "r1", false, moments);
        assertThat(files())
                .containsExactly(
                        "t_hour=2024-03-01T00/r1-00001.parquet", "t_hour=__HIVE_DEFAULT_PARTITION__/r1-00002.parquet");
        run(by("t:day"), "r2", false, moments);
        assertThat(files())
                .containsExactly(
                        "t_day=2024-03-01/r2-00001.parquet", "t_day=__HIVE_DEFAULT_PARTITION__/r2-00002.parquet");
        run(by("d:month"), "r3", false, moments);
        assertThat(files())
                .containsExactly(
                        "d_month=2024-02/r3-00001.parquet",
                        "d_month=2024-03/r3-00002.parquet",
                        "d_month=__HIVE_DEFAULT_PARTITION__/r3-00003.parquet");
        assertThat(String.valueOf(column(table(folder), "t")))
                .isEqualTo("[2024-03-01T00:30:00Z, 2024-03-01T00:00:00Z, null]");
        assertThat(column(table(folder), "t__text")).containsExactly(null, null, "\"soon\"");
    }

    @Test
    void a_field_that_cannot_name_folders_is_told() {
        assertThatThrownBy(() -> run(by("v"), "r1", false, page("{\"v\":[1]}")))
                .hasMessage("table t: partitionBy: v is list(int64), but must be a single value: choose another field");
        assertThatThrownBy(() -> run(by("v:day"), "r1", false, page("{\"v\":\"x\"}")))
                .hasMessageStartingWith("table t: partitionBy: v:day needs a timestamp or date, but v is string");
    }

    @Test
    void append_adds_files_to_folders_and_replace_removes_folders_that_have_none() throws IOException {
        run(by("c", "mode", "append"), "r1", true, page("{\"c\":1,\"id\":1}", "{\"c\":2,\"id\":2}"));
        run(by("c", "mode", "append"), "r2", true, page("{\"c\":2,\"id\":3}"));
        assertThat(files()).containsExactly("c=1/r1-00001.parquet", "c=2/r1-00002.parquet", "c=2/r2-00001.parquet");
        assertThat(column(table(folder), "id")).containsExactly(1L, 2L, 3L);

        run(by("c", "mode", "replace"), "r3", true, page("{\"c\":2,\"id\":4}"));
        assertThat(files()).containsExactly("c=2/r3-00001.parquet");
        assertThat(folder.resolve("t/c=1")).doesNotExist();
        assertThat(column(table(folder), "c")).containsExactly(2L);
    }

    @Test
    void a_run_that_appends_must_keep_the_folders() throws IOException {
        run(by("c"), "r1", true, page("{\"c\":1,\"id\":1}"));

        assertThatThrownBy(() -> run(settings(folder), "r2", true, page("{\"c\":1}")))
                .isInstanceOf(TableException.class)
                .hasMessageStartingWith("table t: its files have partitionBy=c, and files with none can't be added");
    }

    @Test
    void more_folders_than_open_files_have_one_file_each() throws IOException {
        for (String format : List.of("parquet", "jsonl")) {
            Page[] pages = new Page[20];
            for (int i = 0; i < pages.length; i++) {
                List<String> records = new ArrayList<>();
                for (int j = 0; j < 2_000; j++) {
                    records.add("{\"id\":" + (i * 2_000 + j) + ",\"c\":" + j % 40 + ",\"s\":\"row " + j + "\"}");
                }
                pages[i] = page(records);
            }
            run(by("c", "format", format), "r-" + format, false, pages);

            assertThat(files()).hasSize(40);
            assertThat(table(folder).rows()).isEqualTo(40_000);
            List<Object> ids = column(table(folder), "id");
            assertThat(ids).hasSize(40_000).doesNotHaveDuplicates();
            assertThat(ids.subList(0, 1_000)).isSorted();
            assertThat(column(table(folder), "c").subList(0, 1_000)).containsOnly(0L);
        }
    }

    @Test
    void the_schema_may_grow_and_a_table_may_have_no_other_column() throws IOException {
        run(by("c"), "r1", false, page("{\"c\":1}", "{\"c\":2}"), page("{\"c\":1}"));
        assertThat(column(table(folder), "c")).containsExactly(1L, 1L, 2L);

        run(
                by("c"),
                "r2",
                false,
                page("{\"c\":1}"),
                page("{\"c\":1,\"l\":[{\"a\":1}]}"),
                page("{\"c\":{},\"o\":[[2]]}"));
        assertThat(files()).hasSize(2);
        assertThat(String.valueOf(table(folder).first(9)))
                .isEqualTo("[{c=1, c__text=null, l=null, o=null}, {c=1, c__text=null, l=[{a=1}], o=null},"
                        + " {c=null, c__text={}, l=null, o=[[2]]}]");
    }

    @Test
    void a_partitioned_table_without_rows_has_no_file() throws IOException {
        run(by("c"), "r1", false, page("{\"c\":1,\"id\":1}"));
        run(by("c"), "r2", false);

        assertThat(files()).isEmpty();
        assertThat(table(folder).schema()).containsExactly("c  int64", "id  int64");
    }

    @Test
    void publishing_is_finished_after_a_crash_at_any_step() throws IOException {
        boolean lived = false;
        for (int steps = 0; !lived; steps++) {
            Path place = Files.createDirectory(folder.resolve("steps" + steps));
            TableSettings settings = settings(place, "partitionBy", "c");
            run(settings, "r1", false, page("{\"c\":1,\"id\":1}"));
            Dying dying = new Dying(steps);
            if (!written(settings, dying)) {
                List<Object> seen = column(table(place), "id");
                assertThat(seen.equals(List.of(1L)) || seen.equals(List.of(2L, 3L)))
                        .isTrue();
                written(settings, Disk.LOCAL);
            }
            lived = dying.lived();
            assertThat(column(table(place), "id")).as("steps %d", steps).containsExactly(2L, 3L);
            assertThat(column(table(place), "c")).as("steps %d", steps).containsExactly(2L, 3L);
            assertThat(place.resolve("t/c=1/r1-00001.parquet")).doesNotExist();
        }
    }

    /** Whether a run lived that replaces the rows. */
    private static boolean written(TableSettings settings, Disk disk) throws IOException {
        TableSink sink = null;
        try {
            sink = TableSink.open(settings, "r2", null, false, disk);
            sink.write(page("{\"c\":2,\"id\":2}", "{\"c\":3,\"id\":3}"));
            sink.prepare();
            sink.publish();
            return true;
        } catch (IOException | TableException e) {
            assertThat(e).hasStackTraceContaining("died");
            return false;
        } finally {
            if (sink != null) {
                sink.release();
            }
        }
    }
}
