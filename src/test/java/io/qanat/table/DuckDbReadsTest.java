package io.qanat.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader that isn't ours finds the same types and values in every format and every way of folders. */
class DuckDbReadsTest {
    private static final Map<String, String> READERS = Map.of(
            "parquet", "read_parquet('%s/**/*.parquet', hive_partitioning=%s, union_by_name=true)",
            "jsonl", "read_json('%s/**/*.zst', format='newline_delimited', hive_partitioning=%s, union_by_name=true)",
            "csv", "read_csv('%s/**/*.zst', hive_partitioning=%s, union_by_name=true, allow_quoted_nulls=false)");

    @TempDir
    Path folder;

    @Test
    void the_same_rows_in_every_format_and_folders() throws IOException, SQLException {
        List<String> expected = List.of(
                "{c VARCHAR=a/b=ü, d DOUBLE=1.25, day DATE=null, e VARCHAR=, id BIGINT=1, l TIMESTAMP=null,"
                        + " m VARCHAR=x, m__text VARCHAR=null, t TIMESTAMP WITH TIME ZONE=2024-02-29T11:00:00.500Z}",
                "{c VARCHAR=null, d DOUBLE=0.1, day DATE=2024-02-29, e VARCHAR=null, id BIGINT=2,"
                        + " l TIMESTAMP=2024-02-29 12:00:00.0, m VARCHAR=null, m__text VARCHAR=[7],"
                        + " t TIMESTAMP WITH TIME ZONE=null}",
                "{c VARCHAR=DE, d DOUBLE=null, day DATE=null, e VARCHAR=\"x, y\"\r\nz, id BIGINT=9007199254740993,"
                        + " l TIMESTAMP=null, m VARCHAR=null, m__text VARCHAR=null, t TIMESTAMP WITH TIME ZONE=null}");
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            for (String format : READERS.keySet()) {
                for (String by : List.of("", "c", "t:day")) {
                    assertThat(read(duckdb, format, by))
                            .as("%s by %s", format, by)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private List<String> read(Connection duckdb, String format, String by) throws IOException, SQLException {
        Path place = Files.createDirectories(folder.resolve(format + by.replace(':', '_')));
        Tables.run(
                Tables.settings(place, "format", format, "partitionBy", by),
                "r1",
                false,
                Tables.page(
                        "{\"id\":1,\"c\":\"a/b=ü\",\"t\":\"2024-02-29T12:00:00.5+01:00\",\"d\":1.25,\"e\":\"\",\"m\":\"x\"}",
                        "{\"id\":2,\"c\":null,\"d\":0.1,\"l\":\"2024-02-29T12:00:00\",\"day\":\"2024-02-29\",\"m\":[7]}",
                        "{\"id\":9007199254740993,\"c\":\"DE\",\"e\":\"\\\"x, y\\\"\\r\\nz\"}"));
        String files = String.format(READERS.get(format), place.resolve("t"), !by.isEmpty());
        try (Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery("select * from " + files + " order by id")) {
            return written(rows);
        }
    }

    /** The columns in the order of their names, without the one that a derived folder adds. */
    private static List<String> written(ResultSet rows) throws SQLException {
        List<String> written = new ArrayList<>();
        while (rows.next()) {
            Map<String, Object> row = new TreeMap<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                row.put(
                        rows.getMetaData().getColumnName(i) + " "
                                + rows.getMetaData().getColumnTypeName(i),
                        String.valueOf(rows.getObject(i)));
            }
            row.remove("t_day DATE");
            written.add(row.toString());
        }
        return written;
    }
}
