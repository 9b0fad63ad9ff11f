package io.qanat.check;

import io.qanat.check.Declaration.Kind;
import io.qanat.pull.PullSettings;
import io.qanat.settings.Declared;
import io.qanat.settings.Parameters;
import io.qanat.settings.Problem;
import io.qanat.settings.PropertyLayers;
import io.qanat.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The pulls that a folder's route files declare, read without Camel, for commands that start no route. */
public final class DeclaredPulls {
    /** What a bookmark's value depends on. */
    private static final List<String> OF_BOOKMARKS =
            List.of("incrementalField", "incrementalFormat", "lookback", "since");

    private final Path routes;
    private final PropertyLayers layers;
    private final RouteFiles files;
    private final List<Declaration> pulls;

    private DeclaredPulls(Path routes, PropertyLayers layers, RouteFiles files) {
        this.routes = routes;
        this.layers = layers;
        this.files = files;
        this.pulls = files.declarations(Kind.PULL).stream()
                .filter(found -> !found.name().isEmpty())
                .toList();
    }

    /** Reads a folder, which need not exist. A file that can't be read declares nothing here; {@code check} tells of it. */
    public static DeclaredPulls read(Path routes, PropertyLayers layers) {
        return new DeclaredPulls(routes, layers, RouteFiles.read(routes, new Findings()));
    }

    /**
     * A table as a pull's route names it.
     *
     * @param name its name, or the pull's if the route names no table
     * @param options those that are known before Camel starts
     */
    public record Table(String name, Map<String, String> options) {
        public Table {
            options = Map.copyOf(options);
        }
    }

    /** The first table that a pull writes. */
    public Table table(String pull) {
        return files.declarations(Kind.TABLE).stream()
                .filter(found -> found.route().equals(pull))
                .findFirst()
                .map(this::table)
                .orElse(new Table(pull, Map.of()));
    }

    /** Where a pull writes a parameter, or its table one that begins with {@code table.}: {@code shop.camel.yaml:14}. */
    public String place(String pull, String parameter) {
        boolean table = parameter.startsWith("table.");
        String name = table ? parameter.substring("table.".length()) : parameter;
        return files.declarations(table ? Kind.TABLE : Kind.PULL).stream()
                .filter(found -> found.route().equals(pull))
                .findFirst()
                .map(found -> found.file() + ":" + found.line(name))
                .orElse("");
    }

    /** The URL of a pull's API; empty if it is known only when Camel runs, or a hand-written route has it. */
    public String url(PullSettings pull) {
        return files.declarations(Kind.API).stream()
                .filter(api -> api.name().equals(pull.api()))
                .findFirst()
                .map(api -> Filled.of(api, ParameterCheck.declared(Kind.API), layers)
                        .known("url"))
                .orElse("");
    }

    /**
     * The settings of a pull.
     *
     * @throws SettingsException if no file declares it, or a parameter is wrong
     */
    public PullSettings settings(String name) {
        Declaration pull = declared(name);
        Filled filled = Filled.of(pull, Declared.pull(), layers);
        Parameters parameters = new Parameters(pull.subject(), filled.values());
        PullSettings settings =
                PullSettings.read(name, parameters, pull.file().toAbsolutePath().getParent());
        parameters.check();
        return settings;
    }

    private Declaration declared(String name) {
        return pulls.stream()
                .filter(found -> found.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new SettingsException(
                        "pull " + name,
                        "route",
                        "no file in " + routes + " has it, so that nobody knows what its bookmark is"));
    }

    private Table table(Declaration found) {
        Filled filled = Filled.of(found, Map.of(), layers);
        filled.unknown().forEach(filled.values()::remove);
        return new Table(new Placeholders(layers).fill(found.name()).orElse(found.route()), filled.values());
    }

    /** Their names, sorted. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        pulls.forEach(pull -> names.add(pull.name()));
        return names;
    }

    /** The names of those that another file than this one declares. */
    public Set<String> namesOutside(Path file) {
        Set<String> names = new TreeSet<>();
        pulls.stream()
                .filter(pull -> !pull.file().getFileName().equals(file.getFileName()))
                .forEach(pull -> names.add(pull.name()));
        return names;
    }

    /**
     * The settings of a pull, as far as its bookmarks need them.
     *
     * @throws SettingsException if no file declares it, or what a bookmark depends on is wrong, or known only when Camel runs
     */
    public PullSettings forBookmarks(String name) {
        Declaration pull = declared(name);
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
