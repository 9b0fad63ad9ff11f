package io.qanat.table;

import static io.qanat.table.Tables.page;
import static io.qanat.table.Tables.run;
import static io.qanat.table.Tables.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableSchemaTest {
    @TempDir
    Path folder;

    @Test
    void columns_and_the_changes_of_each_run_are_told() throws IOException {
        run(settings(folder), "r1", true, page("{\"id\":1,\"o\":{\"a\":1.5},\"l\":[{\"b\":\"x\"}]}"));
        run(settings(folder), "r2", true, page("{\"id\":2.5,\"l\":[{\"b\":7}],\"day\":\"2024-02-29\"}"));
        run(settings(folder), "r3", true, page("{\"id\":3}"));

        assertThat(TableSchema.read(folder, "t").lines())
                .containsExactly(
                        "table t (parquet)",
                        "  id  double",
                        "  o  struct",
                        "    a  double",
                        "  l  list(struct)",
                        "    b  string",
                        "    b__text  string (values of b that aren't of its type, as JSON)",
                        "  day  date",
                        "changes",
                        "  r2: column id changes from int64 to double",
                        "  r2: column l[].b__text (string) is new",
                        "  r2: column day (date) is new");
    }

    @Test
    void a_table_that_no_run_has_published_does_not_exist() throws IOException {
        assertThat(TableSchema.read(folder, "t").exists()).isFalse();
        run(settings(folder, "partitionBy", "id"), "r1", false, page("{\"id\":1}"));
        assertThat(TableSchema.read(folder, "t").exists()).isTrue();
        assertThat(TableSchema.read(folder, "t").lines().get(0)).isEqualTo("table t (parquet, partitioned by id)");
    }
}
