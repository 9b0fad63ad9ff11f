package io.qanat.cli;

import io.qanat.check.Checks;
import io.qanat.check.Finding;
import io.qanat.settings.PropertyLayers;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks route files and settings, and pulls nothing. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Check the route files and settings; pull nothing.")
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Override
    public Integer call() {
        PropertyLayers layers = options.layers();
        List<Finding> findings = Checks.of(options.routes(layers), layers);
        findings.forEach(spec.commandLine().getOut()::println);
        if (findings.isEmpty()) {
            spec.commandLine().getOut().println("no mistakes found in " + options.routes(layers));
        }
        return findings.isEmpty() ? QanatCommand.DONE : QanatCommand.WRONG_USE;
    }
}
