package io.qanat.table.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DriversTest {
    @Test
    void the_driver_that_is_recommended_is_the_one_that_is_tested() throws IOException {
        String version = Database.DUCKDB_DRIVER.substring(Database.DUCKDB_DRIVER.lastIndexOf(':') + 1);

        assertThat(Files.readString(Path.of("pom.xml"))).contains("<duckdb.version>" + version + "</duckdb.version>");
    }

    @Test
    void json_loses_only_the_escape_that_postgres_cannot_keep() {
        assertThat(PostgresText.cleanJson("\"a\\u0000\\\\u0000\\\\\\u0000\\u0001\""))
                .isEqualTo("\"a\uFFFD\\\\u0000\\\\\uFFFD\\u0001\"");
    }
}
