package io.qanat.check;

import io.qanat.api.ApiSettings;
import io.qanat.check.Declaration.Kind;
import io.qanat.check.Declaration.Written;
import io.qanat.pull.PullSettings;
import io.qanat.pull.Storage;
import io.qanat.settings.Declared;
import io.qanat.settings.Declared.Parameter;
import io.qanat.settings.Names;
import io.qanat.settings.Parameters;
import io.qanat.settings.Problem;
import io.qanat.settings.PropertyLayers;
import io.qanat.settings.SettingsException;
import io.qanat.settings.Yaml;
import io.qanat.table.s3.S3Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a folder's route files and finds all mistakes at once (requirement S2), before Camel stops at the first. */
public final class Checks {
    private final PropertyLayers layers;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Kind, Map<String, Parameter>> declared =
            Map.of(Kind.API, Declared.api(), Kind.PULL, Declared.pull());

    private Checks(PropertyLayers layers) {
        this.layers = layers;
    }

    /** All mistakes of the route files of a folder; none if they are right. */
    public static List<Finding> of(Path routes, PropertyLayers layers) {
        Checks checks = new Checks(layers);
        checks.checkAll(routes);
        return checks.findings.stream()
                .sorted(Comparator.comparing(Finding::file).thenComparing(Finding::line))
                .toList();
    }

    /**
     * Throws if there is a mistake.
     *
     * @throws CheckFailedException with all of them
     */
    public static void require(Path routes, PropertyLayers layers) {
        List<Finding> findings = of(routes, layers);
        if (!findings.isEmpty()) {
            throw new CheckFailedException(findings);
        }
    }

    private void checkAll(Path routes) {
        checkFolder("qanat.data");
        checkFolder("qanat.state");
        checkFolder("qanat.journal");
        Storage.problems(layers::getProperty).forEach(problem -> note(layers.file(), 0, problem));
        S3Settings.problems(layers::getProperty).forEach(problem -> note(layers.file(), 0, problem));
        List<RouteFile> files = new ArrayList<>();
        for (Path file : yamlFiles(routes)) {
            read(file, files);
        }
        List<Declaration> declarations =
                files.stream().flatMap(file -> file.declarations().stream()).toList();
        Set<String> apis = new HashSet<>(
                files.stream().flatMap(file -> file.directs().stream()).toList());
        declarations.stream().filter(found -> found.kind() == Kind.API).forEach(api -> checkName(api, apis));
        declarations.forEach(this::checkParameters);
        declarations.stream().filter(found -> found.kind() == Kind.PULL).forEach(pull -> checkPull(pull, apis));
    }

    /** A folder need not be there, but it must be possible to make it. */
    private void checkFolder(String setting) {
        String value = layers.getProperty(setting);
        if (value == null || !value.startsWith("/")) {
            return; // a database or a bucket, which is found out when it is asked
        }
        Path there = Path.of(value);
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            noteSetting(setting, value + " can't be a folder, since " + there + " is a file");
        } else if (!Files.isWritable(there)) {
            noteSetting(setting, value + ": nothing can be written in " + there);
        }
    }

    private void noteSetting(String setting, String message) {
        note(layers.file(), 0, new Problem("settings", setting, message));
    }

    private List<Path> yamlFiles(Path routes) {
        try (Stream<Path> files = Files.list(routes)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            note(routes, 0, new Problem("routes", "--routes", "can't be read: " + e.getMessage()));
            return List.of();
        }
    }

    private void read(Path file, List<RouteFile> files) {
        try {
            Yaml.read(file).ifPresent(root -> files.add(new RouteFile(file, root)));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            note(file, line, new Problem("YAML", "syntax", e.getProblem()));
        } catch (YamlEngineException | IOException e) {
            note(file, 0, new Problem("YAML", "syntax", String.valueOf(e.getMessage())));
        }
    }

    private void checkName(Declaration api, Set<String> apis) {
        if (!api.name().isEmpty() && !apis.add(api.name())) {
            note(api, "name", "there is another API or direct: route of this name");
        }
    }

    private void checkPull(Declaration pull, Set<String> apis) {
        if (pull.name().isEmpty()) {
            note(pull, "id", "the route needs an id: files, state and messages are named by it");
        }
        Written api = pull.parameters().get("api");
        if (api != null && !api.value().contains("{{") && !apis.contains(api.value())) {
            note(
                    pull,
                    "api",
                    "there is no API " + api.value() + Names.didYouMean(api.value(), apis)
                            + (apis.isEmpty()
                                    ? ""
                                    : " (APIs: "
                                            + String.join(
                                                    ", ", apis.stream().sorted().toList()) + ")"));
        }
    }

    private void checkParameters(Declaration found) {
        Map<String, Parameter> known = declared.getOrDefault(found.kind(), Map.of());
        for (String name : found.parameters().keySet()) {
            if (!known.containsKey(name)) {
                note(
                        found,
                        name,
                        "is not a parameter of " + found.kind().word() + "s" + Names.didYouMean(name, known.keySet()));
            }
        }
        known.forEach((name, parameter) -> {
            if (parameter.required() && !found.parameters().containsKey(name)) {
                note(found, name, "is required");
            }
        });
        checkValues(found, known);
    }

    /** Reads the values as the beans will; a value that is known only at start counts as not given, and isn't judged. */
    private void checkValues(Declaration found, Map<String, Parameter> known) {
        Filled filled = Filled.of(found, known, layers);
        filled.missing()
                .forEach(name -> note(
                        found,
                        users(found, name),
                        "{{" + name + "}} has no value: set it in application.properties, as "
                                + PropertyLayers.variable(name) + " in .env or the environment, or with -D " + name
                                + "=…"));
        problems(found, filled.values()).stream()
                .filter(problem -> !filled.unknown().contains(problem.parameter()))
                .filter(problem -> !problem.message().equals("is required"))
                .forEach(problem -> note(found, problem.parameter(), problem.message()));
    }

    private static String users(Declaration found, String placeholder) {
        return found.parameters().entrySet().stream()
                .filter(parameter -> parameter.getValue().value().contains("{{" + placeholder + "}}"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    private static List<Problem> problems(Declaration found, Map<String, String> values) {
        Parameters parameters = new Parameters(found.subject(), values);
        try {
            if (found.kind() == Kind.API) {
                ApiSettings.of(parameters, found.file().toAbsolutePath().getParent());
            } else {
                PullSettings.read(
                        found.name(), parameters, found.file().toAbsolutePath().getParent());
            }
            return parameters.problems();
        } catch (SettingsException e) {
            return e.problems();
        }
    }

    private void note(Declaration found, String parameter, String message) {
        Written written = found.parameters().get(parameter);
        note(
                found.file(),
                written == null ? found.line() : written.line(),
                new Problem(found.subject(), parameter, message));
    }

    private void note(Path file, int line, Problem problem) {
        findings.add(new Finding(file, line, problem));
    }
}
