package io.qanat.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.disk.Disk;
import io.qanat.state.FileStateStore;
import io.qanat.state.RunRecord;
import io.qanat.table.TableDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What processes have left in an integrator's folder. */
final class Left {
    private final Path folder;

    Left(Path folder) {
        this.folder = folder;
    }

    /** The ids of a table's rows, ascending. */
    List<Long> ids(String table) throws IOException {
        return table(table).first(Integer.MAX_VALUE).stream()
                .map(row -> (Long) row.get("id"))
                .sorted()
                .toList();
    }

    private TableDescription table(String table) throws IOException {
        return TableDescription.read(folder.resolve("data"), table);
    }

    /** The history of a pull; each of its runs is in it once. */
    List<RunRecord> runs(String pull) {
        try (FileStateStore store = FileStateStore.open(folder.resolve("state"), Disk.LOCAL)) {
            List<RunRecord> runs = store.runs(pull, Integer.MAX_VALUE);
            assertThat(runs).extracting(RunRecord::run).doesNotHaveDuplicates();
            return runs;
        }
    }

    /** Requires that there is nothing but what a pull that has never been disturbed leaves as well. */
    void requireTidy(String pull, String... tables) throws IOException {
        assertThat(names(folder.resolve("state").resolve(pull)))
                .as("state of %s", pull)
                .containsExactlyInAnyOrder("holder", "lock", "runs.jsonl", "state.json");
        for (String table : tables) {
            TreeSet<String> expected = new TreeSet<>(List.of(".staging", "_manifest.json"));
            table(table).files().forEach(file -> expected.add(file.getFileName().toString()));
            Path place = folder.resolve("data").resolve(table);
            assertThat(names(place)).as("table %s", table).containsExactlyElementsOf(expected);
            assertThat(names(place.resolve(".staging")))
                    .as("staging of %s", table)
                    .containsExactly("lock");
        }
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
