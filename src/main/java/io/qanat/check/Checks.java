package io.qanat.check;

import io.qanat.settings.PropertyLayers;
import java.nio.file.Path;
import java.util.List;

/** Reads a folder's route files and the settings, and finds all mistakes at once (requirement S2), before Camel stops at the first. */
public final class Checks {
    private Checks() {}

    /** All that is to be said of the route files of a folder and the settings, by file and line; nothing if all is well. */
    public static List<Finding> of(Path routes, PropertyLayers layers) {
        return find(routes, layers, true).sorted();
    }

    /**
     * Throws if there is a mistake. The words of Camel's YAML are left to Camel, which reads them next, as long as all else is
     * right: its schema is large, and pulls are to begin soon. If Camel refuses them, {@link #of} says where and why.
     *
     * @return the warnings
     * @throws CheckFailedException with all mistakes
     */
    public static List<Finding> require(Path routes, PropertyLayers layers) {
        Findings quick = find(routes, layers, false);
        if (quick.errors()) {
            requireAll(routes, layers);
        }
        return quick.sorted();
    }

    /**
     * Throws if there is a mistake, also in the words of Camel's YAML.
     *
     * @throws CheckFailedException with all mistakes
     */
    public static void requireAll(Path routes, PropertyLayers layers) {
        List<Finding> errors = of(routes, layers).stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw new CheckFailedException(errors);
        }
    }

    private static Findings find(Path routes, PropertyLayers layers, boolean words) {
        Findings findings = new Findings();
        new SettingsCheck(layers, findings).check();
        RouteFiles files = RouteFiles.read(routes, findings);
        files.files().forEach(file -> FileForm.check(file, findings));
        if (words) {
            Grammar grammar = new Grammar(findings);
            files.files().forEach(grammar::check);
        }
        checkDeclared(files, layers, findings);
        new References(files, layers, findings).check();
        return findings;
    }

    private static void checkDeclared(RouteFiles files, PropertyLayers layers, Findings findings) {
        ParameterCheck parameters = new ParameterCheck(layers, findings);
        SecretCheck secrets = new SecretCheck(layers, findings);
        Advice advice = new Advice(layers, findings);
        secrets.checkSettings();
        for (Declaration found : files.declarations()) {
            parameters.check(found);
            secrets.check(found);
            advice.give(found);
        }
    }
}
