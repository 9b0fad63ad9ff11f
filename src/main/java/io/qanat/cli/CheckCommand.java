package io.qanat.cli;

import io.qanat.check.Checks;
import io.qanat.check.Finding;
import io.qanat.check.RouteSchema;
import io.qanat.check.Severity;
import io.qanat.settings.PropertyLayers;
import io.qanat.settings.SettingsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks route files and settings, and pulls nothing. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Check the route files and settings, and tell all mistakes at once, each with file and line; pull nothing.",
            "",
            "The same is checked before every pull. A warning doesn't keep a pull from running. Secrets in files are"
                    + " warnings, and errors in the profile prod (camel.main.profile=prod).%n"
        },
        footer = {
            "",
            "Exit codes: 0 no mistakes, warnings at most; 2 mistakes.",
            "",
            "Examples:",
            "  qanat check                    all files in routes/",
            "  qanat check --json             one JSON object a finding: file, line, severity (error, warning),",
            "                                 subject, parameter, message, hint",
            "  qanat check -D camel.main.profile=prod"
        })
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Option(names = "--json", description = "Print one line of JSON for each finding, and nothing if there is none.")
    private boolean json;

    @Option(
            names = "--schema",
            description = "Print the JSON schema of route files, by which editors complete parameters; check nothing.")
    private boolean schema;

    @Override
    public Integer call() {
        if (schema) {
            spec.commandLine().getOut().print(RouteSchema.text());
            spec.commandLine().getOut().flush();
            return QanatCommand.DONE;
        }
        return check();
    }

    private int check() {
        try {
            PropertyLayers layers = options.layers();
            return told(Checks.of(options.routes(layers), layers), options.routes(layers));
        } catch (SettingsException e) {
            if (!json) {
                throw e;
            }
            return told(e.problems().stream().map(Finding::unreadable).toList(), Path.of(""));
        }
    }

    private int told(List<Finding> findings, Path routes) {
        FindingText text = new FindingText(spec.commandLine().getColorScheme().ansi());
        PrintWriter out = spec.commandLine().getOut();
        findings.forEach(finding -> out.println(json ? FindingText.json(finding) : text.line(finding)));
        boolean errors = findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        if (!errors && !json) {
            out.println("no mistakes found in " + routes
                    + (findings.isEmpty() ? "" : ", but " + Texts.count(findings.size(), "warning")));
        }
        return errors ? QanatCommand.WRONG_USE : QanatCommand.DONE;
    }
}
