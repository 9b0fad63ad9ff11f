package io.qanat.check;

import io.qanat.check.Declaration.Kind;
import io.qanat.pull.PullSettings;
import io.qanat.settings.Declared;
import io.qanat.settings.Parameters;
import io.qanat.settings.Problem;
import io.qanat.settings.PropertyLayers;
import io.qanat.settings.SettingsException;
import io.qanat.settings.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The pulls that a folder's route files declare, read without Camel, for commands that start no route. */
public final class DeclaredPulls {
    /** What a bookmark's value depends on. */
    private static final List<String> OF_BOOKMARKS =
            List.of("incrementalField", "incrementalFormat", "lookback", "since");

    private final Path routes;
    private final PropertyLayers layers;
    private final List<Declaration> pulls;

    private DeclaredPulls(Path routes, PropertyLayers layers, List<Declaration> pulls) {
        this.routes = routes;
        this.layers = layers;
        this.pulls = pulls;
    }

    /** Reads a folder, which need not exist. A file that can't be read declares nothing here; {@code check} tells of it. */
    public static DeclaredPulls read(Path routes, PropertyLayers layers) {
        List<Declaration> pulls = new ArrayList<>();
        for (Path file : files(routes)) {
            declarations(file).stream()
                    .filter(found -> found.kind() == Kind.PULL && !found.name().isEmpty())
                    .forEach(pulls::add);
        }
        return new DeclaredPulls(routes, layers, pulls);
    }

    private static List<Path> files(Path routes) {
        if (!Files.isDirectory(routes)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(routes)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<Declaration> declarations(Path file) {
        try {
            return Yaml.read(file)
                    .map(root -> new RouteFile(file, root).declarations())
                    .orElse(List.of());
        } catch (YamlEngineException | IOException e) {
            return List.of();
        }
    }

    /** Their names, sorted. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        pulls.forEach(pull -> names.add(pull.name()));
        return names;
    }

    /**
     * The settings of a pull, as far as its bookmarks need them.
     *
     * @throws SettingsException if no file declares it, or what a bookmark depends on is wrong, or known only when Camel runs
     */
    public PullSettings forBookmarks(String name) {
        Declaration pull = pulls.stream()
                .filter(found -> found.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new SettingsException(
                        "pull " + name,
                        "route",
                        "no file in " + routes + " has it, so that nobody knows what its bookmark is"));
        Filled filled = Filled.of(pull, Declared.pull(), layers);
        Parameters parameters = new Parameters(pull.subject(), filled.values());
        PullSettings settings =
                PullSettings.read(name, parameters, pull.file().toAbsolutePath().getParent());
        List<Problem> problems = parameters.problems().stream()
                .filter(problem -> OF_BOOKMARKS.contains(problem.parameter()))
                .toList();
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return settings;
    }
}
