package io.qanat.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import io.qanat.page.Page;
import io.qanat.page.PageConverters;
import io.qanat.pull.OpenRuns;
import io.qanat.pull.Run;
import io.qanat.settings.SettingsException;
import io.qanat.testserver.Threads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableRouteTest {
    @TempDir
    Path folder;

    private CamelContext camel = new DefaultCamelContext();
    private ProducerTemplate template = camel.createProducerTemplate();

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.setProperty("qanat.data", folder.toString());
        camel.getPropertiesComponent().setInitialProperties(properties);
        camel.start();
        template = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() throws Exception {
        template.close();
        camel.close();
    }

    private List<Object> ids() throws IOException {
        return Tables.column(TableDescription.read(folder, "t"), "id");
    }

    @Test
    void a_message_outside_of_a_run_is_published_at_once_and_appended() throws IOException {
        template.sendBody("table:t", Tables.page("{\"id\":1}"));
        template.sendBody("table:t", "[{\"id\":2},{\"id\":3}]");
        template.sendBody("table:t", "{\"id\":4}\n{\"id\":5}");
        template.sendBody("table:t", List.of(Map.of("id", 6)));
        template.sendBody("table:t", Map.of("id", 7L));
        template.sendBody("table:t", Json.MAPPER.readTree("[{\"id\":8}]"));
        template.sendBody("table:t", "{\"id\":9}".getBytes(StandardCharsets.UTF_8));
        template.sendBody("table:t", new ByteArrayInputStream("{\"id\":10}".getBytes(StandardCharsets.UTF_8)));
        template.sendBody(
                "table:t",
                Files.writeString(folder.resolve("f.json"), "[{\"id\":11}]").toFile());
        template.sendBody("table:t", "");

        assertThat(ids()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
    }

    @Test
    void messages_at_the_same_time_wait_for_each_other() throws IOException {
        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(id -> CompletableFuture.runAsync(
                                () -> template.sendBody("table:t", Map.of("id", id)), Threads.OWN))
                        .toArray(CompletableFuture<?>[]::new))
                .join();

        assertThat(ids()).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void pages_of_a_run_are_published_when_it_says_so() throws IOException {
        Run run = OpenRuns.run("orders", "20261101-1", false);
        template.sendBodyAndProperty("table:t", Tables.page("{\"id\":1}"), Run.PROPERTY, run);
        template.sendBodyAndProperty("table:t", List.of(Map.of("id", 2)), Run.PROPERTY, run);
        assertThat(ids()).isEmpty();

        TableSink sink = run.enlist("table:t", TableSink.class, () -> {
            throw new AssertionError("the sink has enlisted");
        });
        sink.prepare();
        sink.publish();

        assertThat(ids()).containsExactly(1L, 2L);
        assertThat(sink.name()).isEqualTo("table t");
        assertThat(sink.published().files())
                .containsExactly(folder.resolve("t/20261101-1-00001.parquet").toString());
    }

    @Test
    void a_page_after_the_end_is_refused() throws IOException {
        Run run = OpenRuns.run("orders", "r1", false);
        template.sendBodyAndProperty("table:t", Tables.page("{\"id\":1}"), Run.PROPERTY, run);
        run.enlist("table:t", TableSink.class, () -> {
                    throw new AssertionError("the sink has enlisted");
                })
                .prepare();

        assertThatThrownBy(() -> template.sendBodyAndProperty("table:t", Tables.page("{}"), Run.PROPERTY, run))
                .isInstanceOf(CamelExecutionException.class)
                .hasStackTraceContaining("came after the end of its run");
    }

    @Test
    void a_body_that_is_no_json_is_refused() {
        assertThatThrownBy(() -> template.sendBody("table:t", "<a/>"))
                .rootCause()
                .hasMessageStartingWith("Unexpected character");
        assertThatThrownBy(() -> template.sendBody("table:t", 5L))
                .hasStackTraceContaining("table t: the body is a java.lang.Long, but must be a page, List, Map");
        assertThatThrownBy(() -> template.sendBody("table:t", null))
                .hasStackTraceContaining("table t: the body is empty");
        assertThat(folder.resolve("t")).doesNotExist();
    }

    @Test
    void a_message_that_fails_leaves_the_table_free() throws IOException {
        template.sendBody("table:t?contract=freeze", Map.of("id", 1));
        assertThatThrownBy(() -> template.sendBody("table:t?contract=freeze", Map.of("id", 1, "name", "a")))
                .hasStackTraceContaining("column name (string) is new, but contract=freeze");
        template.sendBody("table:t?contract=freeze", Map.of("id", 2));

        assertThat(ids()).containsExactly(1L, 2L);
    }

    @Test
    void messages_are_merged_by_key_and_marks_delete() throws Exception {
        String table = "table:t?primaryKey=id&deletedField=gone";
        template.sendBody(table, List.of(Map.of("id", 1), Map.of("id", 2)));
        template.sendBody(table, List.of(Map.of("id", 1, "gone", true), Map.of("id", 3)));

        assertThat(ids()).containsExactly(2L, 3L);
    }

    @Test
    void all_wrong_options_are_told_at_once() {
        assertThatThrownBy(() -> template.sendBody(
                        "table:a b?mode=merge&format=xml&types=x=int&partitionBy=day:year&nested=flat"
                                + "&compression=lz4&maxFileSize=5&contract=strict",
                        "[]"))
                .rootCause()
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("table a b: name: \"a b\" must begin with a letter or digit")
                .hasMessageContaining("primaryKey: is required for mode=merge")
                .hasMessageContaining("format: \"xml\" must be one of parquet, jsonl, csv")
                .hasMessageContaining("types: \"int\" must be one of string, int64")
                .hasMessageContaining(
                        "partitionBy: \"day:year\" must be a field, or a field with :day, :month or :hour")
                .hasMessageContaining("nested: \"flat\" must be one of struct, json, flatten")
                .hasMessageContaining("compression: \"lz4\" must be one of zstd, gzip, snappy, none")
                .hasMessageContaining("maxFileSize: \"5\" is not a size")
                .hasMessageContaining("contract: \"strict\" must be one of evolve, freeze, discard");
    }

    @Test
    void a_table_cannot_lie_outside_of_its_directory() {
        for (String name : List.of("..", "../t", "a/b", ".hidden", "/tmp/t", "a\\b")) {
            assertThatThrownBy(() -> TableSettings.of(name, Map.of())).isInstanceOf(SettingsException.class);
        }
        assertThat(TableSettings.of("Aufträge_2024.v1", Map.of()).folder()).isEqualTo(Path.of("data/Aufträge_2024.v1"));
    }

    @Test
    void a_table_is_not_read_from() {
        assertThatThrownBy(() -> camel.getEndpoint("table:t").createConsumer(exchange -> {}))
                .hasMessageContaining("can only be written to");
    }

    @Test
    void a_page_converts_to_an_array_whatever_its_layout() throws IOException {
        String lines = "  {\"a\":1.10}\n\n5 \"x,y\"\n[1,2]\nnull ";
        byte[] bytes = ("#" + lines + "#").getBytes(StandardCharsets.UTF_8);
        Page sequence = new Page(1, bytes, 1, bytes.length - 1, Page.Layout.SEQUENCE, 5);
        byte[] one = "{\"a\":[1]}".getBytes(StandardCharsets.UTF_8);
        Page single = new Page(1, one, 0, one.length, Page.Layout.SINGLE, 1);

        JsonNode tree = PageConverters.toJsonNode(sequence);
        assertThat(tree.toString()).isEqualTo("[{\"a\":1.10},5,\"x,y\",[1,2],null]");
        assertThat(Json.MAPPER.readTree(PageConverters.toText(sequence))).isEqualTo(tree);
        assertThat(Json.MAPPER.readTree(PageConverters.toStream(sequence))).isEqualTo(tree);
        assertThat(PageConverters.toText(single)).isEqualTo("[{\"a\":[1]}]");
        assertThat(PageConverters.toList(single)).isEqualTo(List.of(Map.of("a", List.of(1))));
        Page array = Tables.page("{\"a\":1.10}", "null");
        assertThat(PageConverters.toText(array)).isEqualTo("[{\"a\":1.10},null]");
        assertThat(PageConverters.toStream(array).readAllBytes()).isEqualTo(PageConverters.toBytes(array));
        assertThat(PageConverters.toText(Page.empty(1))).isEqualTo("[]");
    }
}
