package io.qanat.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code forEach} reads from a published table. */
class TableValuesTest {
    @TempDir
    Path folder;

    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.setProperty("qanat.data", folder.toString());
        camel.getPropertiesComponent().setInitialProperties(properties);
        camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
    }

    private void publish(String options, String rows) throws IOException {
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            template.sendBody("table:t" + options, rows);
        }
    }

    private List<Object> values(String table, String field) throws IOException {
        List<Object> values = new ArrayList<>();
        ((TableComponent) camel.getComponent("table")).values(table, JsonPointer.compile(field), values::add);
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?format=jsonl", "?format=csv", "?partitionBy=day", "?partitionBy=id"})
    void a_field_of_every_published_row_is_read(String options) throws Exception {
        publish(options, "[{\"id\":1,\"day\":\"a\"},{\"id\":null,\"day\":\"a\"},{\"id\":1,\"day\":\"b\"}]");
        publish(options, "[{\"day\":\"c\"},{\"id\":3,\"day\":\"b\"}]");
        assertThat(values("t", "/id")).containsExactlyInAnyOrder(1L, 1L, 3L);
        assertThat(values("t", "/day")).containsExactlyInAnyOrder("a", "a", "b", "c", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?format=jsonl"})
    void a_field_may_lie_in_an_object(String options) throws Exception {
        publish(options, "[{\"a\":{\"b\":\"x\"}},{\"a\":null},{\"c\":1}]");
        assertThat(values("t", "/a/b")).containsExactly("x");
    }

    @Test
    void a_table_that_was_never_published_is_told() {
        assertThatThrownBy(() -> values("nothing", "/id"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no table nothing in")
                .hasMessageContaining("run the pull that publishes it first");
    }

    @Test
    void a_field_that_is_not_there_is_told_with_those_that_are() throws Exception {
        publish("", "[{\"id\":1}]");
        assertThatThrownBy(() -> values("t", "/key")).hasMessageContaining("table t has no field key; it has: id");
    }
}
