package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.demo.Contents;
import io.qanat.demo.Resource;
import io.qanat.demo.Shop;
import io.qanat.page.Json;
import io.qanat.table.TableDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pull} and {@code demo}, from the command line to the files. */
class PullCommandTest {
    private static final Path ROUTES = Path.of("routes").toAbsolutePath();

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void open() throws IOException {
        shop = Shop.open(Shop.Options.small());
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private Told pull(String... args) {
        String[] all = Stream.concat(
                        Stream.of(args), Stream.of("-D", "shop.url=" + shop.url(), "-D", "shop.token=shop-token"))
                .toArray(String[]::new);
        return Told.by(folder, all);
    }

    private List<Map<String, Object>> rows(String table) throws IOException {
        return TableDescription.read(folder.resolve("data"), table).first(10_000);
    }

    @Test
    void the_routes_that_come_with_it_pull_all_that_the_shop_has() throws IOException {
        Told told = pull("pull", "--all", "--routes", ROUTES.toString());
        assertThat(told.exit()).as(told.out() + told.err()).isZero();
        Contents orders = shop.contents(Resource.ORDERS);
        assertThat(rows("orders")).hasSize(Math.toIntExact(orders.rows()));
        assertThat(rows("orders").stream()
                        .mapToLong(row -> (Long) row.get("id"))
                        .sum())
                .isEqualTo(orders.sumOfIds());
        assertThat(rows("customers")).hasSize(120);
        assertThat(rows("products")).hasSize(250);
    }

    @Test
    void several_pulls_end_with_a_table_unless_quiet() {
        String[] both = {"pull", "customers", "products", "--routes", ROUTES.toString()};
        assertThat(pull(both).out())
                .contains("customers  ok  120 rows")
                .containsPattern(
                        "\n\nPULL +RESULT +ROWS .*\ncustomers +ok +120 .*\nproducts +ok +250 .*\n2 runs +2 ok +370 ");
        assertThat(pull(Stream.concat(Stream.of(both), Stream.of("--quiet")).toArray(String[]::new))
                        .out())
                .contains("customers  ok  120 rows")
                .doesNotContain("RESULT");
    }

    @Test
    void a_pull_that_comes_again_replaces_the_table() throws IOException {
        pull("pull", "customers", "--routes", ROUTES.toString());
        shop.delete(Resource.CUSTOMERS, shop.numbers(Resource.CUSTOMERS).get(0));
        pull("pull", "customers", "--routes", ROUTES.toString());
        assertThat(rows("customers")).hasSize(119);
    }

    @Test
    void json_is_one_line_for_each_pull_with_the_promised_members() throws IOException {
        Told told = pull("pull", "customers", "products", "--json", "--routes", ROUTES.toString());
        assertThat(told.out().lines()).hasSize(2);
        JsonNode line = Json.MAPPER.readTree(told.out().lines().findFirst().orElseThrow());
        assertThat(line.path("pull").asText()).isEqualTo("customers");
        assertThat(line.path("result").asText()).isEqualTo("ok");
        assertThat(line.path("rows").asInt()).isEqualTo(120);
        assertThat(line.path("requests").asInt()).isEqualTo(3);
        assertThat(Files.exists(Path.of(line.path("files").get(0).asText()))).isTrue();
        assertThat(line.fieldNames())
                .toIterable()
                .containsExactly(
                        "pull",
                        "run",
                        "result",
                        "resumed",
                        "pages",
                        "rows",
                        "requests",
                        "retries",
                        "seconds",
                        "files",
                        "error");
    }

    @Test
    void one_pull_that_fails_is_exit_1_and_the_others_are_still_done() throws IOException {
        Told.routes(
                folder,
                Files.readString(ROUTES.resolve("shop.camel.yaml"))
                        .replace("path: /v1/customers", "path: /v1/nothing")
                        .replace("18/1s", "off"));
        Told told = pull("pull", "--all");
        assertThat(told.exit()).isEqualTo(1);
        assertThat(told.out())
                .contains("customers  failed")
                .contains("orders  ok")
                .contains("products  ok");
    }

    @Test
    void a_step_between_may_change_the_records_as_a_list_of_maps() throws IOException {
        Told.routes(folder, """
                - beans:
                    - name: cheap
                      type: io.qanat.cli.PullCommandTest$Cheap
                """ + route("        - bean: { ref: cheap }\n"));
        assertThat(pull("pull", "products").exit()).isZero();
        assertThat(rows("cheap")).isNotEmpty().hasSizeLessThan(250).allSatisfy(row -> assertThat(row)
                .containsEntry("seen", true));
    }

    /** A step of an integrator's: keeps some records, and adds a field to them. */
    public static final class Cheap {
        /** Every second record. */
        public List<Map<String, Object>> keep(List<Map<String, Object>> records) {
            return records.stream()
                    .filter(row -> ((Number) row.get("id")).longValue() % 2 == 0)
                    .peek(row -> row.put("seen", true))
                    .toList();
        }
    }

    @Test
    void a_step_between_may_select_records_by_a_json_path() throws IOException {
        Told.routes(folder, route("        - setBody: { jsonpath: \"$[?(@.id <= 10)]\" }\n"));
        assertThat(pull("pull", "products").exit()).isZero();
        assertThat(rows("cheap"))
                .extracting(row -> row.get("id"))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 10).boxed().toList());
    }

    @Test
    void a_step_between_may_change_the_text_of_a_page() throws IOException {
        Told.routes(folder, """
                - beans:
                    - name: renamed
                      type: io.qanat.cli.PullCommandTest$Renamed
                """ + route("        - bean: { ref: renamed }\n"));
        assertThat(pull("pull", "products").exit()).isZero();
        assertThat(rows("cheap")).hasSize(250).allSatisfy(row -> assertThat(row).containsKey("number"));
    }

    /** A step of an integrator's: works on the text. */
    public static final class Renamed {
        /** Gives the id another name. */
        public String rename(String records) {
            return records.replace("\"id\":", "\"number\":");
        }
    }

    private static String route(String step) {
        return """
                - templatedRoute:
                    routeTemplateRef: api
                    routeId: shop-api
                    parameters:
                      - { name: name, value: shop }
                      - { name: url, value: "{{shop.url}}" }
                      - { name: auth, value: bearer }
                      - { name: token, value: "{{shop.token}}" }
                      - { name: rateLimit, value: "off" }
                - route:
                    id: products
                    from:
                      uri: kamelet:api-pull
                      parameters:
                        api: shop
                        path: /v1/products
                        pagination: offset
                        pageSize: 100
                        totalFrom: /total
                      steps:
                """ + step + "        - to: { uri: \"table:cheap\" }\n";
    }

    @Test
    void the_plain_camel_way_writes_a_file_for_each_page() throws IOException {
        Told told = pull(
                "pull",
                "customers-plain",
                "--routes",
                ROUTES.resolve("examples").toString());
        assertThat(told.exit()).as(told.out()).isZero();
        try (Stream<Path> files = Files.list(folder.resolve("data/customers-plain"))) {
            List<Path> written = files.sorted().toList();
            assertThat(written).hasSize(3);
            assertThat(ids(written.get(0)))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 50).boxed().toList());
        }
    }

    private static List<Long> ids(Path file) throws IOException {
        List<Long> ids = new ArrayList<>();
        try (ParquetReader<GenericRecord> reader = AvroParquetReader.<GenericRecord>builder(
                        new LocalInputFile(file), new PlainParquetConfiguration())
                .withDataModel(GenericData.get())
                .build()) {
            for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
                ids.add((Long) row.get("id"));
            }
        }
        return ids;
    }

    @Test
    void the_demo_shows_the_table_its_columns_and_how_to_go_on() throws IOException {
        Files.createDirectories(folder.resolve("routes"));
        Files.copy(ROUTES.resolve("shop.camel.yaml"), folder.resolve("routes/shop.camel.yaml"));
        Told told = Told.by(folder, "demo");
        assertThat(told.exit()).as(told.out() + told.err()).isZero();
        assertThat(told.out())
                .contains("orders  ok  10,000 rows")
                .contains("Table orders: 10,000 rows in " + folder.resolve("data/orders"))
                .contains("customer  struct(")
                .contains("SO-1001")
                .contains(", 0 of them beyond its limit")
                .contains("./qanat demo --serve");
        assertThat(rows("orders")).hasSize(10_000);
    }
}
