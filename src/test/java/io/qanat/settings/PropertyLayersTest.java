package io.qanat.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertyLayersTest {
    @TempDir
    Path folder;

    private PropertyLayers layers(Map<String, String> environment, Map<String, String> given) {
        return PropertyLayers.read(folder.resolve("application.properties"), environment, given);
    }

    private void file(String text) throws IOException {
        Files.writeString(folder.resolve("application.properties"), text);
    }

    private void dotenv(String text) throws IOException {
        Files.writeString(folder.resolve(".env"), text);
    }

    @Test
    void each_layer_overrules_the_one_before() throws IOException {
        file("shop.a=file\nshop.b=file\nshop.c=file\nshop.d=file\n");
        dotenv("SHOP_B=dotenv\nSHOP_C=dotenv\nSHOP_D=dotenv\n");
        PropertyLayers layers =
                layers(Map.of("SHOP_C", "environment", "SHOP_D", "environment"), Map.of("shop.d", "given"));
        assertThat(layers.getProperty("shop.a")).isEqualTo("file");
        assertThat(layers.getProperty("shop.b")).isEqualTo("dotenv");
        assertThat(layers.getProperty("shop.c")).isEqualTo("environment");
        assertThat(layers.getProperty("shop.d")).isEqualTo("given");
    }

    @Test
    void a_value_that_nobody_gave_is_null() {
        assertThat(layers(Map.of(), Map.of()).getProperty("shop.token")).isNull();
    }

    @Test
    void env_files_may_quote_and_comment() throws IOException {
        dotenv("# the shop\nSHOP_TOKEN=\"a b#c\"\nSHOP_KEY='x=y'\n\nSHOP_PLAIN = z # why\n");
        PropertyLayers layers = layers(Map.of(), Map.of());
        assertThat(layers.getProperty("shop.token")).isEqualTo("a b#c");
        assertThat(layers.getProperty("shop.key")).isEqualTo("x=y");
        assertThat(layers.getProperty("shop.plain")).isEqualTo("z");
    }

    @Test
    void relative_folders_start_at_the_file_and_have_defaults() throws IOException {
        file("qanat.state = here/state\n");
        PropertyLayers layers = layers(Map.of(), Map.of());
        assertThat(layers.getProperty("qanat.data"))
                .isEqualTo(folder.resolve("data").toString());
        assertThat(layers.getProperty("qanat.state"))
                .isEqualTo(folder.resolve("here/state").toString());
    }

    @Test
    void a_database_as_state_is_no_folder() {
        PropertyLayers layers = layers(Map.of(), Map.of("qanat.state", "jdbc:postgresql://db/qanat"));
        assertThat(layers.getProperty("qanat.state")).isEqualTo("jdbc:postgresql://db/qanat");
    }

    @Test
    void a_broken_file_is_told_with_its_name() throws IOException {
        file("shop.a=\\u00zz\n");
        assertThatThrownBy(() -> layers(Map.of(), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("application.properties");
    }

    @Test
    void a_wrong_line_of_an_env_file_is_told_by_its_number_and_shows_no_secret() throws IOException {
        dotenv("SHOP_A=1\n\nexport SHOP_TOKEN=hush-hush\n");
        assertThatThrownBy(() -> layers(Map.of(), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(".env")
                .hasMessageContaining("line 3 must be NAME=value")
                .hasMessageNotContaining("hush-hush");
    }

    @Test
    void camel_gets_all_that_files_and_d_say() throws IOException {
        file("camel.main.name=x\nshop.a=file\n");
        assertThat(layers(Map.of("SHOP_A", "environment"), Map.of("shop.b", "given"))
                        .loadProperties())
                .containsEntry("camel.main.name", "x")
                .containsEntry("shop.a", "environment")
                .containsEntry("shop.b", "given");
    }
}
