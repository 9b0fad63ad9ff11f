package io.qanat.table;

import static io.qanat.table.Tables.column;
import static io.qanat.table.Tables.page;
import static io.qanat.table.Tables.run;
import static io.qanat.table.Tables.settings;
import static io.qanat.table.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.crash.StepDisk;
import io.qanat.disk.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies at any step of a merge or a compaction leaves the old rows or the new ones. */
class MergeCrashTest {
    private static final List<Object> OLD = List.of(1L, 2L, 3L, 4L, 5L);
    private static final List<Object> NEW = List.of(1L, 3L, 5L, 2L, 6L);

    @TempDir
    Path folder;

    private static TableSettings by(Path place) {
        return settings(place, "primaryKey", "id", "deletedField", "gone");
    }

    private static void begin(Path place) throws IOException {
        run(by(place), "r1", true, page("{\"id\":1}", "{\"id\":2}"));
        run(by(place), "r2", true, page("{\"id\":3}", "{\"id\":4}"));
        run(by(place), "r3", true, page("{\"id\":5}"));
    }

    private static void merge(Path place, Disk disk) throws IOException {
        TableSink sink = TableSink.open(by(place), "r4", "orders", true, disk);
        try {
            sink.write(page("{\"id\":2,\"v\":1}", "{\"id\":6}", "{\"id\":4,\"gone\":true}"));
            sink.prepare();
            sink.publish();
        } finally {
            sink.release();
        }
    }

    private static List<Object> ids(Path place) throws IOException {
        return column(table(place), "id");
    }

    private static void assertOnlyPublished(Path place) throws IOException {
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

    /** A step of the disk fails, and all that follow, perhaps after it was half done. */
    private static StepDisk dying(int step, boolean half) {
        return new StepDisk((number, kind, path) ->
                number < step ? null : new StepDisk.Fault(half && number == step, new IOException("died")));
    }

    private interface Work {
        void on(Disk disk) throws IOException;
    }

    /** Whether the work came to its end. */
    private static boolean attempt(Work work, Disk disk) {
        try {
            work.on(disk);
            return true;
        } catch (IOException e) {
            assertThat(e).hasStackTraceContaining("died");
            return false;
        }
    }

    @Test
    void a_merge_is_finished_after_a_crash_at_any_step() throws IOException {
        int crashes = 0;
        for (boolean half : new boolean[] {false, true}) {
            boolean lived = false;
            for (int step = 1; !lived; step++) {
                Path place = folder.resolve("again" + half + step);
                begin(place);
                lived = attempt(disk -> merge(place, disk), dying(step, half));
                crashes += lived ? 0 : 1;
                assertThat(ids(place)).as("step %d", step).isIn(OLD, NEW);
                merge(place, Tables.HASTY);
                assertThat(ids(place)).as("step %d", step).isEqualTo(NEW);
                assertOnlyPublished(place);
            }
        }
        assertThat(crashes).isGreaterThan(30);
    }

    @Test
    void a_prepared_merge_is_published_by_another_process_at_whichever_step_the_first_died() throws IOException {
        boolean lived = false;
        for (int step = 1; !lived; step++) {
            Path place = folder.resolve("other" + step);
            begin(place);
            lived = attempt(disk -> merge(place, disk), dying(step, false));
            TableFolder other = new TableFolder(place.resolve("t"), Tables.HASTY);
            if (Files.exists(other.staging("r4").resolve(PreparedRun.NAME))) {
                other.publish("r4");
                assertThat(ids(place)).as("step %d", step).isEqualTo(NEW);
                assertOnlyPublished(place);
                byte[] manifest = Files.readAllBytes(place.resolve("t/_manifest.json"));
                other.publish("r4");
                assertThat(Files.readAllBytes(place.resolve("t/_manifest.json")))
                        .isEqualTo(manifest);
            } else {
                assertThat(ids(place)).as("step %d", step).isEqualTo(lived ? NEW : ids(place));
            }
        }
    }

    @Test
    void what_a_dead_merge_left_is_removed_by_the_next_run_of_its_pull() throws IOException {
        boolean lived = false;
        for (int step = 1; !lived; step++) {
            Path place = folder.resolve("next" + step);
            begin(place);
            lived = attempt(disk -> merge(place, disk), dying(step, false));
            boolean published = ids(place).equals(NEW);
            TableSink sink = TableSink.open(by(place), "r5", "orders", true, Tables.HASTY);
            sink.write(page("{\"id\":1,\"v\":2}", "{\"id\":2,\"v\":2}"));
            sink.prepare();
            sink.publish();
            sink.release();

            assertThat(ids(place))
                    .as("step %d", step)
                    .isEqualTo(published ? List.of(3L, 5L, 6L, 1L, 2L) : List.of(3L, 4L, 5L, 1L, 2L));
            assertOnlyPublished(place);
        }
    }

    @Test
    void a_compaction_that_dies_leaves_every_row_in_its_place() throws IOException {
        int crashes = 0;
        for (boolean half : new boolean[] {false, true}) {
            boolean lived = false;
            for (int step = 1; !lived; step++) {
                Path place = folder.resolve("compact" + half + step);
                begin(place);
                lived = attempt(disk -> Compaction.run(place, "t", 1 << 20, disk), dying(step, half));
                crashes += lived ? 0 : 1;
                assertThat(ids(place)).as("step %d", step).isEqualTo(OLD);
                merge(place, Tables.HASTY);
                assertThat(ids(place)).as("step %d", step).isEqualTo(NEW);
                assertOnlyPublished(place);
            }
        }
        assertThat(crashes).isGreaterThan(20);
    }
}
