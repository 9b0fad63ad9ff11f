package io.qanat.table;

import static io.qanat.table.Tables.page;
import static io.qanat.table.Tables.run;
import static io.qanat.table.Tables.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.page.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WideTablesTest {
    private static final int COLUMNS = 10_000;

    @TempDir
    Path folder;

    private static String record(int from, int to, int value) {
        return IntStream.range(from, to)
                .mapToObj(i -> "\"c" + i + "\":" + (i % 2 == 0 ? value : "\"v" + value + "\""))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private TableDescription written(String format, Page... pages) throws IOException {
        Path place = Files.createDirectories(folder.resolve(format));
        run(settings(place, "format", format), "r1", false, pages);
        return TableDescription.read(place, "t");
    }

    @Test
    void ten_thousand_columns_are_written_in_each_format() throws IOException {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            records.add(record(0, COLUMNS, i));
        }
        for (String format : List.of("parquet", "jsonl", "csv")) {
            TableDescription table = written(format, page(records));

            assertThat(table.schema()).hasSize(COLUMNS);
            Map<String, Object> last = table.first(5).get(4);
            assertThat(last).hasSize(COLUMNS).containsEntry("c0", 4L).containsEntry("c9999", "v4");
        }
    }

    @Test
    void columns_that_come_page_by_page_end_in_one_schema() throws IOException {
        for (String format : List.of("parquet", "jsonl")) {
            Page[] pages = IntStream.range(0, 5)
                    .mapToObj(i -> page(record(i * 2_000, (i + 1) * 2_000, i), "{\"c0\":1}"))
                    .toArray(Page[]::new);
            TableDescription table = written(format, pages);

            assertThat(table.schema()).hasSize(COLUMNS);
            assertThat(table.first(99)).hasSize(10).allSatisfy(row -> assertThat(row)
                    .hasSize(COLUMNS));
        }
    }
}
