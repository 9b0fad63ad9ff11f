package io.qanat.table;

import static io.qanat.table.Tables.column;
import static io.qanat.table.Tables.page;
import static io.qanat.table.Tables.run;
import static io.qanat.table.Tables.settings;
import static io.qanat.table.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactionTest {
    private static final long SIZE = 1 << 20;

    @TempDir
    Path folder;

    private Compaction.Result compact(long maxFileBytes) throws IOException {
        return Compaction.run(folder, "t", maxFileBytes, Disk.LOCAL);
    }

    private List<String> names() throws IOException {
        return Manifest.read(folder.resolve("t")).files().stream()
                .map(file -> file.name().replaceFirst("compact-[^-]+-[^-]+", "compact"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "jsonl", "csv"})
    void small_files_become_one_with_the_same_rows_in_their_order(String format) throws IOException {
        TableSettings settings = settings(folder, "format", format, "compression", "gzip");
        run(settings, "r1", true, page("{\"id\":1,\"n\":1}"));
        run(settings, "r2", true, page("{\"id\":2,\"n\":0.5,\"new\":\"x\"}"));
        run(settings, "r3", true, page("{\"id\":3,\"o\":{\"a\":[null,true]}}"));
        List<Map<String, Object>> before = table(folder).first(9);
        Compaction.Result result = compact(SIZE);

        assertThat(names()).singleElement().asString().startsWith("compact-00001." + format);
        assertThat(table(folder).first(9).toString())
                .isEqualTo(before.toString().replace("n=1,", "n=1.0,"));
        assertThat(result.before().files()).isEqualTo(3);
        assertThat(result.before().rows()).isEqualTo(3);
        assertThat(result.after().files()).isEqualTo(1);
        assertThat(result.after().rows()).isEqualTo(3);
        assertThat(result.after().bytes()).isEqualTo(table(folder).bytes());
        for (String id : List.of("r1", "r2", "r3")) {
            assertThat(Manifest.read(folder.resolve("t")).has(id)).isTrue();
        }
        assertThat(compact(SIZE)).isEqualTo(new Compaction.Result(result.after(), result.after()));
    }

    @Test
    void a_large_file_between_small_ones_stays_and_so_does_the_order() throws IOException {
        TableSettings settings = settings(folder);
        run(settings, "r1", true, page("{\"id\":1}"));
        run(settings, "r2", true, page("{\"id\":2}"));
        List<String> many =
                IntStream.range(3, 2_000).mapToObj(id -> "{\"id\":" + id + "}").toList();
        run(settings, "r3", true, page(many));
        run(settings, "r4", true, page("{\"id\":2000}"));
        run(settings, "r5", true, page("{\"id\":2001}"));
        long large = Manifest.read(folder.resolve("t")).files().get(2).bytes();
        compact(2 * large);

        assertThat(names()).containsExactly("compact-00001.parquet", "r3-00001.parquet", "compact-00002.parquet");
        assertThat(column(table(folder), "id"))
                .isEqualTo(IntStream.range(1, 2_002)
                        .mapToObj(id -> (Object) (long) id)
                        .toList());
    }

    @Test
    void each_folder_is_joined_alone() throws IOException {
        TableSettings settings = settings(folder, "partitionBy", "c");
        for (int i = 0; i < 3; i++) {
            run(settings, "r" + i, true, page("{\"id\":" + i + ",\"c\":\"a\"}", "{\"id\":" + i + ",\"c\":\"b\"}"));
        }
        run(settings, "r3", true, page("{\"id\":3,\"c\":null}"));
        compact(SIZE);

        assertThat(names())
                .containsExactlyInAnyOrder(
                        "c=a/compact-00001.parquet",
                        "c=b/compact-00002.parquet",
                        "c=__HIVE_DEFAULT_PARTITION__/r3-00001.parquet");
        assertThat(column(table(folder), "c")).containsExactly("a", "a", "a", "b", "b", "b", null);
        assertThat(column(table(folder), "id")).containsExactly(0L, 1L, 2L, 0L, 1L, 2L, 3L);
    }

    @Test
    void files_grow_no_larger_than_they_may() throws IOException {
        TableSettings settings = settings(folder, "compression", "none");
        for (int i = 0; i < 8; i++) {
            List<String> records = new ArrayList<>();
            for (int j = 0; j < 5_000; j++) {
                records.add("{\"id\":" + (i * 5_000 + j) + ",\"s\":\"" + Integer.toString(i * j * 7919, 36) + "\"}");
            }
            run(settings, "r" + i, true, page(records));
        }
        Compaction.Result result = compact(200_000);

        assertThat(result.after().files()).isBetween(2, 6);
        assertThat(column(table(folder), "id"))
                .isEqualTo(IntStream.range(0, 40_000)
                        .mapToObj(id -> (Object) (long) id)
                        .toList());
    }

    @Test
    void a_table_that_a_run_is_writing_is_left_alone() throws IOException {
        run(settings(folder), "r1", true, page("{\"id\":1}"));
        TableSink sink = TableSink.open(settings(folder), "r2", "orders", true, Disk.LOCAL);

        assertThatThrownBy(() -> compact(SIZE))
                .isInstanceOf(TableException.class)
                .hasMessageStartingWith("table t: another run is writing it");
        sink.write(page("{\"id\":2}"));
        sink.prepare();
        sink.release();
        assertThatThrownBy(() -> compact(SIZE))
                .hasMessageContaining("table t: run r2 of pull orders is complete and waits to be published");
        sink.publish();
        assertThat(compact(SIZE).after().files()).isEqualTo(1);
        assertThat(column(table(folder), "id")).containsExactly(1L, 2L);
    }

    @Test
    void a_table_that_is_not_there_is_told() {
        assertThatThrownBy(() -> compact(SIZE))
                .isInstanceOf(TableException.class)
                .hasMessageStartingWith("table t: there is none in ");
        assertThat(folder.resolve("t")).doesNotExist();
    }
}
