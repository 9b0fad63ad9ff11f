package io.qanat.table;

import static io.qanat.table.Tables.page;
import static io.qanat.table.Tables.run;
import static io.qanat.table.Tables.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manual's table of JSON values and column types, row by row, as Parquet has them. */
class TypeTableTest {
    @TempDir
    Path folder;

    /** The columns of a table whose records have those values, white space between them, in a field {@code x}. */
    private String columns(String types, String values) throws IOException {
        String[] records = Arrays.stream(values.split("  +"))
                .map(value -> "{\"x\":" + value + "}")
                .toArray(String[]::new);
        run(settings(folder, "types", types), "r1", false, page(records));
        try (ParquetFileReader file =
                ParquetFiles.open(Tables.table(folder).files().get(0))) {
            return written(file.getFileMetaData().getSchema().toString());
        }
    }

    private static String written(String schema) {
        return schema.replace("message record {", "")
                .replaceAll("\\s+", " ")
                .replace("optional ", "")
                .replaceAll("\\}\\s*$", "")
                .strip();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0                                    | int64 x;",
                "-9223372036854775808                 | int64 x;",
                "9223372036854775807                  | int64 x;",
                "1.5                                  | double x;",
                "1e3                                  | double x;",
                "true                                 | boolean x;",
                "\"2024-02-29T12:00:00Z\"             | int64 x (TIMESTAMP(MICROS,true));",
                "\"2024-02-29T12:00:00.123456+01:00\" | int64 x (TIMESTAMP(MICROS,true));",
                "\"2024-02-29T12:00:00\"              | int64 x (TIMESTAMP(MICROS,false));",
                "\"2024-02-29 12:00\"                 | int64 x (TIMESTAMP(MICROS,false));",
                "\"2024-02-29\"                       | int32 x (DATE);",
                "\"2024-02-30\"                       | binary x (STRING);",
                "\"12:00\"                            | binary x (STRING);",
                "\"2024-02-29T12:00:00.123456789Z\"   | binary x (STRING);",
                "\"\"                                 | binary x (STRING);",
                "\"1.5\"                              | binary x (STRING);",
                "{\"a\":{\"b\":1}}                    | group x { group a { int64 b; } }",
                "[1]                                  | group x (LIST) { repeated group list { int64 element; } }"
            })
    void a_value_makes_the_type_of_its_column(String value, String columns) throws IOException {
        assertThat(columns("", value)).isEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "18446744073709551616        | binary x__text (STRING);",
                "0.1234567890123456789       | binary x__text (STRING);",
                "1e400                       | binary x__text (STRING);",
                "1  2.5                      | double x;",
                "9007199254740993  2.5       | int64 x; binary x__text (STRING);",
                "2.5  9007199254740993       | double x; binary x__text (STRING);",
                "null  1                     | int64 x;",
                "1  \"a\"                    | int64 x; binary x__text (STRING);",
                "\"2024-02-29\"  \"soon\"    | int32 x (DATE); binary x__text (STRING);",
                "{\"a\":1}  7                | group x { int64 a; } binary x__text (STRING);",
                "{\"a\":1}  {\"a\":\"b\"}    | group x { int64 a; binary a__text (STRING); }",
                "[1,\"a\"]                   | group x (LIST) { repeated group list { int64 element; } } binary x__text (STRING);",
                "[]  [\"a\"]                 | group x (LIST) { repeated group list { binary element (STRING); } }",
                "{}  {\"a\":1}               | group x { int64 a; }"
            })
    void values_that_meet_make_this_of_it(String values, String columns) throws IOException {
        assertThat(columns("", values)).isEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "decimal(18,2)   | \"1.5\"  7    | int64 x (DECIMAL(18,2));",
                "decimal(38,0)   | 18446744073709551616 | fixed_len_byte_array(16) x (DECIMAL(38,0));",
                "string          | 1067  {}      | binary x (STRING);",
                "int64           | \"7\"         | int64 x;",
                "double          | 7             | double x;",
                "timestamp       | \"2024-02-29T12:00:00.123456789Z\" | int64 x (TIMESTAMP(MICROS,true));",
                "json            | [1]           | binary x (STRING);",
                "map(int64)      | {\"a\":1}     | group x (MAP) { repeated group key_value { required binary key (STRING); int64 value; } }",
                "list(double)    | [1]           | group x (LIST) { repeated group list { double element; } }"
            })
    void a_declared_type_is_taken(String type, String values, String columns) throws IOException {
        assertThat(columns("x=" + type, values)).isEqualTo(columns);
    }
}
