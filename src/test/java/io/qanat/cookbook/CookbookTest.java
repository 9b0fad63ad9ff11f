package io.qanat.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.check.Checks;
import io.qanat.settings.PropertyLayers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CookbookTest {
    @TempDir
    private Path folder;

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Recipe.FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void qanat_check_finds_nothing_in_all_the_files_together() {
        Map<String, String> given = new HashMap<>(Recipe.PROPERTIES);
        given.put("erp.password", "erp-password");
        PropertyLayers layers = PropertyLayers.read(folder.resolve("application.properties"), Map.of(), given);

        assertThat(Checks.of(Recipe.FOLDER, layers)).isEmpty();
    }

    @Test
    void every_file_is_in_the_table_of_the_cookbook() throws IOException {
        String readme = Files.readString(Recipe.FOLDER.resolve("README.md"));

        assertThat(files()).hasSizeGreaterThanOrEqualTo(9).allSatisfy(file -> assertThat(readme)
                .contains("(" + file.getFileName() + ")"));
    }
}
