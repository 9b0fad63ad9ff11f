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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishingTest {
    private static final PartFormat FORMAT = new PartFormat(Format.PARQUET, Codec.ZSTD, 1 << 20, 1 << 20);

    @TempDir
    Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("t"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private List<Object> ids() throws IOException {
        return column(table(folder), "id");
    }

    private TableFolder disk() {
        return new TableFolder(folder.resolve("t"), Disk.LOCAL);
    }

    @Test
    void replace_shows_the_new_run_and_removes_the_old_files() throws IOException {
        run(settings(folder), "r1", false, page("{\"id\":1}"));
        TableSink second = run(settings(folder), "r2", false, page("{\"id\":2}"));

        assertThat(ids()).containsExactly(2L);
        assertThat(names()).containsExactly(".staging", "_manifest.json", "r2-00001.parquet");
        assertThat(second.published().rows()).isEqualTo(1);
        assertThat(second.published().files())
                .containsExactly(folder.resolve("t/r2-00001.parquet").toString());
    }

    @Test
    void an_incremental_run_appends() throws IOException {
        run(settings(folder), "r1", true, page("{\"id\":1}"));
        run(settings(folder), "r2", true, page("{\"id\":2}"));

        assertThat(ids()).containsExactly(1L, 2L);
    }

    @Test
    void mode_decides_before_the_run_does() throws IOException {
        run(settings(folder, "mode", "append"), "r1", false, page("{\"id\":1}"));
        run(settings(folder, "mode", "append"), "r2", false, page("{\"id\":2}"));
        assertThat(ids()).containsExactly(1L, 2L);

        run(settings(folder, "mode", "replace"), "r3", true, page("{\"id\":3}"));
        assertThat(ids()).containsExactly(3L);
    }

    @Test
    void nothing_is_seen_before_publish_and_nothing_is_left_after_discard() throws IOException {
        TableSink sink = TableSink.open(settings(folder), "r1", null, false, Disk.LOCAL);
        sink.write(page("{\"id\":1}"));
        sink.prepare();
        assertThat(table(folder).files()).isEmpty();
        assertThat(names()).containsExactly(".staging");

        sink.discard();
        sink.discard();

        assertThat(names()).containsExactly(".staging");
        assertThat(disk().staging("r1")).doesNotExist();
    }

    @Test
    void a_run_without_rows_makes_an_empty_table_with_its_schema() throws IOException {
        run(settings(folder), "r1", false, page("{\"id\":1}"));
        run(settings(folder), "r2", false, Page.empty(1));

        assertThat(table(folder).rows()).isZero();
        assertThat(table(folder).schema()).containsExactly("id  int64");
        assertThat(table(folder).files()).hasSize(1);
        assertThat(ids()).isEmpty();
    }

    @Test
    void an_appending_run_without_rows_adds_no_file() throws IOException {
        run(settings(folder), "r1", true, page("{\"id\":1}"));
        run(settings(folder), "r2", true);

        assertThat(table(folder).files()).hasSize(1);
        assertThat(ids()).containsExactly(1L);
    }

    @Test
    void a_first_run_without_rows_has_no_file() throws IOException {
        run(settings(folder), "r1", false);

        assertThat(table(folder).files()).isEmpty();
        assertThat(names()).contains("_manifest.json");
    }

    @Test
    void publishing_twice_is_publishing_once() throws IOException {
        TableSink sink = run(settings(folder), "r1", true, page("{\"id\":1}"));
        sink.publish();
        disk().publish("r1");

        assertThat(ids()).containsExactly(1L);
    }

    @Test
    void a_staging_folder_that_was_half_removed_is_removed_by_publishing_again() throws IOException {
        run(settings(folder), "r1", true, page("{\"id\":1}"));
        Files.createDirectories(disk().staging("r1"));

        disk().publish("r1");

        assertThat(disk().staging("r1")).doesNotExist();
        assertThat(ids()).containsExactly(1L);
    }

    @Test
    void a_run_that_was_published_and_is_replayed_has_its_rows_once() throws IOException {
        run(settings(folder), "r1", true, page("{\"id\":1}"));
        run(settings(folder), "r1", true, page("{\"id\":1}"));

        assertThat(ids()).containsExactly(1L);
    }

    @Test
    void a_run_that_was_not_prepared_cannot_be_published() throws IOException {
        disk().begin("r1", null);

        assertThatThrownBy(() -> disk().publish("r1")).hasMessageContaining("run r1 was not prepared");
    }

    @Test
    void publishing_is_finished_after_a_crash_at_any_step() throws IOException {
        boolean lived = false;
        for (int steps = 0; !lived; steps++) {
            Path place = Files.createDirectory(folder.resolve("steps" + steps));
            lived = crash(place, steps, true);
            assertThat(column(table(place), "id")).as("steps %d", steps).containsExactly(2L, 3L);
            try (Stream<Path> files = Files.list(place.resolve("t"))) {
                assertThat(files.map(file -> file.getFileName().toString()).sorted())
                        .as("steps %d", steps)
                        .containsExactly(".staging", "_manifest.json", "r2-00001.parquet", "r2-00002.parquet");
            }
        }
    }

    @Test
    void what_a_dead_run_left_is_removed_by_the_next() throws IOException {
        boolean lived = false;
        for (int steps = 0; !lived; steps++) {
            Path place = Files.createDirectory(folder.resolve("steps" + steps));
            lived = crash(place, steps, false);
            run(settings(place), "r3", false, page("{\"id\":4}"));
            assertThat(column(table(place), "id")).as("steps %d", steps).containsExactly(4L);
            try (Stream<Path> files = Files.list(place.resolve("t"))) {
                assertThat(files.map(file -> file.getFileName().toString()).sorted())
                        .as("steps %d", steps)
                        .containsExactly(".staging", "_manifest.json", "r3-00001.parquet");
            }
        }
    }

    /** Publishes over an older run with so many operations; then, perhaps, the whole run again. */
    private boolean crash(Path place, int steps, boolean again) throws IOException {
        run(settings(place), "r1", false, page("{\"id\":1}"));
        Dying dying = new Dying(steps);
        try {
            attempt(place, dying);
        } catch (IOException e) {
            assertThat(e).hasStackTraceContaining("died");
            List<Object> seen = column(table(place), "id");
            assertThat(seen.equals(List.of(1L)) || seen.equals(List.of(2L, 3L))).isTrue();
            if (again) {
                attempt(place, Disk.LOCAL);
            }
        }
        return dying.lived();
    }

    /** Two files: their schemas differ, and neither is rewritten here. */
    private static void attempt(Path place, Disk disk) throws IOException {
        Path table = place.resolve("t");
        TableFolder folder = new TableFolder(table, disk);
        Path staging = folder.begin("r2", null);
        Part two = part(staging.resolve("part-1"), "{\"id\":2}");
        Part three = part(staging.resolve("part-2"), "{\"id\":3}");
        Merge.Merged files = new Merge.Merged(List.of(two, three), List.of());
        folder.prepare(PreparedRun.of("r2", null, FORMAT, null, schema(), files, 2, true), files.all());
        folder.publish("r2");
    }

    private static Type.Struct schema() {
        return new Type.Struct(List.of(new Field("id", "id", Type.inferred(Kind.INT64), null)));
    }

    private static Part part(Path into, String record) throws IOException {
        Files.createDirectories(into);

        try (TableWriter writer = new TableWriter(
                "table t",
                into,
                FORMAT,
                schema(),
                Contract.EVOLVE,
                Declarations.NONE,
                Nested.STRUCT,
                null,
                Twins.APART,
                null)) {
            writer.write(page(record));
            return writer.end().parts().get(0);
        }
    }

    @Test
    void every_file_is_on_the_disk_before_it_gets_its_name() throws IOException {
        Set<Path> synced = new HashSet<>();
        attempt(Files.createDirectory(folder.resolve("synced")), new Disk() {
            @Override
            public void sync(Path path) throws IOException {
                Disk.super.sync(path);
                synced.add(path);
            }

            @Override
            public void rename(Path from, Path to) throws IOException {
                assertThat(synced).contains(from);
                Disk.super.rename(from, to);
                synced.add(to);
            }
        });

        assertThat(synced).contains(folder.resolve("synced/t"), folder.resolve("synced/t/_manifest.json"));
    }

    @Test
    void a_second_run_at_the_same_time_is_refused() throws IOException {
        TableSink first = TableSink.open(settings(folder), "r1", null, false, Disk.LOCAL);

        assertThatThrownBy(() -> TableSink.open(settings(folder), "r2", null, false, Disk.LOCAL))
                .isInstanceOf(TableException.class)
                .hasMessageStartingWith("table t: another run is writing it");

        first.discard();
        first.release();
        run(settings(folder), "r2", false, page("{\"id\":1}"));
        assertThat(ids()).containsExactly(1L);
    }

    @Test
    void a_folder_that_is_a_file_is_told() throws IOException {
        Files.writeString(folder.resolve("t"), "I am a file");

        assertThatThrownBy(() -> run(settings(folder), "r1", false))
                .isInstanceOf(TableException.class)
                .hasMessageStartingWith("table t: ")
                .hasMessageContaining(folder.resolve("t").toString())
                .hasMessageContaining("is a file, but must be a folder");
    }

    @Test
    void a_disk_that_fails_is_told_with_table_and_folder() throws IOException {
        TableSink sink = TableSink.open(settings(folder), "r1", null, false, new Dying(0));
        sink.write(page("{\"id\":1}"));

        assertThatThrownBy(sink::prepare)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("table t: can't write to " + folder.resolve("t"))
                .hasMessageContaining("died");
        assertThat(names()).containsExactly(".staging");
        sink.discard();
        sink.release();
    }

    @Test
    void a_manifest_that_cannot_be_read_is_told() throws IOException {
        run(settings(folder), "r1", false, page("{\"id\":1}"));
        Files.writeString(folder.resolve("t/_manifest.json"), "{");

        assertThatThrownBy(() -> run(settings(folder), "r2", false)).hasMessageContaining("isn't a manifest");
    }

    @Test
    void a_failure_of_the_encoding_thread_is_told_at_the_next_page_and_at_the_end() throws IOException {
        byte[] broken = "[{\"id\":1},{\"id\":".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        TableSink sink = TableSink.open(settings(folder), "r1", null, false, Disk.LOCAL);
        sink.write(new Page(1, broken, 0, broken.length, Page.Layout.ARRAY, 2));

        assertThatThrownBy(sink::prepare).isInstanceOf(IOException.class).hasMessageStartingWith("table t: ");
        assertThatThrownBy(() -> sink.write(page("{\"id\":2}"))).isInstanceOf(IOException.class);
        sink.discard();
        sink.release();
        assertThat(disk().staging("r1")).doesNotExist();
    }
}
