package io.qanat.check;

import io.qanat.pull.Storage;
import io.qanat.settings.Names;
import io.qanat.settings.Problem;
import io.qanat.settings.PropertyLayers;
import io.qanat.table.s3.S3Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the settings that are about no single route: folders, state, journal, and misspelt names. */
final class SettingsCheck {
    /** Names that begin so are ours. */
    private static final String OURS = "qanat.";

    /** All settings of ours. */
    static final Set<String> KNOWN = DeclaredSettings.all().keySet();

    /** Set by the launcher, for the program itself. */
    static final Set<String> OF_LAUNCHER = Set.of("qanat.home", "qanat.terminal");

    private static final Set<String> PROFILES = Set.of("dev", "test", "prod");

    private final PropertyLayers layers;
    private final Findings findings;

    SettingsCheck(PropertyLayers layers, Findings findings) {
        this.layers = layers;
        this.findings = findings;
    }

    void check() {
        List.of("qanat.data", "qanat.state", "qanat.journal").forEach(this::checkFolder);
        Storage.problems(layers::getProperty).forEach(problem -> error(problem.parameter(), problem.message()));
        S3Settings.problems(layers::getProperty).forEach(problem -> error(problem.parameter(), problem.message()));
        checkNames();
        checkChoice("qanat.log", Set.of("text", "json"));
        String profile = layers.getProperty("camel.main.profile");
        if (profile != null && Names.nearest(profile, PROFILES).isPresent()) {
            checkChoice("camel.main.profile", PROFILES);
        }
    }

    private void checkChoice(String name, Set<String> allowed) {
        String value = layers.getProperty(name);
        if (value != null && !value.isEmpty() && !allowed.contains(value)) {
            error(
                    name,
                    "\"" + value + "\" must be one of "
                            + String.join(", ", allowed.stream().sorted().toList())
                            + Names.didYouMean(value, allowed));
        }
    }

    private void checkNames() {
        layers.fileNames().stream()
                .filter(name -> name.startsWith(OURS))
                .forEach(name -> checkName(name, KNOWN, layers.line(name)));
        layers.givenNames().stream()
                .filter(name -> name.startsWith(OURS) && !OF_LAUNCHER.contains(name) && !layers.fromFile(name))
                .forEach(name -> checkName(name, KNOWN, new PropertyLayers.Line(Path.of("-D"), 0)));
        Set<String> variables = KNOWN.stream().map(PropertyLayers::variable).collect(Collectors.toSet());
        layers.envFileNames().stream()
                .filter(name -> name.startsWith(PropertyLayers.variable(OURS)))
                .forEach(name -> checkName(name, variables, layers.line(name)));
    }

    /** A name that is near a known one is a mistake; another one may be meant for somebody else. */
    private void checkName(String name, Set<String> known, PropertyLayers.Line line) {
        if (!known.contains(name)) {
            findings.add(
                    line.file(),
                    line.number(),
                    Names.nearest(name, known).isPresent() ? Severity.ERROR : Severity.WARNING,
                    new Problem("settings", name, "is not a setting" + Names.didYouMean(name, known)));
        }
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
            error(setting, value + " can't be a folder, since " + there + " is a file");
        } else if (!Files.isWritable(there)) {
            error(setting, value + ": nothing can be written in " + there);
        }
    }

    private void error(String setting, String message) {
        PropertyLayers.Line line = layers.line(setting);
        findings.add(line.file(), line.number(), Severity.ERROR, new Problem("settings", setting, message));
    }
}
