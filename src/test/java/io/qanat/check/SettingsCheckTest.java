package io.qanat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The names of settings that the check knows. */
class SettingsCheckTest {
    private static final Pattern NAME = Pattern.compile("(?:\"|\\{\\{)(qanat\\.[a-zA-Z][a-zA-Z0-9.]*)[\":}]");

    @Test
    void every_setting_that_the_sources_name_is_known() throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            files.filter(file -> file.toString().endsWith(".java")
                            && !file.toString().contains("/testing/"))
                    .filter(file -> !file.endsWith("DeclaredSettings.java"))
                    .flatMap(file -> NAME.matcher(read(file)).results())
                    .forEach(match -> named.add(match.group(1)));
        }
        named.removeAll(SettingsCheck.OF_LAUNCHER);
        assertThat(named).contains("qanat.data").isEqualTo(new TreeSet<>(SettingsCheck.KNOWN));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
