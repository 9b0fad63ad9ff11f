package io.qanat.cli;

import io.qanat.pull.PullSettings;
import io.qanat.pull.Pulls;
import io.qanat.pull.RunResult;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.settings.Names;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs pulls now, one after the other, whatever their schedules say. */
@Command(name = "pull", mixinStandardHelpOptions = true, description = "Run pulls now, one after the other.")
final class PullCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(paramLabel = "NAME", description = "The pulls, by the ids of their routes.", arity = "0..*")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "All pulls.")
    private boolean all;

    @Option(names = "--json", description = "Print one line of JSON for each pull.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (names.isEmpty() != all) {
            throw new ParameterException(spec.commandLine(), "name the pulls to run, or write --all");
        }
        try (App app = App.startByHand(options);
                Progress progress = Progress.onTerminalOrLog()) {
            List<String> chosen = chosen(app.pulls());
            app.pulls().listen(progress);
            return pull(app, chosen) ? QanatCommand.DONE : QanatCommand.PULL_FAILED;
        }
    }

    private List<String> chosen(Pulls pulls) {
        List<String> known = pulls.all().stream().map(PullSettings::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "there is no pull " + name + Names.didYouMean(name, known) + " (pulls: "
                                + String.join(", ", known) + ")");
            }
        }
        return all ? known : names;
    }

    /** All of them, even if one fails, until the process is told to stop. */
    private boolean pull(App app, List<String> chosen) {
        PrintWriter out = spec.commandLine().getOut();
        boolean ok = true;
        for (String name : chosen) {
            if (app.stopping()) {
                return false;
            }
            RunResult result = app.pulls().pull(name);
            out.println(json ? Results.json(result) : Results.line(result));
            out.flush();
            ok &= result.result() == Outcome.OK;
        }
        return ok;
    }
}
