package io.qanat.table;

import static io.qanat.table.Tables.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.page.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsTest {
    @TempDir
    Path folder;

    private final Random random = new Random(7);

    private Page noise(int from, int records) {
        List<String> page = new ArrayList<>();
        for (int i = from; i < from + records; i++) {
            page.add(String.format(
                    "{\"id\":%d,\"status\":\"%s\",\"noise\":\"%016x%016x%016x%016x\"}",
                    i,
                    i % 3 == 0 ? "new" : "paid",
                    random.nextLong(),
                    random.nextLong(),
                    random.nextLong(),
                    random.nextLong()));
        }
        return page(page);
    }

    private TableWriter writer(PartFormat format) {
        return new TableWriter(
                "table t",
                folder,
                format,
                Type.Struct.EMPTY,
                Contract.EVOLVE,
                Declarations.NONE,
                Nested.STRUCT,
                null,
                Twins.APART,
                null);
    }

    private static List<BlockMetaData> rowGroups(Part part) throws IOException {
        try (ParquetFileReader reader = ParquetFiles.open(part.file())) {
            return reader.getFooter().getBlocks();
        }
    }

    @Test
    void a_row_group_is_written_when_it_takes_its_share_of_memory() throws IOException {
        try (TableWriter writer = writer(new PartFormat(Format.PARQUET, Codec.ZSTD, 1L << 40, 1 << 20))) {
            for (int i = 0; i < 60; i++) {
                writer.write(noise(i * 1_000, 1_000));
            }
            List<Part> parts = writer.end().parts();

            assertThat(parts).hasSize(1);
            assertThat(rowGroups(parts.get(0)))
                    .hasSizeBetween(3, 6)
                    .allSatisfy(group -> assertThat(group.getTotalByteSize()).isLessThan(3 << 20));
            assertThat(parts.get(0).rows()).isEqualTo(60_000);
        }
    }

    @Test
    void a_file_is_closed_when_it_has_reached_its_size() throws IOException {
        try (TableWriter writer = writer(new PartFormat(Format.PARQUET, Codec.NONE, 2 << 20, 1 << 19))) {
            for (int i = 0; i < 100; i++) {
                writer.write(noise(i * 1_000, 1_000));
            }
            List<Part> parts = writer.end().parts();

            assertThat(parts).hasSizeBetween(3, 7);
            assertThat(parts).allSatisfy(part -> {
                assertThat(part.bytes()).isEqualTo(Files.size(part.file())).isLessThan(3 << 20);
            });
            assertThat(parts.stream().mapToLong(Part::rows).sum()).isEqualTo(100_000);
            List<Object> ids = new ArrayList<>();
            for (Part part : parts) {
                new RowReader(part.file()).read(Long.MAX_VALUE, row -> ids.add(row.get("id")));
            }
            assertThat(ids).isSorted().hasSize(100_000).startsWith(0L).endsWith(99_999L);
        }
    }

    @Test
    void parts_of_an_older_schema_are_put_together_in_their_place() throws IOException {
        try (TableWriter writer = writer(new PartFormat(Format.PARQUET, Codec.ZSTD, 1L << 40, 1 << 20))) {
            writer.write(noise(0, 5_000));
            writer.write(page("{\"id\":5000,\"extra\":[{\"a\":1}]}"));
            writer.write(page("{\"id\":5001,\"extra\":[{\"b\":true},{\"a\":2}],\"more\":1.5}"));
            writer.write(noise(5_002, 5_000));
            List<Part> parts = writer.end().parts();

            assertThat(parts).hasSize(2);
            List<Object> ids = new ArrayList<>();
            List<Object> extras = new ArrayList<>();
            for (Part part : parts) {
                assertThat(part.schema()).isEqualTo(parts.get(0).schema());
                new RowReader(part.file()).read(Long.MAX_VALUE, row -> {
                    ids.add(row.get("id"));
                    extras.add(row.get("extra"));
                });
            }
            assertThat(ids).isSorted().hasSize(10_002);
            assertThat(String.valueOf(extras.subList(4_999, 5_003)))
                    .isEqualTo("[null, [{a=1, b=null}], [{a=null, b=true}, {a=2, b=null}], null]");
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).hasSize(2);
            }
        }
    }

    @Test
    void only_columns_that_repeat_get_a_dictionary() throws IOException {
        try (TableWriter writer = writer(new PartFormat(Format.PARQUET, Codec.SNAPPY, 1L << 40, 1 << 20))) {
            writer.write(noise(0, 2_000));
            Part part = writer.end().parts().get(0);

            for (ColumnChunkMetaData column : rowGroups(part).get(0).getColumns()) {
                boolean dictionary = column.getEncodings().stream().anyMatch(Encoding::usesDictionary);
                assertThat(dictionary)
                        .as(column.getPath().toDotString())
                        .isEqualTo(column.getPath().toDotString().equals("status"));
                assertThat(column.getCodec()).isEqualTo(CompressionCodecName.SNAPPY);
                assertThat(column.getStatistics().hasNonNullValue()).isTrue();
                assertThat(column.getColumnIndexReference()).isNotNull();
            }
        }
    }

    @Test
    void a_broken_record_is_told() throws IOException {
        byte[] bytes = "[{\"id\":1},{\"id\"]".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (TableWriter writer = writer(new PartFormat(Format.PARQUET, Codec.ZSTD, 1L << 40, 1 << 20))) {
            assertThatThrownBy(() -> writer.write(new Page(3, bytes, 0, bytes.length, Page.Layout.ARRAY, 2)))
                    .isInstanceOf(IOException.class);
        }
    }
}
