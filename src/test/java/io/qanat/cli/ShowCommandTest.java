package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import io.qanat.testserver.Postgres;
import io.qanat.testserver.S3Server;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code show} and {@code schema}: rows, queries and columns of published tables, wherever they are. */
class ShowCommandTest {
    private static final String ORDERS =
            "[{\"id\":1,\"total\":10.5,\"land\":\"DE\",\"at\":\"2024-02-29T12:00:00.5+01:00\",\"tags\":[\"a\",\"b\"],"
                    + "\"who\":{\"name\":\"Ü\",\"n\":null}},"
                    + "{\"id\":2,\"total\":-0.25,\"land\":null,\"at\":null,\"tags\":[],\"who\":{\"name\":\"x, \\\"y\\\"\",\"n\":3}}]";

    @TempDir
    Path folder;

    /** Publishes records as a run of its own. */
    private void publish(String uri, String records, String... properties) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent()
                    .addInitialProperty("qanat.data", folder.resolve("data").toString());
            for (int i = 0; i < properties.length; i += 2) {
                camel.getPropertiesComponent().addInitialProperty(properties[i], properties[i + 1]);
            }
            camel.start();
            camel.createProducerTemplate().sendBody(uri, records);
        }
    }

    private Told told(String... args) {
        return Told.by(folder, args);
    }

    private Told done(String... args) {
        Told told = told(args);
        assertThat(told.exit()).as(told.err()).isZero();
        return told;
    }

    private String wrong(String... args) {
        Told told = told(args);
        assertThat(told.exit()).as(told.out() + told.err()).isEqualTo(2);
        assertThat(told.stackLines()).isZero();
        return told.err();
    }

    private List<JsonNode> json(String... args) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : done(args).out().lines().toList()) {
            rows.add(Json.MAPPER.readTree(line));
        }
        return rows;
    }

    @Test
    void the_first_rows_stand_below_names_and_types() throws Exception {
        publish("table:orders", ORDERS);
        assertThat(done("show", "orders").out().lines().limit(5))
                .containsExactly(
                        "   id   total  land    at                     tags          who",
                        "int64  double  string  timestamp              list(string)  struct(name string,…",
                        "-----  ------  ------  ---------------------  ------------  --------------------",
                        "    1    10.5  DE      2024-02-29T11:00:00.…  [\"a\",\"b\"]     {\"name\":\"Ü\",\"n\":nul…",
                        "    2   -0.25                                 []            {\"name\":\"x, \\\"y\\\"\",…");
        assertThat(done("show", "orders", "--limit", "1").out())
                .contains("2 rows, 1 file in " + folder.resolve("data/orders"))
                .doesNotContain("-0.25");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "format=parquet",
                "format=jsonl",
                "format=csv",
                "format=parquet&partitionBy=land",
                "format=jsonl&partitionBy=land",
                "format=csv&partitionBy=land",
                "format=parquet&partitionBy=at:day",
                "format=jsonl&partitionBy=id"
            })
    void a_query_says_the_same_of_every_format_and_of_folders(String options) throws Exception {
        publish("table:orders?" + options, ORDERS);
        String sql = "select id, total, land, \"at\", tags, who, typeof(id) t from orders order by id";
        List<JsonNode> expected = List.of(
                Json.MAPPER.readTree("{\"id\":1,\"total\":10.5,\"land\":\"DE\",\"at\":\"2024-02-29T11:00:00.500Z\","
                        + "\"tags\":[\"a\",\"b\"],\"who\":{\"name\":\"Ü\",\"n\":null},\"t\":\"BIGINT\"}"),
                Json.MAPPER.readTree("{\"id\":2,\"total\":-0.25,\"land\":null,\"at\":null,"
                        + "\"tags\":[],\"who\":{\"name\":\"x, \\\"y\\\"\",\"n\":3},\"t\":\"BIGINT\"}"));
        assertThat(json("show", "orders", "--sql", sql, "--json").toString()).isEqualTo(expected.toString());
    }

    @Test
    void tables_are_joined_by_their_names() throws Exception {
        publish("table:orders", ORDERS);
        publish("table:lands.of-all?format=csv", "[{\"code\":\"DE\",\"name\":\"Germany\"}]");
        assertThat(done(
                                "show",
                                "orders",
                                "--sql",
                                "select o.id, l.name, l.name from orders o join \"lands.of-all\" l on o.land = l.code;",
                                "--csv")
                        .out())
                .isEqualTo("id,name,name_1\r\n1,Germany,Germany\r\n");
    }

    @Test
    void only_the_files_that_the_manifest_lists_are_read() throws Exception {
        publish("table:orders?mode=replace", "[{\"id\":1},{\"id\":2}]");
        Path published;
        try (java.util.stream.Stream<Path> files = Files.list(folder.resolve("data/orders"))) {
            published = files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.copy(published, folder.resolve("data/orders/stray.parquet"));
        assertThat(json("show", "orders", "--sql", "select count(*) n from orders", "--json"))
                .hasToString("[{\"n\":2}]");
    }

    @Test
    void a_column_that_came_later_is_null_before() throws Exception {
        publish("table:orders", "[{\"id\":1,\"v\":1}]");
        publish("table:orders", "[{\"id\":2,\"v\":1.5,\"new\":{\"a\":true}}]");
        assertThat(json("show", "orders", "--sql", "from orders order by id", "--json"))
                .hasToString("[{\"id\":1,\"v\":1.0,\"new\":null}, {\"id\":2,\"v\":1.5,\"new\":{\"a\":true}}]");
    }

    @Test
    void a_query_that_is_wrong_is_told_in_one_line() throws Exception {
        publish("table:orders", ORDERS);
        assertThat(wrong("show", "orders", "--sql", "select totl from orders"))
                .startsWith("error: show orders: Binder Error: Referenced column \"totl\" not found")
                .hasLineCount(1);
        assertThat(wrong("show", "orders", "--sql", "selec")).hasLineCount(1).contains("Parser Error");
    }

    @Test
    void a_table_that_isnt_there_is_told_with_those_that_are() throws Exception {
        publish("table:orders", ORDERS);
        assertThat(wrong("show", "order")).contains("there is no table order; did you mean orders? (tables: orders)");
        assertThat(wrong("show", "orders", "--limit", "0")).contains("--limit 0 must be a number of at least 1");
        assertThat(wrong("schema", "nothing")).contains("there is no table nothing");
    }

    @Test
    void a_pull_that_writes_one_table_is_its_name_too() throws Exception {
        Told.routes(folder, route("daily", "table:orders", "mode: append"));
        assertThat(told("show", "daily").err())
                .contains("orders: no run has published anything to " + folder.resolve("data/orders") + " yet");
        publish("table:orders", ORDERS);
        assertThat(done("show", "daily").out()).contains("10.5");
    }

    private static String route(String id, String uri, String option) {
        return """
                - route:
                    id: %s
                    from:
                      uri: direct:in
                      steps:
                        - choice:
                            when:
                              - simple: "${body} != null"
                                steps:
                                  - to:
                                      uri: %s
                                      parameters:
                                        %s
                """.formatted(id, uri, option);
    }

    @Test
    void a_table_in_a_duckdb_is_shown_from_there_and_joined_with_files() throws Exception {
        String url = "jdbc:duckdb:" + folder.resolve("shop.duckdb");
        Told.routes(folder, route("daily", "table:orders", "dataSource: \"{{shop.database}}\""));
        Files.writeString(folder.resolve("application.properties"), "shop.database=" + url);
        assertThat(told("show", "orders").err()).contains("no run has published anything to " + url);
        assertThat(folder.resolve("shop.duckdb")).doesNotExist();
        publish("table:orders?dataSource=" + url, ORDERS);
        publish("table:lands", "[{\"code\":\"DE\",\"name\":\"Germany\"}]");
        assertThat(done("show", "orders").out())
                .contains("2024-02-29T11:00:00.…")
                .contains("Ü");
        assertThat(json(
                        "show",
                        "orders",
                        "--sql",
                        "select o.who, l.name from orders o, lands l where code = land",
                        "--json"))
                .hasToString("[{\"who\":{\"name\":\"Ü\",\"n\":null},\"name\":\"Germany\"}]");
        assertThat(done("schema", "orders").out()).contains("  total  double").contains("  who  struct");
    }

    @Test
    void a_table_in_a_postgresql_is_shown_from_there() throws Exception {
        String url = Postgres.newDatabase();
        Told.routes(
                folder,
                route("daily", "table:orders", "dataSource: " + url + "\n                        user: postgres"));
        publish("table:orders?user=postgres&dataSource=" + url, ORDERS);
        assertThat(json("show", "orders", "--json").get(0).toString())
                .startsWith("{\"id\":1,\"total\":10.5,\"land\":\"DE\",\"at\":\"2024-02-29T11:00:00.500Z\"")
                .contains("\"tags\":[\"a\",\"b\"]");
        assertThat(json("show", "orders", "--sql", "select sum(total) s from orders", "--json"))
                .hasToString("[{\"s\":10.25}]");
        assertThat(wrong("show", "orders", "--sql", "delete from orders returning 1"))
                .contains("cannot execute DELETE in a read-only transaction");
        assertThat(done("schema", "orders", "--json").out()).contains("\"name\":\"total\",\"type\":\"double\"");
    }

    @Test
    void a_table_in_a_bucket_is_shown_from_there() throws Exception {
        try (S3Server server = S3Server.strict()) {
            String[] settings = {
                "qanat.s3.endpoint", server.strictUrl(),
                "qanat.s3.accessKey", S3Server.ACCESS_KEY,
                "qanat.s3.secretKey", S3Server.SECRET_KEY
            };
            Files.writeString(
                    folder.resolve("application.properties"),
                    "qanat.s3.endpoint=" + settings[1] + "\nqanat.s3.accessKey=" + settings[3] + "\n");
            Files.writeString(folder.resolve(".env"), "QANAT_S3_SECRETKEY=" + settings[5] + "\n");
            Told.routes(folder, route("daily", "table:orders", "directory: s3://lake/shop"));
            assertThat(wrong("show", "orders")).contains("(404 NoSuchBucket").contains("make the bucket lake");
            server.createBucket("lake");
            assertThat(told("show", "orders").err())
                    .contains("orders: no run has published anything to s3://lake/shop/orders yet");
            publish("table:orders?partitionBy=land&directory=s3://lake/shop", ORDERS, settings);
            assertThat(done("show", "orders").out()).contains("10.5").contains("2 files in s3://lake/shop/orders");
            assertThat(json("show", "orders", "--sql", "select id, land from orders order by id", "--json"))
                    .hasToString("[{\"id\":1,\"land\":\"DE\"}, {\"id\":2,\"land\":null}]");
            assertThat(done("schema", "orders").out())
                    .startsWith("table orders (parquet, partitioned by land)")
                    .contains("  land  string");
        }
    }

    @Test
    void columns_of_structs_are_indented_and_changes_are_told() throws Exception {
        publish("table:orders", "[{\"id\":1,\"lines\":[{\"sku\":\"a\"}]}]");
        publish("table:orders", "[{\"id\":\"x\",\"lines\":[{\"sku\":\"a\",\"n\":2}]}]");
        assertThat(done("schema", "orders").out().lines().limit(8))
                .containsExactly(
                        "table orders (parquet)",
                        "  id  int64",
                        "  id__text  string (values of id that aren't of its type, as JSON)",
                        "  lines  list(struct)",
                        "    sku  string",
                        "    n  int64",
                        "changes",
                        done("schema", "orders").out().lines().toList().get(7));
        JsonNode schema =
                Json.MAPPER.readTree(done("schema", "orders", "--json").out());
        assertThat(schema.at("/columns/1").toString())
                .isEqualTo("{\"name\":\"id__text\",\"type\":\"string\",\"textOf\":\"id\"}");
        assertThat(schema.at("/columns/2/fields/1/name").asText()).isEqualTo("n");
        assertThat(schema.at("/changes/0/changes")).hasSize(2);
    }

    @Test
    void without_duckdbs_driver_rows_are_shown_and_a_query_says_where_to_get_it() throws Exception {
        publish("table:orders", ORDERS);
        assertThat(apart("show", "orders")).contains("10.5");
        assertThat(apart("show", "orders", "--sql", "from orders"))
                .contains("error: show --sql: DuckDB's driver is missing. Get it by: mvn dependency:copy")
                .contains("-DoutputDirectory=lib");
    }

    /** In a process of its own that lacks the driver. */
    private String apart(String... args) throws Exception {
        String path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> !jar.contains("duckdb"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command =
                new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-cp", path, "io.qanat.Qanat"));
        command.addAll(List.of(args));
        command.addAll(
                List.of("--properties", folder.resolve("application.properties").toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }
}
