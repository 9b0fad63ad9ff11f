package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.qanat.check.Checks;
import io.qanat.check.DeclaredSettings;
import io.qanat.check.Finding;
import io.qanat.check.Severity;
import io.qanat.settings.PropertyLayers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the manual shows is what the program takes: route files, commands, settings, links. */
class ManualTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z][\\w.-]*)}}");
    private static final Pattern FILE = Pattern.compile("file:([\\w-]+\\.(?:json|txt|graphql))");
    private static final Pattern SETTING = Pattern.compile("^\\s*(qanat\\.[\\w.]+)\\s*=", Pattern.MULTILINE);
    private static final Pattern COMMAND = Pattern.compile("^\\s*(?:\\$ )?\\./qanat (.+)$", Pattern.MULTILINE);

    @TempDir
    Path folder;

    static List<Manual> pages() {
        return Manual.pages();
    }

    static Stream<Arguments> examples() {
        return pages().stream().flatMap(page -> page.blocks().stream()
                .filter(block -> block.language().equals("yaml"))
                .map(block -> Arguments.of(page + ":" + block.line(), block.text())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void an_example_of_a_route_file_passes_the_check(String place, String yaml) throws IOException {
        Path routes = Files.createDirectory(folder.resolve("routes"));
        String whole = Example.whole(yaml);
        Files.writeString(routes.resolve("example.camel.yaml"), whole);
        for (String name :
                FILE.matcher(whole).results().map(found -> found.group(1)).toList()) {
            Files.writeString(routes.resolve(name), "{}");
        }
        List<Finding> errors = Checks.of(routes, layers(whole)).stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        assertThat(errors).as(place + "\n" + whole).isEmpty();
    }

    /** Whatever an example leaves to settings has a value. */
    private PropertyLayers layers(String yaml) {
        Map<String, String> given = new HashMap<>();
        PLACEHOLDER
                .matcher(yaml)
                .results()
                .map(found -> found.group(1))
                .forEach(name -> given.put(name, name.endsWith("url") ? "https://api.example" : "given"));
        given.put("qanat.data", folder.resolve("data").toString());
        given.put("qanat.state", folder.resolve("state").toString());
        return PropertyLayers.read(folder.resolve("application.properties"), Map.of(), given);
    }

    static Stream<Arguments> commands() {
        return pages().stream()
                .flatMap(page -> page.blocksToRead().stream())
                .flatMap(block -> COMMAND.matcher(block.text()).results())
                .map(found -> found.group(1).replaceFirst("\\s+#.*|\\s*&$", "").strip())
                .distinct()
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_that_is_shown_is_understood(String command) {
        String[] args = Shell.words(command);
        assertThatCode(() -> QanatCommand.commandLine().parseArgs(args)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_setting_that_is_shown_exists(Manual page) {
        Set<String> known = DeclaredSettings.all().keySet();
        assertThat(page.blocks().stream()
                        .flatMap(block -> SETTING.matcher(block.text()).results())
                        .map(found -> found.group(1)))
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_link_leads_somewhere(Manual page) {
        assertThat(page.links()).filteredOn(link -> !link.contains(":")).allSatisfy(link -> {
            String[] pathAndAnchor = link.split("#", 2);
            Path target = pathAndAnchor[0].isEmpty() ? page.file() : page.file().resolveSibling(pathAndAnchor[0]);
            assertThat(target).exists();
            if (pathAndAnchor.length == 2) {
                assertThat(Manual.read(target).anchors()).contains(pathAndAnchor[1]);
            }
        });
    }

    @Test
    void every_page_stands_in_an_index() {
        Set<Path> listed = pages().stream()
                .filter(page -> page.file().endsWith("README.md"))
                .flatMap(page -> page.links().stream().map(link -> page.file()
                        .resolveSibling(link.replaceFirst("#.*", ""))
                        .normalize()))
                .collect(Collectors.toSet());
        assertThat(pages().stream().map(Manual::file).filter(file -> file.startsWith("docs")))
                .allSatisfy(file -> assertThat(listed)
                        .as("docs/README.md has to name " + file)
                        .contains(file));
    }
}
