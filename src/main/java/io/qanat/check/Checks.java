package io.qanat.check;

import io.qanat.settings.PropertyLayers;
import java.nio.file.Path;
import java.util.List;

/** Reads a folder's route files and the settings, and finds all mistakes at once (requirement S2), before Camel stops at the first. */
public final class Checks {
    private Checks() {}

    /** All that is to be said of the route files of a folder and the settings, by file and line; nothing if all is well. */
    public static List<Finding> of(Path routes, PropertyLayers layers) {
        Findings findings = new Findings();
        new SettingsCheck(layers, findings).check();
        RouteFiles files = RouteFiles.read(routes, findings);
        Grammar grammar = new Grammar(findings);
        files.files().forEach(grammar::check);
        ParameterCheck parameters = new ParameterCheck(layers, findings);
        SecretCheck secrets = new SecretCheck(layers, findings);
        Advice advice = new Advice(layers, findings);
        secrets.checkSettings();
        for (Declaration found : files.declarations()) {
            parameters.check(found);
            secrets.check(found);
            advice.give(found);
        }
        new References(files, layers, findings).check();
        return findings.sorted();
    }

    /**
     * Throws if there is a mistake.
     *
     * @return the warnings
     * @throws CheckFailedException with all mistakes
     */
    public static List<Finding> require(Path routes, PropertyLayers layers) {
        List<Finding> findings = of(routes, layers);
        List<Finding> errors = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw new CheckFailedException(errors);
        }
        return findings;
    }
}
