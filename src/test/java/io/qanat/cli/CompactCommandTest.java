package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code compact}: small files of a table become large ones. */
class CompactCommandTest {
    @TempDir
    Path folder;

    @Test
    void the_tables_of_a_pull_are_compacted() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            assertThat(feed.told(folder, "pull", "orders").exit()).isZero();
            assertThat(feed.told(folder, "pull", "orders", "--since", "2026-01-01")
                            .exit())
                    .isZero();
            int files = Told.written(folder).size();
            Told told = Told.by(folder, "compact", "orders", "--json");

            assertThat(told.err()).isEmpty();
            assertThat(told.exit()).isZero();
            JsonNode line = Json.MAPPER.readTree(told.out());
            assertThat(line.path("table").asText()).isEqualTo("orders");
            assertThat(line.at("/before/files").asInt()).isGreaterThan(1);
            assertThat(line.at("/after/files").asInt()).isEqualTo(1);
            assertThat(line.at("/after/rows")).isEqualTo(line.at("/before/rows"));
            assertThat(Told.written(folder)).hasSizeLessThan(files);
            assertThat(Told.by(folder, "compact", "orders").out())
                    .matches("table orders: 1 file, [\\d,]+ bytes -> 1 file, [\\d,]+ bytes; 12 rows\n");
        }
    }

    @Test
    void a_table_that_no_route_names_any_more_is_found_by_its_name() throws IOException {
        try (Feed feed = Feed.open(folder)) {
            feed.told(folder, "pull", "orders");
            Files.delete(folder.resolve("routes/shop.camel.yaml"));

            assertThat(Told.by(folder, "compact", "orders").exit()).isZero();
        }
    }

    @Test
    void wrong_use_is_told() throws IOException {
        Told.routes(folder, Feed.route());
        Told none = Told.by(folder, "compact", "custmers");
        Told size = Told.by(folder, "compact", "orders", "--max-file-size", "5");

        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("there is no pull or table custmers");
        assertThat(size.exit()).isEqualTo(2);
        assertThat(size.err()).contains("--max-file-size: ");
    }

    @Test
    void a_table_in_a_database_has_no_files() throws IOException {
        Told.routes(folder, Feed.route().replace("\"table:orders\"", "\"table:orders?dataSource=#db\""));
        Told told = Told.by(folder, "compact", "orders");

        assertThat(told.exit()).isEqualTo(2);
        assertThat(told.err()).contains("table orders is in a database: it has no files to compact");
    }
}
