package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What a user reads, word for word, who has made a mistake: the cases stand in {@code broken-settings.yaml}. Each begins with
 * the files of {@code good} there, which work, and breaks one of them. Paths begin with {@code FOLDER} here.
 */
class BrokenSettingsTest {
    private static final Map<?, ?> CASES = read();

    @TempDir
    Path folder;

    private static Map<?, ?> read() {
        try (InputStream in = BrokenSettingsTest.class.getResourceAsStream("broken-settings.yaml")) {
            return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> each_broken_setting_is_told_word_for_word() {
        return ((List<?>) CASES.get("cases"))
                .stream()
                        .map(Map.class::cast)
                        .map(broken -> DynamicTest.dynamicTest(text(broken, "name", ""), () -> {
                            Path own = Files.createDirectory(folder.resolve(String.valueOf(System.nanoTime())));
                            tell(own, broken);
                        }));
    }

    private static void tell(Path folder, Map<?, ?> broken) throws IOException {
        for (String file : List.of("routes/shop.camel.yaml", "application.properties", ".env")) {
            write(folder, file, broken);
        }
        other(folder, broken);
        List<String> command = List.of(text(broken, "command", "check")
                .replace("FOLDER", folder.toString())
                .split(" "));
        Told told = Told.by(folder, command.toArray(String[]::new));
        assertThat(shown(folder, told)).isEqualTo(text(broken, "told", ""));
        assertThat(told.exit()).isEqualTo(Integer.parseInt(text(broken, "exit", "2")));
        assertThat(told.stackLines()).isZero();
        if (command.equals(List.of("check")) && told.exit() == QanatCommand.WRONG_USE) {
            tellsTheSameBeforeAPull(folder, told);
        }
    }

    private static void tellsTheSameBeforeAPull(Path folder, Told check) throws IOException {
        Told pull = Told.by(folder, "pull", "--all");
        List<String> expected = check.out()
                .lines()
                .filter(line -> !line.contains(": warning: "))
                .map(line -> "error: " + line)
                .toList();
        assertThat(pull.err().lines())
                .isEqualTo(check.out().isEmpty() ? check.err().lines().toList() : expected);
        assertThat(pull.exit()).isEqualTo(2);
        assertThat(pull.stackLines()).isZero();
        assertThat(folder.resolve("data")).doesNotExist();
        assertThat(folder.resolve("state")).doesNotExist();
    }

    /** The good file, or with a text replaced, or the case's own. */
    private static void write(Path folder, String file, Map<?, ?> broken) throws IOException {
        String good = text((Map<?, ?>) CASES.get("good"), file, "");
        String text = text(broken, file, good);
        if (broken.get("replace") instanceof List<?> replace) {
            String right = String.valueOf(replace.get(0));
            text = text.replace(right, String.valueOf(replace.get(1)));
        }
        if (!text.isEmpty()) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), text.replace("FOLDER", folder.toString()));
        }
    }

    private static void other(Path folder, Map<?, ?> broken) throws IOException {
        if (broken.get("other") instanceof Map<?, ?> files) {
            for (Map.Entry<?, ?> file : files.entrySet()) {
                Path path = folder.resolve(String.valueOf(file.getKey()));
                Files.createDirectories(path.getParent());
                Files.writeString(path, String.valueOf(file.getValue()));
            }
        }
    }

    private static String shown(Path folder, Told told) {
        List<String> lines = new ArrayList<>(told.out().lines().toList());
        lines.addAll(told.err().lines().toList());
        return String.join("\n", lines).replace(folder.toString(), "FOLDER");
    }

    private static String text(Map<?, ?> map, String key, String fallback) {
        Object value = map.get(key);
        return value == null ? fallback : String.valueOf(value).stripTrailing();
    }
}
